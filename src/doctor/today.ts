// The day so far in numbers, for `status`.

import type { Context } from '../context.ts';
import { type Day, dayIn, startOfDay } from '../lib/day.ts';
import { type TodayCounts, todayCounts } from '../store/reads/today.ts';
import { stockRows } from '../summary/stock-rows.ts';
import { type FeedReport, feedReports } from './feeds.ts';

export interface TodayReport {
  at: Date;
  /** The team's day. */
  day: Day;
  forms: TodayCounts;
  /** SKUs in each stock tier that warns. */
  tiers: { red: number; orange: number; yellow: number };
  feeds: FeedReport[];
}

export async function todayReport(ctx: Context): Promise<TodayReport> {
  const { zone } = ctx.policy.team;
  const at = ctx.clock.now();
  const day = dayIn(zone, at);
  const forms = await todayCounts(ctx.db, { midnight: startOfDay(zone, day), now: at });
  return { at, day, forms, tiers: await tierCounts(ctx), feeds: await feedReports(ctx) };
}

/** By the stock of this moment, as cards and plans show it. */
async function tierCounts(ctx: Context): Promise<TodayReport['tiers']> {
  const rows = await stockRows(ctx);
  const of = (tier: string) => rows.filter((row) => row.tier === tier).length;
  return { red: of('red'), orange: of('orange'), yellow: of('yellow') };
}
