// Which days to judge when data have come in: new ones, restated ones, and the newest days that rest on restated ones.

import { addDays, type Day } from '../lib/day.ts';

export interface PendingDay {
  day: Day;
  /** Revision of the day's data; it is judged as of this one. */
  revision: number;
}

/** Days before the newest complete one within which a change of data is judged again. */
const judgedBackDays = 14;

/** Days of a first load that get a verdict; older days are history only. */
const firstLoadDays = 3;

/** The newest days are judged again when a day before them was restated: their baselines and sums rest on it. */
const newestDays = 3;

/**
 * What to judge, oldest first, and what to pass over: days too long ago to change anything but the baselines of later
 * ones. `complete` lists the store's complete days with their revisions, oldest first.
 */
export function planJudging(input: {
  pending: readonly PendingDay[];
  complete: readonly PendingDay[];
  firstLoad: boolean;
}): { judge: PendingDay[]; skip: PendingDay[] } {
  const newest = input.complete.at(-1)?.day;
  const [oldestPending] = input.pending;
  if (newest === undefined || oldestPending === undefined) return { judge: [], skip: [] };
  const from = addDays(newest, 1 - (input.firstLoad ? firstLoadDays : judgedBackDays));
  const pending = new Set(input.pending.map((each) => each.day));
  const restsOnChange = new Set(
    input.complete.slice(-newestDays).flatMap(({ day }) => (day > oldestPending.day ? [day] : [])),
  );
  const judge = input.complete.filter(
    ({ day }) => (pending.has(day) && day >= from) || (restsOnChange.has(day) && day >= from),
  );
  return { judge, skip: input.pending.filter(({ day }) => day < from) };
}
