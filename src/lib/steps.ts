// Work that stops in between, so that its caller decides whether others get a turn meanwhile. The work itself stays plain:
// it yields now and then and knows neither clock nor event loop.

import { setImmediate } from 'node:timers/promises';

export type Steps<T> = Generator<void, T>;

/** Does the work without a pause. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Does the work and lets the event loop turn after each step. */
export async function inTurns<T>(steps: Steps<T>): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await setImmediate();
  }
}

/** Maps `items` in steps of `size`. */
export function* mapInSteps<T, U>(items: readonly T[], size: number, of: (item: T, index: number) => U): Steps<U[]> {
  const mapped: U[] = [];
  for (const [i, item] of items.entries()) {
    if (i > 0 && i % size === 0) yield;
    mapped.push(of(item, i));
  }
  return mapped;
}
