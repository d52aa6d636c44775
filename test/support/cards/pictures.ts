// The charts that the examples show, drawn as the program draws them.

import { salesChartSvg } from '../../../src/charts/sales-chart.ts';
import { stockTimelineSvg } from '../../../src/charts/stock-timeline.ts';
import { addDays, day, dayRange } from '../../../src/lib/day.ts';
import type { Language } from '../../../src/lib/language.ts';
import { exampleViews, exampleWeekly } from '../example-views.ts';
import { thursday } from '../view-builders.ts';
import type { Pictures } from './card.ts';

/** Every picture by its attachment's id, as data URIs. */
export function examplePictures(language: Language): Pictures {
  const timeline = stockTimelineSvg({
    today: day('2026-11-23'),
    rows: exampleWeekly.urgent.map((row) => ({ ...row, storeName: row.storeId })),
    language,
  });
  const ids = Object.values(exampleViews).flatMap((view) => (view.kind === 'card' ? view.cases : []));
  const sales = dataUri(salesSvg(language));
  return new Map([
    ...ids.flatMap(({ chartId }): [string, string][] => (chartId === null ? [] : [[chartId, sales]])),
    [exampleWeekly.chartId ?? '', dataUri(timeline)],
  ]);
}

function salesSvg(language: Language): string {
  const days = dayRange(addDays(thursday, -55), thursday);
  const weekly = [0, 3, -4, 5, 1, 8, -6];
  return salesChartSvg({
    title: 'LM-BOTTLE-BLK · Amazon US',
    measure: 'units',
    days,
    units: days.map((on, i) => (on === thursday ? 105 : 33 + (weekly[i % 7] ?? 0) + (i % 3))),
    baseline: days.map((on, i) => 33.7 + (on === thursday ? 0 : (weekly[i % 7] ?? 0) / 2)),
    threshold: { up: 0.2, down: 0.2 },
    caseDays: [thursday],
    outOfStock: [],
    promotion: dayRange(day('2026-10-19'), day('2026-10-22')),
    leftOut: [day('2026-10-12')],
    language,
  });
}

function dataUri(svg: string): string {
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}
