// The stock between two reports: the last one, less what was sold since, plus what was received. Pure.

import { addDays, type Day, dayIn, daysBetween, startOfDay } from '../../lib/day.ts';

/** A shop that takes from the goods, on the whole sales days since the report; units of the goods. */
export interface Taker {
  sold: readonly { day: Day; units: number | null }[];
  /** Mean units a day of its newest known days, taken where a day is not known; null when none is. */
  usual: number | null;
}

/** How an estimate came about; all in units of the goods. */
export interface RolledStock {
  available: number;
  /** What the report said. */
  reported: number;
  sold: number;
  received: number;
  /** The newest sales day in it; null where only goods were received since. */
  through: Day | null;
  /** Days in it whose sales are not all known: they count as usual days, `assumed` units together. */
  unknownDays: number;
  assumed: number;
}

/** The day of a store's newest stock report, where a whole day has passed without one. */
export interface LateStock {
  reportedOn: Day;
  /** Days ago. */
  days: number;
}

/** Null while the newest report is of today or yesterday, or none ever came. Days of one zone. */
export function lateStockOf(reportedOn: Day | null, today: Day): LateStock | null {
  if (reportedOn === null) return null;
  const days = daysBetween(reportedOn, today);
  return days < 2 ? null : { reportedOn, days };
}

/**
 * The sales days that lie whole between a moment and now. The day in which the moment falls is none of them: without hours
 * nobody can tell which of its sales came after.
 */
export function wholeDaysSince(
  at: Date,
  { zone, closeMarginMinutes }: { zone: string; closeMarginMinutes: number },
  now: Date,
): Day[] {
  const first = dayIn(zone, at);
  const days: Day[] = [];
  for (let each = startOfDay(zone, first) < at ? addDays(first, 1) : first; ; each = addDays(each, 1)) {
    if (startOfDay(zone, addDays(each, 1)).getTime() + closeMarginMinutes * 60_000 > now.getTime()) return days;
    days.push(each);
  }
}

/**
 * available = reported − sold + received, never below 0 by an estimate alone. A day whose sales are not known is not zero:
 * it counts as a usual day of that shop, and is told. Null when nothing has happened since the report.
 */
export function rollStock(of: { reported: number; takers: readonly Taker[]; received: number }): RolledStock | null {
  const { reported, takers, received } = of;
  const days = takers.flatMap(({ sold }) => sold);
  if (days.length === 0 && received === 0) return null;
  const unknown = takers.map(({ sold, usual }) => ({ days: sold.filter(({ units }) => units === null), usual }));
  const sold = days.reduce((sum, { units }) => sum + (units ?? 0), 0);
  const assumed = unknown.reduce((sum, each) => sum + each.days.length * (each.usual ?? 0), 0);
  return {
    available: Math.max(Math.min(0, reported), reported - sold - assumed + received),
    reported,
    sold,
    received,
    through:
      days
        .map(({ day }) => day)
        .sort()
        .at(-1) ?? null,
    unknownDays: new Set(unknown.flatMap((each) => each.days.map(({ day }) => day))).size,
    assumed,
  };
}
