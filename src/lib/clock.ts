// The one place that reads the time of day. Everything else is handed a `now`.

/** Tells the present moment. */
export interface Clock {
  now(): Date;
}

/** The machine's own clock. */
export const systemClock: Clock = { now: () => new Date() };

/** Milliseconds that only ever grow, whatever happens to the time of day: for measuring how long something took. */
export function monotonicMs(): number {
  return performance.now();
}
