// Sales of a SKU against its baseline and threshold band, with the days that stand out: the chart that chats get as a
// picture, in the page itself, where it stays sharp and follows light and dark.

import { raw } from 'hono/html';
import { type SalesChartInput, salesChartSvg } from '../../charts/sales-chart.ts';
import { type Day, dayRange } from '../../lib/day.ts';
import type { Language } from '../../lib/language.ts';
import { dayText } from '../../messages/format.ts';
import { texts } from '../../messages/texts.ts';
import type { Evidence, VerdictWord } from '../../rules/verdict.ts';

const words = texts({
  en: {
    label: (from: string, to: string) =>
      `Daily sales from ${from} to ${to} against the usual level. The table of verdicts has the numbers.`,
  },
  zh: { label: (from, to) => `${from}至${to}的每日销量与平日对比，具体数字见判定记录表。` },
});

/** Days that a chart shows: as many as the baseline looks back. */
export const chartDays = 56;

/** What the chart needs of a verdict. */
export interface ChartVerdict {
  day: Day;
  word: VerdictWord;
  windowDays: number;
  units: number | null;
  baseline: number | null;
  caseId: number | null;
  evidence: Pick<Evidence, 'windows' | 'threshold' | 'measure'>;
}

interface ChartProps {
  title: string;
  verdicts: readonly ChartVerdict[];
  /** What was sold on each known day, also before anybody judged. */
  sold: ReadonlyMap<Day, number>;
  /** Days that answers took out of the baseline. */
  leftOut: readonly Day[];
  language: Language;
}

export function SkuChart(props: ChartProps) {
  const input = chartInput(props);
  const [first] = input.days;
  const last = input.days.at(-1);
  if (first === undefined || last === undefined) return null;
  const { language } = props;
  return (
    <figure
      class="chart"
      role="img"
      aria-label={words[language].label(dayText(first, language), dayText(last, language))}
    >
      {raw(salesChartSvg(input))}
    </figure>
  );
}

/** Consecutive days, oldest first, from sales and verdicts in any order; days of which nothing is known are gaps. */
export function chartInput({ title, verdicts, sold, leftOut, language }: ChartProps): SalesChartInput {
  const sorted = [...verdicts].sort((a, b) => (a.day < b.day ? -1 : 1));
  const byDay = new Map(sorted.map((verdict) => [verdict.day, verdict]));
  const last = sorted.at(-1);
  const known = [...sold.keys(), ...byDay.keys()].sort();
  const [from] = known;
  const to = known.at(-1);
  const days = from && to ? dayRange(from, to) : [];
  const ownDays = days.map((day) => ownDay(byDay.get(day)));
  const daysThat = (is: (verdict: ChartVerdict) => boolean) => sorted.filter(is).map(({ day }) => day);
  return {
    title,
    measure: last?.evidence.measure ?? 'units',
    days,
    units: days.map((day, i) => sold.get(day) ?? ownDays[i]?.units ?? null),
    baseline: ownDays.map(({ baseline }) => baseline),
    threshold: last?.evidence.threshold ?? { up: 0.2, down: 0.2 },
    caseDays: daysThat(({ word, caseId }) => word === 'deviation' || caseId !== null),
    outOfStock: daysThat(({ word }) => word === 'out_of_stock'),
    promotion: daysThat(({ word }) => word === 'planned'),
    leftOut,
    language,
  };
}

/** The numbers of the day itself: a verdict may rest on the sum of several. */
function ownDay(verdict: ChartVerdict | undefined): { units: number | null; baseline: number | null } {
  const window = verdict?.evidence.windows.find(({ days }) => days === 1);
  if (window) return { units: window.units, baseline: window.baseline };
  return verdict?.windowDays === 1 ? verdict : { units: null, baseline: null };
}
