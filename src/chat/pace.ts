// Keeps to the pace at which a platform takes messages, each conversation by itself: one that is throttled waits alone.

import { setTimeout as pause } from 'node:timers/promises';
import { monotonicMs } from '../lib/clock.ts';
import { keepNewest } from '../lib/keep-newest.ts';
import { DeliveryError } from './adapter.ts';
import { type Bucket, drain, fullBucket, type Rate, takeCall } from './rate-limit.ts';

export interface Pace {
  /** Runs `call` when the turn of `lane` has come. Throws DeliveryError "again" at once when that takes too long. */
  inTurn<T>(lane: string, call: () => Promise<T>, signal?: AbortSignal): Promise<T>;
}

/** A longer wait is given back to the outbox, which has a limit for each delivery. */
const longestWaitMs = 2_500;
/** Lanes that are remembered; one that is forgotten starts with a full bucket. */
const keptLanes = 5_000;

/**
 * A pace of `rate` in each lane. `silenceAfter` reads from a failed call for how many milliseconds the platform wants
 * its lane left alone; undefined for every other failure.
 */
export function openPace(rate: Rate, silenceAfter: (error: unknown) => number | undefined): Pace {
  const buckets = new Map<string, Bucket>();
  const keep = (lane: string, bucket: Bucket) => keepNewest(buckets, [lane, bucket], keptLanes);
  return {
    async inTurn(lane, call, signal) {
      const nowMs = monotonicMs();
      const { bucket, waitMs } = takeCall(buckets.get(lane) ?? fullBucket(rate, nowMs), { rate, nowMs });
      if (waitMs > longestWaitMs) {
        throw new DeliveryError('rate_limited', { outcome: 'again', retryAfterMs: waitMs });
      }
      keep(lane, bucket);
      if (waitMs > 0) await pause(waitMs);
      if (signal?.aborted) throw new DeliveryError('rate_limited', { outcome: 'again' });
      try {
        return await call();
      } catch (error) {
        const retryAfterMs = silenceAfter(error);
        if (retryAfterMs !== undefined) {
          const laterMs = monotonicMs();
          const before = buckets.get(lane) ?? fullBucket(rate, laterMs);
          keep(lane, drain(before, { rate, nowMs: laterMs, retryAfterMs }));
        }
        throw error;
      }
    },
  };
}
