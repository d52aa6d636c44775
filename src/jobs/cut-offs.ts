// Every workday morning: what must be ordered or handed over today or before the next workday to leave in time.

import type { Context } from '../context.ts';
import { day } from '../lib/day.ts';
import { remindOfCutOffs } from '../watch/cut-offs.ts';
import type { JobRun } from './job.ts';

export async function cutOffs(ctx: Context, run: JobRun): Promise<string> {
  return `${await remindOfCutOffs(ctx, day(run.key), run.dueAt)} proposals`;
}
