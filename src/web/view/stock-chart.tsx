// The stock of a SKU in the coming weeks, in the page itself.

import { raw } from 'hono/html';
import { stockChartInput } from '../../cases/stock-chart.ts';
import type { Day } from '../../lib/day.ts';
import { type Language, texts } from '../../lib/language.ts';
import type { StockView } from '../../messages/views.ts';

const words = texts({
  en: { label: (title: string) => `Stock ahead of ${title}. The table beside it has the numbers.` },
  zh: { label: (title) => `${title} 的库存推算，具体数字见旁边的表格。` },
});

/** Nothing where the stock or its pace is not known. */
export async function StockChart(props: { stock: StockView; title: string; today: Day; language: Language }) {
  const { stock, ...of } = props;
  const input = stockChartInput(stock, of);
  if (!input) return null;
  const { stockProjectionSvg } = await import('../../charts/stock-projection.ts');
  return (
    <figure class="chart" role="img" aria-label={words[of.language].label(of.title)}>
      {raw(stockProjectionSvg(input))}
    </figure>
  );
}
