// The sales of one SKU up to a verdict as a chart: a picture that messages can show, with the stock ahead under it, or its
// numbers for a page.

import type { SalesChartInput } from '../charts/sales-chart.ts';
import type { Context } from '../context.ts';
import { addDays, type Day, dayIn, dayRange } from '../lib/day.ts';
import type { Language } from '../lib/language.ts';
import type { StockView } from '../messages/views.ts';
import type { Store } from '../policy/policy.ts';
import { dayMark, stockKnown } from '../rules/sales-window.ts';
import type { Evidence } from '../rules/verdict.ts';
import { loadAttachments, saveAttachment } from '../store/attachments.ts';
import { loadSalesWindow } from '../store/sales.ts';
import { verdictsOfSku } from '../store/verdicts.ts';
import { stockChartInput } from './stock-chart.ts';

/** Days a chart shows. */
const chartDays = 35;

/** What is drawn. */
export interface SkuChart {
  title: string;
  store: Store;
  sku: string;
  /** Last day on the chart. */
  through: Day;
  evidence: Evidence;
  caseDays: readonly Day[];
  language: Language;
}

/** The chart as a picture, with the projected stock below. */
export interface SkuPicture extends SkuChart {
  id: string;
  stock: StockView;
}

/** Id of the stored picture, drawn when it is not there yet; one `id` always shows the same. Null where no sales are known. */
export async function storeSkuChart(ctx: Context, chart: SkuPicture): Promise<string | null> {
  const { id, sku, language } = chart;
  if ((await loadAttachments(ctx.db, [id])).length > 0) return id;
  const input = await skuChartInput(ctx, chart);
  if (!input) return null;
  // Loaded when a picture is drawn: the chart library costs more time than all the rest of a terminal command.
  const { skuPicturePng } = await import('../charts/stacked.ts');
  const today = dayIn(ctx.policy.team.zone, ctx.clock.now());
  const stock = stockChartInput(chart.stock, { title: sku, today, language });
  const bytes = await skuPicturePng({ sales: input, stock });
  await saveAttachment(ctx.db, { id, name: `${sku}.png`, contentType: 'image/png', bytes }, ctx.clock.now());
  return id;
}

/** The numbers of the chart, from the sales themselves; null where none are known. */
export async function skuChartInput(ctx: Context, chart: SkuChart): Promise<SalesChartInput | null> {
  const { store, sku, through } = chart;
  const window = await loadSalesWindow(ctx.db, { store, through, days: chartDays, only: [sku] });
  const series = window.series.find((each) => each.sku === sku);
  if (!series) return null;
  const { level, threshold, measure } = chart.evidence;
  const judged = await judgedBaselines(ctx, chart);
  const daysWith = (holds: (index: number) => boolean) => window.days.filter((_, index) => holds(index));
  return {
    title: chart.title,
    measure,
    days: dayRange(addDays(through, 1 - chartDays), through),
    units: [...series.quantity].map((units) => (Number.isNaN(units) ? null : units)),
    baseline: window.days.map((day) => judged.get(day) ?? level),
    threshold,
    caseDays: chart.caseDays,
    outOfStock: daysWith(
      (index) => series.stock[index] === stockKnown.out || series.mark[index] === dayMark.outOfStock,
    ),
    promotion: daysWith((index) => series.promotion[index] === 1),
    leftOut: daysWith((index) => series.mark[index] === dayMark.oneOff || series.mark[index] === dayMark.dataError),
    language: chart.language,
  };
}

/** The expected units of each judged day, weekday and promotion included, so that the chart agrees with the card. */
async function judgedBaselines(ctx: Context, { store, sku, through }: SkuChart): Promise<Map<Day, number>> {
  const verdicts = await verdictsOfSku(ctx.db, store.id, sku, through, chartDays);
  return new Map(
    verdicts.flatMap(({ day, evidence }) => {
      const own = evidence.windows.find(({ days }) => days === 1);
      return own ? [[day, own.baseline] as const] : [];
    }),
  );
}
