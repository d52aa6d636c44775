// Draws the sales chart of a case for its card, once for each state of its days.

import { salesChartPng } from '../charts/sales-chart.ts';
import type { Context } from '../context.ts';
import { addDays, dayRange } from '../lib/day.ts';
import { describeError } from '../lib/describe-error.ts';
import type { CaseView } from '../messages/views.ts';
import { dayMark, stockKnown } from '../rules/sales-window.ts';
import { loadAttachments, saveAttachment } from '../store/attachments.ts';
import { loadSalesWindow } from '../store/sales.ts';

/** Days a chart shows. */
const chartDays = 35;

/** The cases of a card with a chart where the card speaks of one SKU. A chart that fails costs nobody the card. */
export async function withChart(ctx: Context, cases: CaseView[]): Promise<CaseView[]> {
  const [only, ...more] = cases;
  if (!only || more.length > 0 || only.sku === null || only.status === 'closed') return cases;
  try {
    return [{ ...only, chartId: await chartOf(ctx, only, only.sku) }];
  } catch (error) {
    ctx.log.error({ caseId: only.caseId, error: describeError(error) }, 'chart not drawn');
    return cases;
  }
}

async function chartOf(ctx: Context, view: CaseView, sku: string): Promise<string | null> {
  const newest = view.days.at(-1);
  const store = ctx.policy.stores.find((each) => each.id === view.storeId);
  if (!newest?.evidence || !store) return null;
  const { language } = ctx.policy.team;
  const id = `case-${view.caseId}-${view.round}-${newest.day}-${view.days.length}-${language}`;
  if ((await loadAttachments(ctx.db, [id])).length > 0) return id;
  const window = await loadSalesWindow(ctx.db, { store, through: newest.day, days: chartDays });
  const series = window.series.find((each) => each.sku === sku);
  if (!series) return null;
  const { level, threshold, measure } = newest.evidence;
  const daysWith = (holds: (index: number) => boolean) => window.days.filter((_, index) => holds(index));
  const bytes = await salesChartPng({
    title: `${sku} · ${view.storeName}`,
    measure,
    days: dayRange(addDays(newest.day, 1 - chartDays), newest.day),
    units: [...series.quantity].map((units) => (Number.isNaN(units) ? null : units)),
    baseline: window.days.map(() => level),
    threshold,
    caseDays: view.days.map((each) => each.day),
    outOfStock: daysWith(
      (index) => series.stock[index] === stockKnown.out || series.mark[index] === dayMark.outOfStock,
    ),
    promotion: daysWith((index) => series.promotion[index] === 1),
    leftOut: daysWith((index) => series.mark[index] === dayMark.oneOff || series.mark[index] === dayMark.dataError),
    language,
  });
  await saveAttachment(ctx.db, { id, name: `${sku}.png`, contentType: 'image/png', bytes }, ctx.clock.now());
  return id;
}
