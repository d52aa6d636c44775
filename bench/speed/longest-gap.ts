// For how long nothing else in this process could run.

import { monotonicMs } from '../../src/lib/clock.ts';

/** Notes the longest time between two turns of the event loop until `stop`, in milliseconds. */
export function longestGap(): { stop(): number } {
  let last = monotonicMs();
  let longest = 0;
  let isOver = false;
  const turn = () => {
    const now = monotonicMs();
    longest = Math.max(longest, now - last);
    last = now;
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  return {
    stop: () => {
      isOver = true;
      return Math.max(longest, monotonicMs() - last);
    },
  };
}
