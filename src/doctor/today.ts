// The day so far in numbers, for `status`.

import type { Context } from '../context.ts';
import { type Day, dayIn, startOfDay } from '../lib/day.ts';
import { type TodayCounts, tierCounts, todayCounts } from '../store/reads/today.ts';
import { type FeedReport, feedReports } from './feeds.ts';

export interface TodayReport {
  at: Date;
  /** The team's day. */
  day: Day;
  forms: TodayCounts;
  /** SKUs in each stock tier that warns. */
  tiers: Awaited<ReturnType<typeof tierCounts>>;
  feeds: FeedReport[];
}

export async function todayReport(ctx: Context): Promise<TodayReport> {
  const { zone } = ctx.policy.team;
  const at = ctx.clock.now();
  const day = dayIn(zone, at);
  const forms = await todayCounts(ctx.db, { midnight: startOfDay(zone, day), now: at });
  return { at, day, forms, tiers: await tierCounts(ctx.db), feeds: await feedReports(ctx) };
}
