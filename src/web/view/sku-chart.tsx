// Sales of a SKU against its baseline and threshold band, with the days that asked marked. Drawn as inline SVG without
// any style of its own, so that the strict content policy holds and the colours follow the page's light or dark.

import { type Day, dayRange } from '../../lib/day.ts';
import type { Language } from '../../lib/language.ts';
import { dayText, expected, percentExact, shortDay, units } from '../../messages/format.ts';
import { texts } from '../../messages/texts.ts';
import { verdictWordTexts } from '../../messages/words.ts';
import type { Evidence, VerdictWord } from '../../rules/verdict.ts';

const words = texts({
  en: {
    label: (from: string, to: string) =>
      `Daily sales from ${from} to ${to} against the baseline. The table below has the numbers.`,
    sold: 'Sold',
    baseline: 'Baseline',
    band: 'Threshold band',
    asked: 'Asked',
    covered: 'Covered by an answer',
    unknown: 'No stock or no data',
    day: (day: string, sold: string, usual: string, percent: string, word: string) =>
      `${day}: sold ${sold}, usual ${usual} (${percent}). ${word}`,
    plain: (day: string, word: string) => `${day}: ${word}`,
  },
  zh: {
    label: (from, to) => `${from}至${to}每日销量与平日对比，数字见下表。`,
    sold: '销量',
    baseline: '平日',
    band: '阈值区间',
    asked: '已发表单',
    covered: '已有答复覆盖',
    unknown: '断货或缺数据',
    day: (day, sold, usual, percent, word) => `${day}：销量 ${sold}，平日 ${usual}（${percent}）。${word}`,
    plain: (day, word) => `${day}：${word}`,
  },
});

/** What the chart needs of a verdict. */
export interface ChartVerdict {
  day: Day;
  word: VerdictWord;
  windowDays: number;
  units: number | null;
  baseline: number | null;
  evidence: Pick<Evidence, 'windows' | 'threshold'>;
}

/** One day of the chart; nulls where nothing is known. */
export interface ChartDay {
  day: Day;
  word: VerdictWord | null;
  sold: number | null;
  usual: number | null;
  low: number | null;
  high: number | null;
}

const size = { width: 960, height: 260, left: 44, right: 12, top: 14, bottom: 26 };
const plot = { width: size.width - size.left - size.right, height: size.height - size.top - size.bottom };
const labelEveryPx = 80;

/** Consecutive days, oldest first, from verdicts in any order; days without a verdict are gaps. */
export function chartDays(verdicts: readonly ChartVerdict[]): ChartDay[] {
  const byDay = new Map(verdicts.map((verdict) => [verdict.day, verdict]));
  const days = [...byDay.keys()].sort();
  const [first] = days;
  const last = days.at(-1);
  if (first === undefined || last === undefined) return [];
  return dayRange(first, last).map((day) => chartDay(day, byDay.get(day)));
}

/** A round number not below `value` that splits into four even steps. */
export function axisTop(value: number): number {
  if (value <= 4) return 4;
  const magnitude = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 4, 6, 8, 10].find((factor) => factor * magnitude >= value) ?? 10;
  return step * magnitude;
}

export function SkuChart({ verdicts, language }: { verdicts: readonly ChartVerdict[]; language: Language }) {
  const say = words[language];
  const days = chartDays(verdicts);
  const [first] = days;
  const last = days.at(-1);
  if (!first || !last) return null;
  const top = axisTop(Math.max(...days.flatMap((each) => [each.sold ?? 0, each.high ?? 0])));
  const x = (index: number) => round(size.left + ((index + 0.5) * plot.width) / days.length);
  const y = (value: number) => round(size.top + plot.height * (1 - value / top));
  return (
    <figure class="chart">
      <svg viewBox={`0 0 ${size.width} ${size.height}`} role="img" aria-label={say.label(first.day, last.day)}>
        <Axis top={top} y={y} />
        <DayLabels days={days} x={x} />
        {runsOf(days, (each) => each.low !== null && each.high !== null).map((run) => (
          <path class="band" d={bandPath(run, days, x, y)} />
        ))}
        {runsOf(days, (each) => each.word === 'out_of_stock' || each.word === 'no_data' || each.word === 'held').map(
          ({ from, to }) => (
            <rect
              class="unknown"
              x={round(x(from) - plot.width / days.length / 2)}
              y={size.top}
              width={round(((to - from + 1) * plot.width) / days.length)}
              height={plot.height}
            />
          ),
        )}
        {runsOf(days, (each) => each.usual !== null).map((run) => (
          <path class="baseline" d={linePath(run, (index) => [x(index), y(days[index]?.usual ?? 0)])} />
        ))}
        {runsOf(days, (each) => each.sold !== null).map((run) => (
          <path class="sold" d={linePath(run, (index) => [x(index), y(days[index]?.sold ?? 0)])} />
        ))}
        {days.map((each, index) => (
          <Mark each={each} x={x(index)} y={y(each.sold ?? 0)} />
        ))}
        {days.map((each, index) => (
          <rect
            class="hover"
            x={round(x(index) - plot.width / days.length / 2)}
            y={size.top}
            width={round(plot.width / days.length)}
            height={plot.height}
          >
            <title>{dayTitle(each, language)}</title>
          </rect>
        ))}
      </svg>
      <figcaption>
        <Key name="sold" label={say.sold} />
        <Key name="baseline" label={say.baseline} />
        <Key name="band" label={say.band} />
        <Key name="mark-up" label={say.asked} />
        {days.some((each) => each.word === 'covered') && <Key name="mark-covered" label={say.covered} />}
        {days.some((each) => each.word === 'out_of_stock' || each.word === 'no_data') && (
          <Key name="unknown" label={say.unknown} />
        )}
      </figcaption>
    </figure>
  );
}

function chartDay(day: Day, verdict: ChartVerdict | undefined): ChartDay {
  const window = verdict?.evidence.windows.find((each) => each.days === 1);
  const oneDay = verdict?.windowDays === 1 ? verdict : undefined;
  const sold = window?.units ?? oneDay?.units ?? null;
  const usual = window?.baseline ?? oneDay?.baseline ?? null;
  const { up, down } = verdict?.evidence.threshold ?? { up: 0, down: 0 };
  return {
    day,
    word: verdict?.word ?? null,
    sold,
    usual,
    low: usual === null ? null : usual * Math.max(0, 1 - down),
    high: usual === null ? null : usual * (1 + up),
  };
}

function Axis({ top, y }: { top: number; y: (value: number) => number }) {
  return (
    <g class="axis">
      {[0, 1, 2, 3, 4].map((quarter) => (
        <>
          <line x1={size.left} x2={size.width - size.right} y1={y((top * quarter) / 4)} y2={y((top * quarter) / 4)} />
          <text x={size.left - 6} y={y((top * quarter) / 4) + 4} text-anchor="end">
            {units((top * quarter) / 4)}
          </text>
        </>
      ))}
    </g>
  );
}

function DayLabels({ days, x }: { days: readonly ChartDay[]; x: (index: number) => number }) {
  const every = Math.max(1, Math.ceil(labelEveryPx / (plot.width / days.length)));
  return (
    <g class="axis">
      {days.map((each, index) =>
        (days.length - 1 - index) % every === 0 ? (
          <text x={x(index)} y={size.height - 8} text-anchor="middle">
            {shortDay(each.day)}
          </text>
        ) : null,
      )}
    </g>
  );
}

/** A triangle that points the way the day was off; hollow where an answer covers it. */
function Mark({ each, x, y }: { each: ChartDay; x: number; y: number }) {
  if (each.word !== 'deviation' && each.word !== 'covered') return null;
  const up = (each.sold ?? 0) >= (each.usual ?? 0);
  const tip = up ? -8 : 8;
  const name = each.word === 'covered' ? 'mark mark-covered' : `mark mark-${up ? 'up' : 'down'}`;
  return <path class={name} d={`M${x - 6} ${y} L${x + 6} ${y} L${x} ${round(y + tip)} Z`} />;
}

function Key({ name, label }: { name: string; label: string }) {
  return (
    <span class="key">
      <svg viewBox="0 0 18 12" aria-hidden="true">
        {name === 'band' || name === 'unknown' ? (
          <rect class={name} x={0} y={1} width={18} height={10} />
        ) : name.startsWith('mark') ? (
          <path class={`mark ${name}`} d="M3 10 L15 10 L9 1 Z" />
        ) : (
          <path class={name} d="M0 6 L18 6" />
        )}
      </svg>
      {label}
    </span>
  );
}

interface Run {
  from: number;
  to: number;
}

/** Stretches of days that all are as `is` says. */
function runsOf(days: readonly ChartDay[], is: (each: ChartDay) => boolean): Run[] {
  const runs: Run[] = [];
  for (const [index, each] of days.entries()) {
    if (!is(each)) continue;
    const open = runs.at(-1);
    if (open && open.to === index - 1) open.to = index;
    else runs.push({ from: index, to: index });
  }
  return runs;
}

function linePath({ from, to }: Run, at: (index: number) => [number, number]): string {
  const points = Array.from({ length: to - from + 1 }, (_, i) => at(from + i).join(' '));
  // A single day still shows as a dot: a line to its own place has round ends.
  return `M${points.join(' L')}${points.length === 1 ? ` L${points[0]}` : ''}`;
}

function bandPath(
  { from, to }: Run,
  days: readonly ChartDay[],
  x: (index: number) => number,
  y: (value: number) => number,
): string {
  const indices = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  const high = indices.map((index) => `${x(index)} ${y(days[index]?.high ?? 0)}`);
  const low = indices.map((index) => `${x(index)} ${y(days[index]?.low ?? 0)}`).reverse();
  return `M${[...high, ...low].join(' L')} Z`;
}

function dayTitle({ day, word, sold, usual }: ChartDay, language: Language): string {
  const say = words[language];
  const verdict = word === null ? '–' : verdictWordTexts[word][language];
  if (sold === null || usual === null || usual === 0) return say.plain(dayText(day, language), verdict);
  return say.day(dayText(day, language), units(sold), expected(usual), percentExact(sold / usual - 1), verdict);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
