// Deletes what is no longer needed: events that cannot be delivered again, files shown to one person, expired sign-ins,
// old job runs.

import { subDays } from 'date-fns';
import type { Context } from '../context.ts';
import { forgetPassingFiles } from '../store/attachments.ts';
import { forgetEvents } from '../store/inbox.ts';
import { pruneJobRuns } from '../store/job-runs.ts';
import { pruneSignIns } from '../store/sign-ins.ts';

/** Platforms repeat an event for hours; a week is far beyond that. */
const inboxDays = 7;
const signInDays = 30;
/** Missed slots of a job are never looked for further back than this. */
const jobRunDays = 60;

export async function prune(ctx: Context): Promise<string> {
  const now = ctx.clock.now();
  const events = await forgetEvents(ctx.db, subDays(now, inboxDays));
  // An event that comes again is answered with the same files.
  const files = await forgetPassingFiles(ctx.db, subDays(now, inboxDays));
  const ended = await pruneSignIns(ctx.db, subDays(now, signInDays));
  const runs = await pruneJobRuns(ctx.db, subDays(now, jobRunDays));
  return `${events} events, ${files} files, ${ended} sign-ins, ${runs} job runs`;
}
