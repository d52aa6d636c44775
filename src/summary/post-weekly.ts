// Posts the weekly summary: text, picture and workbook, once for each week.

import { type Context, withTransaction } from '../context.ts';
import type { Day } from '../lib/day.ts';
import type { WeeklyView } from '../messages/weekly-view.ts';
import { tellGroups } from '../outbox/tell.ts';
import { saveAttachment } from '../store/attachments.ts';
import { gatherWeekly } from './gather-weekly.ts';
import { weeklyFiles } from './weekly-files.ts';

/** Queues the summary of the week from Monday `from` to all groups. Doing it again queues nothing. */
export async function postWeekly(ctx: Context, from: Day, of: { late: boolean; dueAt: Date }): Promise<WeeklyView> {
  const weekly = await gatherWeekly(ctx, from, of.late);
  const { view, files } = await weeklyFiles(ctx, weekly, { id: `weekly-${from}`, language: ctx.policy.team.language });
  await withTransaction(ctx, async (tx) => {
    for (const file of files) await saveAttachment(tx.db, file, tx.clock.now());
    await tellGroups(tx, null, {
      subject: 'week',
      step: from,
      content: { kind: 'weekly', weekly: view },
      dueAt: of.dueAt,
      mayWait: true,
    });
  });
  return view;
}
