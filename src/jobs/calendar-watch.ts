// Says, once a week, that the holidays of the coming weeks are not known. Until they are, only those that the law fixes by
// date are free, which is a guess and must not be a silent one.

import type { Context } from '../context.ts';
import { dayIn } from '../lib/day.ts';
import { tellGroups } from '../outbox/tell.ts';
import { calendarCoverage } from '../policy/calendar.ts';
import type { JobRun } from './job.ts';

export async function calendarWatch(ctx: Context, run: JobRun): Promise<string> {
  const { team } = ctx.policy;
  const coverage = calendarCoverage(team, dayIn(team.zone, ctx.clock.now()));
  if (coverage.covered) return 'covered';
  const notice = { notice: 'calendar_short', lastKnownDay: coverage.lastKnownDay } as const;
  await tellGroups(ctx, null, {
    subject: 'calendar-short',
    step: run.key,
    content: { kind: 'notice', toId: null, notice },
  });
  return 'not covered';
}
