// Lets two things happen at once on one case, again and again, each time with another head start, so that they meet at
// every point of the other's way.

import { setTimeout as pause } from 'node:timers/promises';

/** Multiples of it spread evenly over 0–1, however many there are. */
const golden = (Math.sqrt(5) - 1) / 2;
/** A little further apart than they take, so that either can be over before the other begins. */
const margin = 1.3;

export class Races {
  private run = 0;
  /** How long each takes, as far as is known; only who starts when depends on it. */
  private firstMs = 20;
  private secondMs = 20;

  /** Runs both, the first with a head start between all the time that it takes and all that the second takes, negative. */
  async race<A, B>(first: () => Promise<A>, second: () => Promise<B>): Promise<[A, B]> {
    this.run += 1;
    const at = (this.run * golden) % 1;
    const headStart = margin * (at * this.firstMs - (1 - at) * this.secondMs);
    return Promise.all([
      measured(-headStart, first, (ms) => {
        this.firstMs = usual(this.firstMs, ms);
      }),
      measured(headStart, second, (ms) => {
        this.secondMs = usual(this.secondMs, ms);
      }),
    ]);
  }
}

/** Rather too long than too short: who loses a race may give up early. */
function usual(soFar: number, ms: number): number {
  return Math.max(ms, (4 * soFar + ms) / 5);
}

async function measured<T>(afterMs: number, work: () => Promise<T>, took: (ms: number) => void): Promise<T> {
  if (afterMs > 0) await pause(afterMs);
  const begun = performance.now();
  const done = await work();
  took(performance.now() - begun);
  return done;
}
