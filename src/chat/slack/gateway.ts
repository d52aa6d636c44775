// The way to Slack's Web API. No call is repeated by the SDK, none waits for ever and none sleeps out a rate limit: who
// calls decides what is safe to do again.

import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { Log } from '../../lib/log.ts';
import { sdkLog } from './sdk-log.ts';

/** Longest wait for one answer; less than the outbox waits for a whole delivery. */
export const callLimitMs = 6_000;
/** When Slack says "too many" without saying for how long. */
const defaultRetryAfterSeconds = '30';

export interface SlackGateway {
  /** A client whose calls end with `signal` and after `limitMs`. */
  client(options?: { signal?: AbortSignal | undefined; limitMs?: number }): WebClient;
  /** What every client is made with, for the SDK's own parts. The same object is never handed out twice: they change it. */
  clientOptions(): WebClientOptions;
}

/** A gateway to `apiUrl`, speaking as the bot. */
export function openGateway(settings: { botToken: string; apiUrl: string }, log: Log): SlackGateway {
  const logger = sdkLog(log);
  const options = (signal?: AbortSignal, limitMs = callLimitMs): WebClientOptions => ({
    slackApiUrl: settings.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: limitMs,
    logger,
    fetch: async (url, init) =>
      withRetryAfter(await fetch(url, { ...init, signal: bothSignals(init?.signal, signal) })),
  });
  return {
    client: ({ signal, limitMs } = {}) => new WebClient(settings.botToken, options(signal, limitMs)),
    clientOptions: () => options(),
  };
}

function bothSignals(own: AbortSignal | null | undefined, callers: AbortSignal | undefined): AbortSignal | null {
  if (own && callers) return AbortSignal.any([own, callers]);
  return own ?? callers ?? null;
}

/** The SDK takes a 429 without a readable Retry-After for an unknown failure, although nothing was done. */
function withRetryAfter(response: Response): Response {
  if (response.status !== 429 || /^\d+$/.test(response.headers.get('retry-after') ?? '')) return response;
  const headers = new Headers(response.headers);
  headers.set('retry-after', defaultRetryAfterSeconds);
  return new Response(null, { status: 429, headers });
}
