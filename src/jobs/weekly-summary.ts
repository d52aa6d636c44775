// Monday morning: the week that has just ended.

import type { Context } from '../context.ts';
import { addDays, day, weekdayOf } from '../lib/day.ts';
import { postWeekly } from '../summary/post-weekly.ts';
import type { JobRun } from './job.ts';

/** Posts the summary of the last whole week before the slot's day. */
export async function weeklySummary(ctx: Context, run: JobRun): Promise<string> {
  const today = day(run.key);
  const monday = addDays(today, 1 - weekdayOf(today) - 7);
  const weekly = await postWeekly(ctx, monday, { late: run.late, dueAt: run.dueAt });
  return `${weekly.rows.length} SKUs, ${weekly.discipline.forms} forms`;
}
