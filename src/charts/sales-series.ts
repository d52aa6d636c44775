// The layers of a sales chart: threshold band, coloured days, usual and sold lines, marked days.

import type { SeriesOption } from 'echarts/types/dist/shared';
import type { Day } from '../lib/day.ts';
import { type Language, texts } from '../lib/language.ts';
import { percent } from '../messages/format.ts';
import { palette } from './palette.ts';

export interface SalesChartInput {
  /** "LM-BOTTLE-BLK · Amazon US". */
  title: string;
  measure: 'units' | 'orders';
  /** Consecutive days, oldest first; the lists below have one entry for each. */
  days: readonly Day[];
  /** Sold on each day; null where nothing is known. */
  units: readonly (number | null)[];
  /** Expected on each day; null where there is no baseline. */
  baseline: readonly (number | null)[];
  /** Thresholds as fractions: the band reaches from baseline × (1 − down) to baseline × (1 + up). */
  threshold: { up: number; down: number };
  /** Days that belong to a case. */
  caseDays: readonly Day[];
  outOfStock: readonly Day[];
  promotion: readonly Day[];
  /** Days that the baseline does not use: answered as one-off or as a data error. */
  leftOut: readonly Day[];
  language: Language;
}

const seriesTexts = texts({
  en: {
    sales: 'Sold',
    baseline: 'Usual',
    band: (up: string, down: string) => (up === down ? `±${up} %` : `+${up} / −${down} %`),
    caseDay: 'Form asked',
    leftOut: 'Left out of usual',
    outOfStock: 'Out of stock',
    promotion: 'Promotion',
  },
  zh: {
    sales: '销量',
    baseline: '平日',
    band: (up, down) => (up === down ? `±${up} %` : `+${up} / −${down} %`),
    caseDay: '已发表单',
    leftOut: '不计入平日',
    outOfStock: '断货',
    promotion: '促销',
  },
});

/** All layers, the lowest first. The band and the coloured days are named by id for the legend. */
export function salesSeries(input: SalesChartInput): SeriesOption[] {
  return [...bandSeries(input), ...areaSeries(input), ...lineSeries(input), ...markSeries(input)];
}

/** Two stacked lines: an invisible lower edge, and the band's height on it. */
function bandSeries({ baseline, threshold, language }: SalesChartInput): SeriesOption[] {
  if (!baseline.some((level) => level !== null)) return [];
  const line = { type: 'line' as const, stack: 'band', symbol: 'none', lineStyle: { width: 0 }, z: 1 };
  const whole = (fraction: number) => String(Math.round(fraction * 100));
  return [
    { ...line, silent: true, name: '', data: baseline.map((level) => level && level * (1 - threshold.down)) },
    {
      ...line,
      id: 'band',
      name: seriesTexts[language].band(whole(threshold.up), whole(threshold.down)),
      data: baseline.map((level) => level && level * (threshold.up + threshold.down)),
      areaStyle: { color: palette.band, opacity: 1 },
      itemStyle: { color: palette.band },
    },
  ];
}

function lineSeries({ units, baseline, language }: SalesChartInput): SeriesOption[] {
  const words = seriesTexts[language];
  return [
    {
      type: 'line',
      id: 'baseline',
      name: words.baseline,
      data: [...baseline],
      symbol: 'none',
      lineStyle: { color: palette.baseline, width: 2, type: 'dashed' },
      itemStyle: { color: palette.baseline },
      z: 3,
    },
    {
      type: 'line',
      name: words.sales,
      data: [...units],
      symbol: 'circle',
      symbolSize: 5,
      showAllSymbol: true,
      lineStyle: { color: palette.sales, width: 2.5 },
      itemStyle: { color: palette.sales },
      z: 4,
    },
  ];
}

/** Whole days as coloured background. */
function areaSeries(input: SalesChartInput): SeriesOption[] {
  const words = seriesTexts[input.language];
  return [
    { id: 'out-of-stock', name: words.outOfStock, days: input.outOfStock, color: palette.outOfStock },
    { id: 'promotion', name: words.promotion, days: input.promotion, color: palette.promotion },
  ].flatMap(({ id, name, days, color }) => {
    if (!input.days.some((day) => days.includes(day))) return [];
    const data = input.days.map((day) => (days.includes(day) ? 1 : null));
    const wide = { barWidth: '102%', barGap: '-100%' };
    return [{ type: 'bar' as const, id, name, data, yAxisIndex: 1, itemStyle: { color }, z: 0, ...wide }];
  });
}

function markSeries(input: SalesChartInput): SeriesOption[] {
  const words = seriesTexts[input.language];
  const marked = (days: readonly Day[]) =>
    input.days.flatMap((day, i) => {
      const value = input.units[i] ?? null;
      return days.includes(day) && value !== null ? [{ day, i, value }] : [];
    });
  const cases = marked(input.caseDays);
  const leftOut = marked(input.leftOut.filter((day) => !input.caseDays.includes(day)));
  return [
    leftOut.length === 0
      ? undefined
      : {
          type: 'scatter' as const,
          name: words.leftOut,
          data: leftOut.map(({ i, value }) => [i, value]),
          symbol: 'circle',
          symbolSize: 12,
          itemStyle: { color: palette.background, borderColor: palette.leftOut, borderWidth: 2.5, opacity: 1 },
          z: 5,
        },
    cases.length === 0
      ? undefined
      : {
          type: 'scatter' as const,
          name: words.caseDay,
          data: cases.map((mark) => ({ value: [mark.i, mark.value], label: labelOf(mark, cases, input) })),
          labelLayout: { hideOverlap: true },
          symbol: 'diamond',
          symbolSize: 17,
          itemStyle: { color: palette.caseDay, borderColor: palette.background, borderWidth: 1.5, opacity: 1 },
          z: 6,
        },
  ].filter((each) => each !== undefined);
}

interface Mark {
  day: Day;
  i: number;
  value: number;
}

/** The deviation next to its day, on the side with room. Of consecutive days only the extreme one is labelled. */
function labelOf(mark: Mark, marks: readonly Mark[], input: SalesChartInput) {
  const baseline = input.baseline[mark.i] ?? null;
  if (!baseline || !isExtreme(mark, marks, input)) return { show: false };
  const top = Math.max(...input.units.map((value) => value ?? 0));
  const atBottom = mark.value < top * 0.2;
  const atEnd = mark.i > input.days.length - 4;
  return {
    show: true,
    // The font's minus sign is as wide as a Chinese character.
    formatter: percent(mark.value / baseline - 1).replace('−', '-'),
    position: atBottom ? (atEnd ? ('left' as const) : ('right' as const)) : ('top' as const),
    align: atEnd ? ('right' as const) : atBottom ? ('left' as const) : ('center' as const),
    offset: atEnd && !atBottom ? [10, 0] : [0, 0],
    fontSize: 18,
    fontWeight: 'bold' as const,
    color: palette.caseDay,
    textBorderColor: palette.background,
    textBorderWidth: 4,
    distance: 8,
  };
}

function isExtreme(mark: Mark, marks: readonly Mark[], { baseline }: SalesChartInput): boolean {
  const size = ({ value, i }: Mark) => Math.abs(value / (baseline[i] || 1) - 1);
  const neighbours = (step: number) => {
    const run: Mark[] = [];
    for (let at = mark.i + step; ; at += step) {
      const next = marks.find(({ i }) => i === at);
      if (!next) return run;
      run.push(next);
    }
  };
  return (
    neighbours(-1).every((other) => size(other) < size(mark)) &&
    neighbours(1).every((other) => size(other) <= size(mark))
  );
}
