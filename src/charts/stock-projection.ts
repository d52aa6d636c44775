// The stock of one SKU in the coming weeks: at the usual rate and at the last days' pace, with arrivals, the safety line
// and the day of the stock-out.

import type { EChartsOption, SeriesOption } from 'echarts/types/dist/shared';
import type { Day } from '../lib/day.ts';
import { type Language, texts } from '../lib/language.ts';
import { clean } from '../messages/clean.ts';
import { shortDay, units } from '../messages/format.ts';
import { palette } from './palette.ts';
import { toSvg } from './render.ts';

export interface StockProjectionInput {
  /** "LM-BOTTLE-BLK · Amazon US". */
  title: string;
  /** Since which day the stock is an estimate; null or left out: reported. */
  estimatedSince?: Day | null;
  /** Consecutive days, the first is today; the lists below have one entry for each. */
  days: readonly Day[];
  /** Stock at the end of each day, at the usual rate. */
  usual: readonly number[];
  /** The same at the mean rate of the last three days; null where that is not known or no different. */
  pace: readonly number[] | null;
  /** Units that become sellable on each day. */
  arriving: readonly number[];
  /** Safety stock; null when not known. */
  safety: number | null;
  /** First days without enough. */
  stockOutOn: Day | null;
  paceOutOn: Day | null;
  language: Language;
}

export const projectionSize = { width: 760, height: 330 };

const projectionTexts = texts({
  en: {
    title: (of: string) => `Stock ahead: ${of}`,
    estimated: (title: string, day: string) => `${title} (estimated since ${day})`,
    usual: 'At the usual rate',
    pace: 'If the last 3 days go on',
    arrival: 'Arrival',
    safety: 'Safety stock',
    out: 'Stock-out',
    outOn: (day: string) => `out ${day}`,
    units: 'Units in stock',
  },
  zh: {
    title: (of) => `库存推算：${of}`,
    estimated: (title, day) => `${title}（${day} 起推算）`,
    usual: '按平日销量',
    pace: '近三天延续',
    arrival: '到货',
    safety: '安全库存',
    out: '断货',
    outOn: (day) => `${day} 断货`,
    units: '库存（件）',
  },
});

/** The chart as SVG. */
export function stockProjectionSvg(input: StockProjectionInput): string {
  return toSvg(optionOf(input), projectionSize);
}

function optionOf(input: StockProjectionInput): EChartsOption {
  const words = projectionTexts[input.language];
  const title = words.title(clean(input.title, 60));
  const series = [...lineSeries(input), ...markSeries(input)];
  return {
    title: {
      text: input.estimatedSince ? words.estimated(title, shortDay(input.estimatedSince)) : title,
      left: 16,
      top: 10,
      textStyle: { fontSize: 19, color: palette.text },
    },
    grid: { left: 16, right: 24, top: 56, bottom: 46, outerBoundsMode: 'same' },
    legend: {
      bottom: 8,
      left: 'center',
      itemWidth: 22,
      itemHeight: 12,
      itemGap: 13,
      textStyle: { fontSize: 14, color: palette.text },
      data: series.flatMap(({ name }) => (typeof name === 'string' ? [{ name }] : [])),
    },
    xAxis: {
      type: 'category',
      data: input.days.map(shortDay),
      boundaryGap: false,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: palette.quiet } },
      axisLabel: {
        fontSize: 15,
        color: palette.text,
        interval: (index: number) => index % (input.days.length > 60 ? 14 : 7) === 0,
        hideOverlap: true,
      },
    },
    yAxis: {
      type: 'value',
      min: 0,
      minInterval: 1,
      splitNumber: 4,
      name: words.units,
      nameLocation: 'end',
      nameTextStyle: { fontSize: 14, color: palette.quiet, align: 'left', padding: [0, 0, 4, -30] },
      axisLabel: { fontSize: 15, color: palette.text },
      splitLine: { lineStyle: { color: palette.grid } },
    },
    series,
  };
}

function lineSeries({ usual, pace, safety, language }: StockProjectionInput): SeriesOption[] {
  const words = projectionTexts[language];
  const line = { type: 'line' as const, symbol: 'none' };
  return [
    {
      ...line,
      name: words.usual,
      data: [...usual],
      lineStyle: { color: palette.sales, width: 2.5 },
      itemStyle: { color: palette.sales },
      z: 4,
    },
    ...(pace === null
      ? []
      : [
          {
            ...line,
            name: words.pace,
            data: [...pace],
            lineStyle: { color: palette.caseDay, width: 2.5, type: 'dashed' as const },
            itemStyle: { color: palette.caseDay },
            z: 3,
          },
        ]),
    ...(safety === null || safety <= 0
      ? []
      : [
          {
            ...line,
            name: words.safety,
            data: usual.map(() => safety),
            lineStyle: { color: palette.baseline, width: 1.5, type: 'dotted' as const },
            itemStyle: { color: palette.baseline },
            z: 2,
          },
        ]),
  ];
}

function markSeries(input: StockProjectionInput): SeriesOption[] {
  const words = projectionTexts[input.language];
  const arrivals = input.arriving.flatMap((count, i) => (count > 0 ? [{ count, i }] : []));
  const days = new Set([input.stockOutOn, input.pace === null ? null : input.paceOutOn]);
  const outs = [...days].flatMap((day) => {
    const i = day === null ? -1 : input.days.indexOf(day);
    return day === null || i < 0 ? [] : [{ day, i }];
  });
  return [
    ...(arrivals.length === 0
      ? []
      : [
          {
            type: 'scatter' as const,
            name: words.arrival,
            symbol: 'triangle',
            symbolSize: 15,
            itemStyle: { color: palette.green, opacity: 1, borderColor: palette.background, borderWidth: 1 },
            data: arrivals.map(({ count, i }) => ({
              value: [i, input.usual[i] ?? 0],
              label: labelOf(`+${units(count)}`, { i, of: input.days.length, color: palette.green }),
            })),
            z: 6,
          },
        ]),
    ...(outs.length === 0
      ? []
      : [
          {
            type: 'scatter' as const,
            name: words.out,
            symbol: 'diamond',
            symbolSize: 16,
            itemStyle: { color: palette.red, opacity: 1, borderColor: palette.background, borderWidth: 1 },
            data: outs.map(({ day, i }) => ({
              value: [i, 0],
              label: labelOf(words.outOn(shortDay(day)), { i, of: input.days.length, color: palette.red }),
            })),
            labelLayout: { moveOverlap: 'shiftY' as const },
            z: 7,
          },
        ]),
  ];
}

/** A label above its mark, on the side with room. */
function labelOf(text: string, { i, of, color }: { i: number; of: number; color: string }) {
  const atEnd = i > of * 0.85;
  const atStart = i < of * 0.1;
  return {
    show: true,
    formatter: text,
    position: 'top' as const,
    align: atEnd ? ('right' as const) : atStart ? ('left' as const) : ('center' as const),
    fontSize: 15,
    fontWeight: 'bold' as const,
    color,
    textBorderColor: palette.background,
    textBorderWidth: 4,
    distance: 6,
  };
}
