// The one place that reads the time of day. Everything else is handed a `now`.

/** Tells the present moment. */
export interface Clock {
  now(): Date;
}

/** The machine's own clock. */
export const systemClock: Clock = { now: () => new Date() };
