// When a sales day's numbers may be relied on. Pure arithmetic on the store's calendar.

import { addDays, type Day, startOfDay } from '../lib/day.ts';

/** partial: not over when the numbers were pulled; provisional: over, may still be restated; settled: 72 hours later. */
export type Finality = 'partial' | 'provisional' | 'settled';

const settledAfterMs = 72 * 3_600_000;

/** When `day` is over in `zone`, `marginMinutes` of late arrivals included. */
function dayCloses(day: Day, zone: string, marginMinutes: number): Date {
  return new Date(startOfDay(zone, addDays(day, 1)).getTime() + marginMinutes * 60_000);
}

/** How final the numbers of `day` are at `now`, when they were pulled at `asOf`. */
export function finalityOf(day: Day, zone: string, asOf: Date, now: Date, marginMinutes: number): Finality {
  const closes = dayCloses(day, zone, marginMinutes);
  if (asOf < closes) return 'partial';
  return now.getTime() >= closes.getTime() + settledAfterMs ? 'settled' : 'provisional';
}
