// The outcomes of last month's decisions, counted for the weekly summary.

import type { Context } from '../context.ts';
import { addDays, type Day, day, startOfDay } from '../lib/day.ts';
import type { HindsightView } from '../messages/weekly-view.ts';
import { outcomesBetween } from '../store/decisions.ts';

/** Outcomes noted in the month before that of `to`. */
export async function lastMonthsHindsight(ctx: Context, to: Day): Promise<HindsightView> {
  const { zone } = ctx.policy.team;
  const thisMonth = day(`${to.slice(0, 7)}-01`);
  const month = day(`${addDays(thisMonth, -1).slice(0, 7)}-01`);
  const rows = await outcomesBetween(ctx.db, startOfDay(zone, month), startOfDay(zone, thisMonth));
  const outcomes = rows.flatMap(({ outcome }) => (outcome ? [outcome] : []));
  const count = (of: (outcome: (typeof outcomes)[number]) => boolean) => outcomes.filter(of).length;
  return {
    month,
    told: outcomes.length,
    inTime: count(({ inTime }) => inTime === true),
    late: count(({ inTime }) => inTime === false),
    stockedOut: count(({ outOfStockDays }) => outOfStockDays > 0),
    over: count(({ size }) => size === 'over'),
    under: count(({ size }) => size === 'under'),
    right: count(({ size }) => size === 'right'),
  };
}
