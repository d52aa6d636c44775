// Which goods on their way count. Overdue ones never do, until the list gives them a new day; those that come after the
// days an order covers do not reduce that order. Pure.

import { type Day, daysBetween } from '../../lib/day.ts';
import { type Worked, worked } from './formulas.ts';
import type { ArrivingUnits } from './projection.ts';

/** Arrivals whose day has passed although they were not received. */
export interface OverdueArrivals {
  units: number;
  /** The earliest of their days, and how many days ago that was. */
  since: Day;
  days: number;
}

/** Is the arrival's day over? What arrives today is in time. */
export function isPast({ sellableOn }: Pick<ArrivingUnits, 'sellableOn'>, today: Day): boolean {
  return sellableOn < today;
}

/** The overdue ones of `arrivals` together; null when there are none. */
export function overdueOf(arrivals: readonly ArrivingUnits[], today: Day): OverdueArrivals | null {
  const past = arrivals.filter((each) => isPast(each, today) && each.units > 0);
  const since = past.map(({ sellableOn }) => sellableOn).sort()[0];
  return since === undefined ? null : { units: unitsOf(past), since, days: daysBetween(since, today) };
}

/**
 * Units on their way that count for an order which covers the days `through`: all inbound units (of which `arrivals` are
 * those with a known day) less the overdue ones and those that come later.
 */
export function countedInbound(of: {
  inbound: number;
  arrivals: readonly ArrivingUnits[];
  today: Day;
  through: Day;
}): Worked {
  const { inbound, arrivals, today, through } = of;
  const overdue = unitsOf(arrivals.filter((each) => isPast(each, today)));
  const later = unitsOf(arrivals.filter(({ sellableOn }) => sellableOn > through));
  return worked('counted_inbound', Math.max(0, inbound - overdue - later), { inbound, overdue, later });
}

function unitsOf(arrivals: readonly ArrivingUnits[]): number {
  return arrivals.reduce((sum, { units }) => sum + units, 0);
}
