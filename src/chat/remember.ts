// Answers of a platform that are kept for a while, so that a burst of messages does not become a burst of look-ups.

import { monotonicMs } from '../lib/clock.ts';

const keptMs = 60 * 60_000;
/** What is not known yet may be corrected any minute. */
const missKeptMs = 5 * 60_000;

/**
 * `look`, asked once an hour for each key. A failure that `isMiss` takes for a real answer ("there is no such person") is
 * kept for five minutes; trouble with the connection is not kept at all.
 */
export function remembered<T>(
  look: (key: string) => Promise<T>,
  isMiss: (error: unknown) => boolean,
): (key: string) => Promise<T> {
  const kept = new Map<string, { answer: Promise<T>; untilMs: number }>();
  return (key) => {
    const known = kept.get(key);
    if (known && monotonicMs() < known.untilMs) return known.answer;
    const answer = look(key);
    kept.set(key, { answer, untilMs: monotonicMs() + keptMs });
    answer.catch((error: unknown) => {
      if (isMiss(error)) kept.set(key, { answer, untilMs: monotonicMs() + missKeptMs });
      else kept.delete(key);
    });
    return answer;
  };
}

/** One answer that stays good: asked once, and again until it comes. */
export interface Memory<T> {
  /** Asked from the platform unless known. Throws what the call throws. */
  know(): Promise<T>;
  /** What is known so far. */
  known(): T | undefined;
  /** Asks again; a good answer is not thrown away for a failure. Throws what the call throws. */
  refresh(): Promise<T>;
}

export function rememberAnswer<T>(ask: () => Promise<T>): Memory<T> {
  let known: T | undefined;
  let asking: Promise<T> | undefined;
  const refresh = () => {
    asking ??= ask()
      .then((answer) => {
        known = answer;
        return answer;
      })
      .finally(() => {
        asking = undefined;
      });
    return asking;
  };
  return { know: async () => known ?? (await refresh()), known: () => known, refresh };
}
