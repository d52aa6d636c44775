// Posts the weekly summary: text, picture and workbook, once for each week.

import { storeName } from '../cases/names.ts';
import { stockTimelinePng } from '../charts/stock-timeline.ts';
import { tellGroups } from '../chat/tell.ts';
import { type Context, withTransaction } from '../context.ts';
import { type Day, dayIn } from '../lib/day.ts';
import type { WeeklyView } from '../messages/views.ts';
import { saveAttachment } from '../store/attachments.ts';
import { gatherWeekly } from './gather-weekly.ts';
import { weeklyWorkbook } from './workbook.ts';

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Queues the summary of the week from Monday `from` to all groups. Doing it again queues nothing. */
export async function postWeekly(ctx: Context, from: Day, of: { late: boolean; dueAt: Date }): Promise<WeeklyView> {
  const weekly = await gatherWeekly(ctx, from, of.late);
  const picture = weekly.urgent.length > 0 ? await pictureOf(ctx, weekly) : undefined;
  const workbook = await weeklyWorkbook(weekly);
  const view = {
    ...weekly,
    chartId: picture ? `weekly-${from}-picture` : null,
    workbookId: `weekly-${from}-workbook`,
    workbookName: `skuwatch-${weekly.from}_${weekly.to}.xlsx`,
  };
  await withTransaction(ctx, async (tx) => {
    const now = tx.clock.now();
    if (picture && view.chartId) {
      const attachment = { id: view.chartId, name: `${view.chartId}.png`, contentType: 'image/png', bytes: picture };
      await saveAttachment(tx.db, attachment, now);
    }
    const file = { id: view.workbookId, name: view.workbookName, contentType: xlsx, bytes: workbook };
    await saveAttachment(tx.db, file, now);
    await tellGroups(tx, null, {
      subject: 'week',
      step: from,
      content: { kind: 'weekly', weekly: view },
      dueAt: of.dueAt,
    });
  });
  return view;
}

function pictureOf(ctx: Context, weekly: WeeklyView): Promise<Uint8Array> {
  const { team } = ctx.policy;
  return stockTimelinePng({
    today: dayIn(team.zone, ctx.clock.now()),
    rows: weekly.urgent.map((row) => ({ ...row, storeName: storeName(ctx.policy, row.storeId) })),
    language: team.language,
  });
}
