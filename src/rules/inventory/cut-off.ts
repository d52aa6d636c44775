// The forwarder's cut-off: until when goods must be ordered or handed over to leave with the next one. Pure.

import { addDays, type Day } from '../../lib/day.ts';
import { nextWorkday, type WorkCalendar } from '../../lib/working-time.ts';
import { leavingDay } from './transport.ts';

export interface CutOff {
  /** The last day to order; for goods that are ready, to hand them over. */
  actBy: Day;
  leavesOn: Day;
}

/** The next cut-off that goods ordered from `today` on can reach when making them takes `makingDays` (0: they are ready). */
export function nextCutOff(today: Day, of: { makingDays: number; cutOffWeekday: number }): CutOff {
  const making = Math.ceil(of.makingDays);
  const leavesOn = leavingDay(addDays(today, making), of);
  return { actBy: addDays(leavesOn, -making), leavesOn };
}

/** Is today the day of a cut-off, or the last workday before it? */
export function isRemindedOn(calendar: WorkCalendar, today: Day, { actBy }: CutOff): boolean {
  return today <= actBy && (today === actBy || actBy <= nextWorkday(calendar, today));
}
