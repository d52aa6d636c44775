// Keeps to Slack's one message a second for each channel. A channel that Slack throttles waits alone.

import { setTimeout as pause } from 'node:timers/promises';
import { monotonicMs } from '../../lib/clock.ts';
import { type Bucket, drain, fullBucket, type Rate, takeCall } from '../rate-limit.ts';
import { readTrouble, SlackCallError } from './trouble.ts';

export interface Pace {
  /** Runs `call` when the channel's turn has come. Throws SlackCallError "again" at once when that takes too long. */
  inTurn<T>(channel: string, call: () => Promise<T>, signal?: AbortSignal): Promise<T>;
}

const slackRate: Rate = { burst: 1, perSecond: 1 };
/** A longer wait is given back to the outbox, which has a limit for each delivery. */
const longestWaitMs = 2_500;

export function openPace(rate: Rate = slackRate): Pace {
  const buckets = new Map<string, Bucket>();
  return {
    async inTurn(channel, call, signal) {
      const nowMs = monotonicMs();
      const before = buckets.get(channel) ?? fullBucket(rate, nowMs);
      const { bucket, waitMs } = takeCall(before, { rate, nowMs });
      if (waitMs > longestWaitMs) {
        throw new SlackCallError({ code: 'rate_limited', outcome: 'again', retryAfterMs: waitMs });
      }
      buckets.set(channel, bucket);
      if (waitMs > 0) await pause(waitMs);
      if (signal?.aborted) throw new SlackCallError({ code: 'rate_limited', outcome: 'again' });
      try {
        return await call();
      } catch (error) {
        const { retryAfterMs } = readTrouble(error);
        if (retryAfterMs !== undefined) hold(channel, retryAfterMs);
        throw error;
      }
    },
  };

  function hold(channel: string, retryAfterMs: number): void {
    const nowMs = monotonicMs();
    const bucket = buckets.get(channel) ?? fullBucket(rate, nowMs);
    buckets.set(channel, drain(bucket, { rate, nowMs, retryAfterMs }));
  }
}
