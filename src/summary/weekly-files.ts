// The files of a weekly summary: the picture that its text describes, and the workbook with every SKU. Stores nothing.

import { storeName } from '../cases/display-names.ts';
import { stockTimelinePng } from '../charts/stock-timeline.ts';
import type { Context } from '../context.ts';
import { dayIn } from '../lib/day.ts';
import type { Language } from '../lib/language.ts';
import type { Attachment } from '../messages/destination.ts';
import type { WeeklyView } from '../messages/weekly-view.ts';
import { weeklyWorkbook } from './workbook.ts';

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The summary naming its files, and the files, whose ids begin with `id`. There is no picture where nothing is urgent. */
export async function weeklyFiles(
  ctx: Context,
  weekly: WeeklyView,
  { id, language }: { id: string; language: Language },
): Promise<{ view: WeeklyView; files: Attachment[] }> {
  const name = `skuwatch-${weekly.from}_${weekly.to}`;
  const picture = weekly.urgent.length > 0 ? await pictureOf(ctx, weekly, language) : undefined;
  const workbook: Attachment = {
    id: `${id}-workbook`,
    name: `${name}.xlsx`,
    contentType: xlsx,
    bytes: await weeklyWorkbook(weekly),
  };
  const pictures: Attachment[] = picture
    ? [{ id: `${id}-picture`, name: `${name}.png`, contentType: 'image/png', bytes: picture }]
    : [];
  const view = { ...weekly, chartId: pictures[0]?.id ?? null, workbookId: workbook.id, workbookName: workbook.name };
  return { view, files: [...pictures, workbook] };
}

function pictureOf(ctx: Context, weekly: WeeklyView, language: Language): Promise<Uint8Array> {
  return stockTimelinePng({
    today: dayIn(ctx.policy.team.zone, ctx.clock.now()),
    rows: weekly.urgent.map((row) => ({ ...row, storeName: storeName(ctx.policy, row.storeId) })),
    language,
  });
}
