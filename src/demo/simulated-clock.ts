// A clock that stands still until it is moved.

import type { Clock } from '../lib/clock.ts';

export interface SimulatedClock extends Clock {
  set(to: Date): void;
}

/** A clock that shows `start` until it is set. */
export function simulatedClock(start: Date): SimulatedClock {
  let now = start;
  return {
    now: () => new Date(now),
    set: (to) => {
      now = to;
    },
  };
}
