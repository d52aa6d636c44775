// Every workday morning: what is open, due and overdue. Silent when there is nothing.

import type { Context } from '../context.ts';
import { day } from '../lib/day.ts';
import { isEmptyDigest } from '../summary/digest.ts';
import { postDigest } from '../summary/post-digest.ts';
import type { JobRun } from './job.ts';

export async function digest(ctx: Context, run: JobRun): Promise<string> {
  const posted = await postDigest(ctx, day(run.key), run.dueAt);
  return isEmptyDigest(posted) ? 'nothing to say' : `${posted.open} open`;
}
