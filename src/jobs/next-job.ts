// When the next wall-clock job is due. Jobs in even steps are left out: they make up for any step they miss.

import type { Context } from '../context.ts';
import { allJobs } from './index.ts';
import { slotsBetween } from './slots.ts';

const weekMs = 7 * 86_400_000;

/** The next due time of any daily or weekly job after `now`; null when there is none within a week. */
export function nextJobAt(ctx: Context, now: Date): Date | null {
  const moments = allJobs(ctx.policy)
    .filter((job) => job.schedule.kind === 'daily')
    .flatMap((job) => slotsBetween(job.schedule, now, new Date(now.getTime() + weekMs)).slice(0, 1))
    .map((slot) => slot.dueAt.getTime());
  return moments.length === 0 ? null : new Date(Math.min(...moments));
}
