// The day so far in numbers, for `status`.

import type { Context } from '../context.ts';
import { type Day, dayIn, startOfDay } from '../lib/day.ts';
import { type TodayCounts, todayCounts } from '../store/reads/today.ts';
import { type FeedReport, feedReports } from './feeds.ts';

export interface TodayReport {
  at: Date;
  /** The team's day. */
  day: Day;
  forms: TodayCounts;
  feeds: FeedReport[];
}

export async function todayReport(ctx: Context): Promise<TodayReport> {
  const { zone } = ctx.policy.team;
  const at = ctx.clock.now();
  const day = dayIn(zone, at);
  const forms = await todayCounts(ctx.db, { midnight: startOfDay(zone, day), now: at });
  return { at, day, forms, feeds: await feedReports(ctx) };
}
