// When the most urgent SKUs run out and when their next goods arrive: the picture of the weekly summary.

import type { EChartsOption, SeriesOption } from 'echarts/types/dist/shared';
import { addDays, type Day, daysBetween } from '../lib/day.ts';
import { type Language, texts } from '../lib/language.ts';
import { clean } from '../messages/clean.ts';
import { daysCount, shortDay } from '../messages/format.ts';
import { urgentShown } from '../messages/weekly.ts';
import { tierWords } from '../messages/words.ts';
import type { StockTier } from '../rules/inventory/stock-tier.ts';
import { palette } from './palette.ts';
import { toPng, toSvg } from './render.ts';

interface TimelineRow {
  sku: string;
  storeName: string;
  /** Days until nothing is left at the current rate; null when unknown. */
  countdownDays: number | null;
  tier: StockTier | null;
  nextArrivalOn: Day | null;
  /** By a stock that is estimated from an earlier report. */
  isEstimated?: boolean;
}

export interface StockTimelineInput {
  /** First day of the time axis. */
  today: Day;
  /** Most urgent first; only the first `urgentShown` are drawn. */
  rows: readonly TimelineRow[];
  language: Language;
}

const width = 860;
const rowHeight = 34;
const around = 150;
const shortestHorizon = 14;
const longestHorizon = 60;

const timelineTexts = texts({
  en: {
    title: (count: number) => `Running out soonest: ${count} SKUs`,
    gap: 'Without stock',
    arrival: 'Next arrival',
    nothing: 'nothing on its way',
    arrives: (day: string) => `arrives ${day}`,
    now: 'out now',
    estimated: ' (est.)',
    unknown: 'unknown',
  },
  zh: {
    title: (count) => `最先断货的 ${count} 个 SKU`,
    gap: '断货期',
    arrival: '下一批到货',
    nothing: '无在途',
    arrives: (day) => `${day} 到货`,
    now: '已断货',
    estimated: '（推算）',
    unknown: '未知',
  },
});

const tierColors: Readonly<Record<StockTier, string>> = {
  red: palette.red,
  orange: palette.orange,
  yellow: palette.yellow,
  green: palette.green,
};

/** The timeline as SVG. */
export function stockTimelineSvg(input: StockTimelineInput): string {
  const rows = input.rows.slice(0, urgentShown);
  return toSvg(optionOf({ ...input, rows }), { width, height: around + rowHeight * Math.max(1, rows.length) });
}

/** The timeline as PNG bytes. */
export function stockTimelinePng(input: StockTimelineInput): Promise<Uint8Array> {
  return toPng(stockTimelineSvg(input));
}

function optionOf(input: StockTimelineInput): EChartsOption {
  const words = timelineTexts[input.language];
  const horizon = horizonOf(input);
  const axis = { type: 'category' as const, inverse: true, axisTick: { show: false }, axisLine: { show: false } };
  return {
    title: {
      text: words.title(input.rows.length),
      left: 16,
      top: 12,
      textStyle: { fontSize: 19, color: palette.text },
    },
    legend: {
      bottom: 10,
      left: 'center',
      itemWidth: 22,
      itemHeight: 12,
      itemGap: 22,
      textStyle: { fontSize: 15, color: palette.text },
      data: legendOf(input),
    },
    grid: { left: 16, right: 16, top: 52, bottom: 52, outerBoundsMode: 'same' },
    xAxis: {
      type: 'value',
      min: 0,
      max: horizon,
      interval: 7,
      axisLabel: {
        fontSize: 15,
        color: palette.text,
        showMaxLabel: false,
        formatter: (days: number) => shortDay(addDays(input.today, days)),
      },
      splitLine: { lineStyle: { color: palette.grid } },
    },
    yAxis: [
      {
        ...axis,
        data: labelsOf(input.rows),
        axisLabel: { fontSize: 15, color: palette.text, interval: 0 },
      },
      {
        ...axis,
        position: 'right',
        data: input.rows.map((row) => rowText(row, input.language)),
        axisLabel: { fontSize: 15, color: palette.text, interval: 0 },
      },
    ],
    series: seriesOf(input, horizon),
  };
}

/** A bar in the colour of each tier, then the hatched gap until goods arrive, then the arrival. */
function seriesOf({ rows, today, language }: StockTimelineInput, horizon: number): SeriesOption[] {
  const words = timelineTexts[language];
  const lasts = rows.map((row) => Math.min(horizon, Math.max(0, row.countdownDays ?? 0)));
  const arrivals = rows.map((row) => (row.nextArrivalOn === null ? null : daysBetween(today, row.nextArrivalOn)));
  const gaps = rows.map((row, i) => {
    if (row.countdownDays === null) return 0;
    return Math.max(0, Math.min(horizon, arrivals[i] ?? horizon) - (lasts[i] ?? 0));
  });
  const bar = { type: 'bar' as const, stack: 'time', barWidth: 16 };
  const tiers = (['red', 'orange', 'yellow', 'green'] as const).filter((tier) => rows.some((row) => row.tier === tier));
  return [
    ...tiers.map((tier) => ({
      ...bar,
      name: tierWords[tier][language],
      data: rows.map((row, i) => (row.tier === tier ? (lasts[i] ?? 0) : 0)),
      itemStyle: { color: tierColors[tier], borderColor: palette.quiet, borderWidth: 0.5 },
    })),
    {
      ...bar,
      name: words.gap,
      data: gaps,
      itemStyle: {
        color: palette.background,
        borderColor: palette.quiet,
        borderWidth: 0.8,
        decal: { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -Math.PI / 4, color: palette.quiet },
      },
    },
    {
      type: 'scatter',
      name: words.arrival,
      symbol: 'triangle',
      symbolSize: 15,
      itemStyle: { color: palette.arrival, opacity: 1, borderColor: palette.background, borderWidth: 1 },
      data: arrivals.flatMap((days, i) => (days === null || days < 0 || days > horizon ? [] : [[days, i]])),
      z: 5,
    },
  ];
}

function legendOf(input: StockTimelineInput): { name: string; icon?: string }[] {
  const words = timelineTexts[input.language];
  const tiers = (['red', 'orange', 'yellow', 'green'] as const).filter((tier) =>
    input.rows.some((row) => row.tier === tier),
  );
  const names = [...tiers.map((tier) => tierWords[tier][input.language]), words.gap];
  return [...names.map((name) => ({ name, icon: 'rect' })), { name: words.arrival }];
}

/** SKUs, with their store where the picture shows more than one. */
function labelsOf(rows: readonly TimelineRow[]): string[] {
  const several = new Set(rows.map(({ storeName }) => storeName)).size > 1;
  return rows.map(({ sku, storeName }) => clean(sku, 24) + (several ? ` · ${clean(storeName, 12)}` : ''));
}

function rowText(row: TimelineRow, language: Language): string {
  const words = timelineTexts[language];
  const days = row.countdownDays;
  const lasts = days === null ? words.unknown : days <= 0 ? words.now : daysCount(days, language);
  const arrives = row.nextArrivalOn === null ? words.nothing : words.arrives(shortDay(row.nextArrivalOn));
  return `${lasts}${row.isEstimated ? words.estimated : ''} · ${arrives}`;
}

/** Whole weeks, long enough for every stock-out and arrival within the longest horizon. */
function horizonOf({ rows, today }: StockTimelineInput): number {
  const ends = rows.flatMap((row) => [
    row.countdownDays ?? 0,
    row.nextArrivalOn === null ? 0 : daysBetween(today, row.nextArrivalOn),
  ]);
  const far = Math.max(shortestHorizon, ...ends.filter((days) => days <= longestHorizon)) + 1;
  return Math.ceil(far / 7) * 7;
}
