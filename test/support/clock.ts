// A clock that stands still until a test moves it.

import type { Clock } from '../../src/lib/clock.ts';

export interface ManualClock extends Clock {
  /** Jumps to an instant, forwards or backwards. */
  set(to: Date | string): void;
  /** Moves by minutes; negative moves back. */
  advanceMinutes(minutes: number): void;
}

/** A clock standing at `start`, an ISO instant such as "2026-03-02T09:00+08:00". */
export function manualClock(start: Date | string): ManualClock {
  let at = instant(start);
  return {
    now: () => new Date(at),
    set: (to) => {
      at = instant(to);
    },
    advanceMinutes: (minutes) => {
      at += minutes * 60_000;
    },
  };
}

function instant(of: Date | string): number {
  const at = new Date(of).getTime();
  if (Number.isNaN(at)) throw new RangeError(`Not an instant: ${String(of)}`);
  return at;
}
