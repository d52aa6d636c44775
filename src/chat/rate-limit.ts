// A token bucket: how soon the next call to a platform may go out. Pure; the adapter keeps the bucket and does the waiting.

/** `tokens` calls may go out at once at the moment `atMs`. */
export interface Bucket {
  tokens: number;
  atMs: number;
}

export interface Rate {
  /** Calls that may go out in one burst after a rest. */
  burst: number;
  perSecond: number;
}

/** The bucket of a destination that nothing was sent to yet. */
export function fullBucket({ burst }: Rate, nowMs: number): Bucket {
  return { tokens: burst, atMs: nowMs };
}

/**
 * Takes one call out of the bucket. The call may go out `waitMs` milliseconds after `nowMs` (0: at once); its place is
 * taken already, so callers that come later wait longer and nobody overtakes. Times are monotonic milliseconds.
 */
export function takeCall(
  bucket: Bucket,
  { rate, nowMs }: { rate: Rate; nowMs: number },
): { bucket: Bucket; waitMs: number } {
  const elapsedMs = nowMs - bucket.atMs;
  const refilled = Math.min(rate.burst, bucket.tokens + (elapsedMs / 1_000) * rate.perSecond);
  const tokens = refilled - 1;
  const waitMs = tokens >= 0 ? 0 : Math.ceil((-tokens / rate.perSecond) * 1_000);
  return { bucket: { tokens, atMs: nowMs }, waitMs };
}

/** The bucket after the platform asked for `retryAfterMs` of silence: empty until then. */
export function drain(
  bucket: Bucket,
  { rate, nowMs, retryAfterMs }: { rate: Rate; nowMs: number; retryAfterMs: number },
): Bucket {
  const silent = 1 - (retryAfterMs / 1_000) * rate.perSecond;
  return { tokens: Math.min(bucket.tokens, silent), atMs: nowMs };
}
