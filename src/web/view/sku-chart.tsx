// Sales of a SKU against its baseline and threshold band, with the days that stand out: the chart that chats get as a
// picture, in the page itself, where it stays sharp and follows light and dark.

import { raw } from 'hono/html';
import { type SkuChart as Chart, skuChartInput } from '../../cases/sku-chart.ts';
import type { Context } from '../../context.ts';
import { texts } from '../../lib/language.ts';
import { dayText } from '../../messages/format.ts';

const words = texts({
  en: {
    label: (from: string, to: string) =>
      `Daily sales from ${from} to ${to} against the usual level. The table of verdicts has the numbers.`,
  },
  zh: { label: (from, to) => `${from}至${to}的每日销量与平日对比，具体数字见判定记录表。` },
});

/** Nothing where no sales are known. */
export async function SkuChart({ ctx, chart }: { ctx: Context; chart: Chart }) {
  const input = await skuChartInput(ctx, chart);
  const [first] = input?.days ?? [];
  const last = input?.days.at(-1);
  if (!input || first === undefined || last === undefined) return null;
  const { language } = chart;
  const label = words[language].label(dayText(first, language), dayText(last, language));
  const { salesChartSvg } = await import('../../charts/sales-chart.ts');
  return (
    <figure class="chart" role="img" aria-label={label}>
      {raw(salesChartSvg(input))}
    </figure>
  );
}
