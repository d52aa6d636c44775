// Sales of one SKU over some weeks: each day, the usual level with its threshold band, and the days that stand out.

import type { EChartsOption, SeriesOption } from 'echarts/types/dist/shared';
import { texts } from '../lib/language.ts';
import { clean } from '../messages/clean.ts';
import { shortDay } from '../messages/format.ts';
import { palette } from './palette.ts';
import { toPng, toSvg } from './render.ts';
import { type SalesChartInput, salesSeries } from './sales-series.ts';

export type { SalesChartInput };

export const salesSize = { width: 760, height: 420 };

const axisTexts = texts({
  en: { units: 'Units a day', orders: 'Orders a day' },
  zh: { units: '每日销量（件）', orders: '每日订单数' },
});

/** The chart as SVG: sharp at any size, for the console. */
export function salesChartSvg(input: SalesChartInput): string {
  return toSvg(optionOf(input), salesSize);
}

/** The chart as PNG bytes: for chats. */
export function salesChartPng(input: SalesChartInput): Promise<Uint8Array> {
  return toPng(salesChartSvg(input));
}

function optionOf(input: SalesChartInput): EChartsOption {
  const series = salesSeries(input);
  return {
    title: { text: clean(input.title, 60), left: 16, top: 10, textStyle: { fontSize: 19, color: palette.text } },
    grid: { left: 16, right: 16, top: 52, bottom: 46, outerBoundsMode: 'same' },
    legend: {
      bottom: 8,
      left: 'center',
      itemWidth: 22,
      itemHeight: 12,
      itemGap: 13,
      textStyle: { fontSize: 14, color: palette.text },
      data: legendOf(series),
    },
    xAxis: {
      type: 'category',
      data: input.days.map(shortDay),
      boundaryGap: true,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: palette.quiet } },
      axisLabel: { fontSize: 15, color: palette.text, interval: labelledDay(input.days.length), hideOverlap: true },
    },
    yAxis: [
      { ...valueAxis(axisTexts[input.language][input.measure]) },
      // The coloured days reach from bottom to top whatever was sold.
      { type: 'value', min: 0, max: 1, show: false },
    ],
    series,
  };
}

function valueAxis(name: string) {
  return {
    type: 'value' as const,
    min: 0,
    minInterval: 1,
    splitNumber: 4,
    name,
    nameLocation: 'end' as const,
    nameTextStyle: { fontSize: 14, color: palette.quiet, align: 'left' as const, padding: [0, 0, 4, -30] },
    axisLabel: { fontSize: 15, color: palette.text },
    splitLine: { lineStyle: { color: palette.grid } },
  };
}

/** Named series only; each is drawn in the legend as it is drawn in the chart. */
function legendOf(series: readonly SeriesOption[]): { name: string; icon?: string }[] {
  return series.flatMap(({ id, name }) => {
    if (typeof name !== 'string' || name === '') return [];
    if (id === 'baseline') return [{ name, icon: dashes }];
    return id === 'band' || id === 'out-of-stock' || id === 'promotion' ? [{ name, icon: 'rect' }] : [{ name }];
  });
}

const dashes = 'path://M0,4 h6 v3 h-6 z M9,4 h6 v3 h-6 z M18,4 h6 v3 h-6 z';

/** The last day is always labelled, then every seventh before it. */
function labelledDay(count: number): (index: number) => boolean {
  return (index) => (count - 1 - index) % 7 === 0;
}
