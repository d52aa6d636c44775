// Before a planned deal or livestream: when the stock is looked at, and whether there is enough. Pure.

import { addDays, dayIn, instantAt } from '../../lib/day.ts';
import { isWorkingMoment, type WorkCalendar } from '../../lib/working-time.ts';
import { type Worked, worked } from './formulas.ts';

/** What is expected to sell, with this much on top, must be in stock. */
const factor = 1.5;
/** Lift of a promotion without any learned lift. */
const unknownLift = 3;
const dayMs = 86_400_000;

/** Of a longer promotion the first week must be there when it begins; what comes later is the plan's business. */
export const eventDaysChecked = 7;

/** Units that must be in stock: daily rate × lift × days × 1.5. `lift` null: three times the usual, named `assumedLift`. */
export function eventNeed(of: { rate: number; lift: number | null; days: number }): Worked {
  const { rate, days } = of;
  const lift: Record<string, number> = of.lift === null ? { assumedLift: unknownLift } : { lift: of.lift };
  const units = rate * (of.lift ?? unknownLift) * days * factor;
  return worked('event_need', Math.ceil(units - 1e-9), { rate, ...lift, days, factor });
}

/** Units that are there when the promotion begins: what is available and arrives by then, less what sells before. */
export function stockAtStart(of: { available: number | null; arriving: number; soldBefore?: number }): number {
  return (of.available ?? 0) + of.arriving - (of.soldBefore ?? 0);
}

/**
 * When the stock is looked at: 24 hours before the beginning. Where nobody works at that moment, when work began on the
 * last workday before it, so that somebody can still do something.
 */
export function eventCheckAt(calendar: WorkCalendar, startsAt: Date): Date {
  const dayBefore = new Date(startsAt.getTime() - dayMs);
  if (isWorkingMoment(calendar, dayBefore)) return dayBefore;
  const last = dayIn(calendar.zone, dayBefore);
  for (let back = 0; back < 60; back++) {
    const on = addDays(last, -back);
    const start = instantAt(calendar.zone, on, calendar.startMinute);
    if (calendar.isWorkday(on) && start <= dayBefore) return start;
  }
  return dayBefore;
}
