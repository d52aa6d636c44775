// How often the app may call: 5 messages a second to one chat, 5 updates a second of one message, 50 calls a second and
// 1,000 a minute of one API. Off unless a test switches it on: a clock that stands still has no next second.

import type { Clock } from '../../src/lib/clock.ts';
import { type Answer, refusal } from './answers.ts';

const secondMs = 1_000;
const minuteMs = 60_000;

export class Rates {
  isOn = false;
  private readonly clock: Clock;
  private readonly calls = new Map<string, number[]>();

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** The refusal of one call too many of an API; counted either way. */
  ofApi(route: string): Answer | undefined {
    const now = this.clock.now().getTime();
    const earlier = this.count(`api ${route}`, now);
    if (!this.isOn) return undefined;
    const perSecond = earlier.filter((at) => now - at < secondMs);
    const resets =
      earlier.length >= 1_000
        ? waitMs(earlier, minuteMs, now)
        : perSecond.length >= 50
          ? waitMs(perSecond, secondMs, now)
          : 0;
    return resets > 0 ? tooMany(Math.ceil(resets / 1000)) : undefined;
  }

  /** The refusal of one message too many to a chat, or of one update too many of a message. */
  ofTarget(target: string): Answer | undefined {
    const now = this.clock.now().getTime();
    const earlier = this.count(`target ${target}`, now).filter((at) => now - at < secondMs);
    if (!this.isOn || earlier.length < 5) return undefined;
    return refusal(230020, 'This operation triggers the frequency limit.');
  }

  /** When it was done within the minute before now; notes down now as well. */
  private count(key: string, now: number): number[] {
    const earlier = (this.calls.get(key) ?? []).filter((at) => now - at < minuteMs);
    this.calls.set(key, [...earlier, now]);
    return earlier;
  }
}

/** One call too many of an API, with the seconds after which it will be taken. */
export function tooMany(resetSeconds: number): Answer {
  const headers = { 'x-ogw-ratelimit-limit': '50', 'x-ogw-ratelimit-reset': String(resetSeconds) };
  return refusal(99991400, 'request trigger frequency limit', { status: 429, headers });
}

function waitMs([oldest = 0]: readonly number[], windowMs: number, now: number): number {
  return oldest + windowMs - now;
}
