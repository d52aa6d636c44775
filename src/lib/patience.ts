// Waiting, but not for ever: for a result that may come too late, for work that may not end.

import { setTimeout as pause } from 'node:timers/promises';

/** The result when it is there within `limitMs`; undefined otherwise. */
export async function within<T>(limitMs: number, work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), limitMs);
  });
  return Promise.race([work, limit]).finally(() => clearTimeout(timer));
}

/** Waits until all of it has ended, one way or the other, but no longer than `limitMs`. */
export async function finishWithin(works: Iterable<Promise<unknown>>, limitMs: number): Promise<void> {
  const patience = new AbortController();
  const finished = Promise.allSettled(works).then(() => patience.abort());
  await Promise.race([finished, pause(limitMs, undefined, { signal: patience.signal }).catch(() => undefined)]);
}
