// Forgets what nobody needs any more: events that cannot be delivered again, sign-ins that have ended, old job runs.

import { subDays } from 'date-fns';
import { lt } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { pruneJobRuns } from '../store/job-runs.ts';
import { inbox, signIns } from '../store/schema/index.ts';

/** Platforms repeat an event for hours; a week is far beyond that. */
const inboxDays = 7;
const signInDays = 30;
/** Longer than any job's missed slots are looked for. */
const jobRunDays = 60;

export async function prune(ctx: Context): Promise<string> {
  const now = ctx.clock.now();
  const events = await ctx.db
    .delete(inbox)
    .where(lt(inbox.receivedAt, subDays(now, inboxDays)))
    .returning({ key: inbox.key });
  const ended = await ctx.db
    .delete(signIns)
    .where(lt(signIns.expiresAt, subDays(now, signInDays)))
    .returning({ hash: signIns.tokenHash });
  const runs = await pruneJobRuns(ctx.db, subDays(now, jobRunDays));
  return `${events.length} events, ${ended.length} sign-ins, ${runs} job runs`;
}
