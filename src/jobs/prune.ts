// Forgets what nobody needs any more: events that cannot be delivered again, files that were shown to one person,
// sign-ins that have ended, old job runs.

import { subDays } from 'date-fns';
import { lt } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { forgetPassingFiles } from '../store/attachments.ts';
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
  // An event that comes again is answered with the same files.
  const files = await forgetPassingFiles(ctx.db, subDays(now, inboxDays));
  const ended = await ctx.db
    .delete(signIns)
    .where(lt(signIns.expiresAt, subDays(now, signInDays)))
    .returning({ hash: signIns.tokenHash });
  const runs = await pruneJobRuns(ctx.db, subDays(now, jobRunDays));
  return `${events.length} events, ${files} files, ${ended.length} sign-ins, ${runs} job runs`;
}
