// The goals that a release must hold, one row each. A bar that the given sets say nothing about is not measured.

import type { Bilingual } from '../../src/lib/language.ts';
import type { BenchSet } from '../sets/bench-set.ts';
import { type EventFilter, figuresOf, recall, type Share, shareOf } from './figures.ts';
import type { Score } from './score.ts';
import type { VolumeFigures } from './volume.ts';

/** What the product did on one set. */
export interface ScoredSet {
  set: BenchSet;
  score: Score;
  /** Store-wide forms on days of late data. */
  lateStoreForms: number;
}

export interface Bar {
  name: Bilingual;
  /** "<= 0.30" */
  bar: string;
  /** As measured; null where nothing was there to measure it on. */
  result: string | null;
  holds: boolean | null;
}

export interface BarInput {
  sets: readonly ScoredSet[];
  volumes: readonly VolumeFigures[];
  /** Steady SKUs that were asked about, of those that moved 20 % or more. */
  steady: Share;
  /** Share of "low" forms on a day with a recorded cause, records hidden from the product. */
  lowWithCause: Share | null;
}

/** Kinds of sets as the goals name them. Units of a wholesale shop are no part of any goal: nobody can do anything there. */
type Kind = 'M5' | 'FreshRetail' | 'UCI orders' | 'other';

/** All bars, in the order of the goals. */
export function barsOf(input: BarInput): Bar[] {
  const { sets, volumes, steady, lowWithCause } = input;
  const counted = sets.filter(({ set }) => !isLumpy(set));
  const replicas = counted.filter(({ set }) => set.background === 'replica');
  const real = counted.filter(({ set }) => set.background === 'real');
  const forms = sets
    .flatMap(({ score }) => score.forms)
    .concat(volumes.flatMap((each) => each.forms.map((form) => ({ form, standing: 'false' as const }))));
  return [
    countBar(
      { zh: '偏差不足 20 % 的表单', en: 'forms with a deviation under 20 %' },
      forms.length === 0 ? null : forms.filter(({ form }) => Math.abs(form.deviation) < 0.2 - 1e-9).length,
    ),
    {
      name: { zh: '平稳 SKU 变动 20 % 以上，各一张表单', en: 'steady SKU moved 20 % or more: a form each' },
      bar: `${steady.of} of ${steady.of}`,
      result: `${steady.found} of ${steady.of}`,
      holds: steady.found === steady.of,
    },
    ...volumes.flatMap(volumeBars),
    ...falseBars(
      replicas,
      { zh: '误报', en: 'false forms' },
      { M5: 0.3, FreshRetail: 0.3, 'UCI orders': 0.2, other: 0.3 },
    ),
    ...falseBars(real, { zh: '无标注表单', en: 'off-label forms' }, { M5: 0.4, FreshRetail: 0.4, other: 0.4 }),
    recallBar(
      { zh: '可见事件召回，日均 5 件以上，仿真', en: 'recall of visible events, 5/day and more, replicas' },
      replicas,
      { least: 5, seen: 'visible' },
      0.75,
    ),
    recallBar(
      { zh: '可见事件召回，日均 5 件以上，真实', en: 'recall of visible events, 5/day and more, real' },
      real,
      { least: 5, seen: 'visible' },
      0.68,
    ),
    recallBar(
      {
        zh: '确凿事件召回（p < 1e-5），日均 5 件以上，仿真',
        en: 'recall of unmistakable events, 5/day and more, replicas',
      },
      replicas,
      { least: 5, seen: 'unmistakable' },
      0.83,
    ),
    recallBar(
      { zh: '三倍爆单，日均 20 件以上，次日前发现', en: 'x3 surge, 20/day and more, by the next day' },
      counted,
      { types: ['surge3'], least: 20, byNextDay: true },
      0.85,
    ),
    recallBar(
      { zh: '两倍爆单，日均 20 件以上，次日前发现，仿真', en: 'x2 surge, 20/day and more, by the next day, replicas' },
      replicas,
      { types: ['surge2'], least: 20, byNextDay: true },
      0.6,
    ),
    recallBar(
      { zh: '未告知的断货，日均 5–20 件，M5', en: 'untold stock-out, 5–20/day, M5' },
      counted.filter(({ set }) => kindOf(set) === 'M5'),
      { types: ['stockout'], least: 5, below: 20 },
      0.85,
    ),
    countBar({ zh: '数据迟到日的表单', en: 'forms on late-data days' }, hasLateDays(sets) ? lateForms(sets) : null),
    shareBar(
      {
        zh: '“下跌”表单有记录原因（隐藏记录），FreshRetail',
        en: '"low" forms with a recorded cause, records hidden, FreshRetail',
      },
      lowWithCause,
      0.75,
    ),
  ];
}

/** Does a set count units of a wholesale shop, whose orders hold from one to a thousand pieces? */
function isLumpy(set: Pick<BenchSet, 'kind' | 'measure'>): boolean {
  return set.kind === 'uci' && set.measure === 'units';
}

function kindOf(set: Pick<BenchSet, 'kind' | 'measure'>): Kind {
  if (set.kind === 'm5') return 'M5';
  if (set.kind === 'freshretail') return 'FreshRetail';
  return set.kind === 'uci' && set.measure === 'orders' ? 'UCI orders' : 'other';
}

function falseBars(sets: readonly ScoredSet[], what: Bilingual, bars: Partial<Record<Kind, number>>): Bar[] {
  return Object.entries(bars).flatMap(([kind, limit]): Bar[] => {
    const scores = sets.filter(({ set }) => kindOf(set) === kind).map(({ score }) => score);
    if (kind === 'other' && scores.length === 0) return [];
    const name = { zh: `每 SKU 每月${what.zh}，${kind}`, en: `${what.en} per SKU-month, ${kind}` };
    return [atMost(name, scores.length === 0 ? null : figuresOf(scores).falsePerMonth, limit)];
  });
}

function volumeBars({ name, measure, kind, perDay, perDay95 }: VolumeFigures): Bar[] {
  const of = kindOf({ kind, measure });
  if (isLumpy({ kind, measure })) return [];
  return [
    atMost(
      { zh: `每百 SKU 每天表单，${name}`, en: `forms a day per 100 SKUs, ${name}` },
      perDay,
      of === 'UCI orders' ? 0.8 : 2,
    ),
    atMost({ zh: `同上，第 95 百分位日，${name}`, en: `same, 95th-percentile day, ${name}` }, perDay95, 3.5),
  ];
}

function recallBar(name: Bilingual, sets: readonly ScoredSet[], filter: EventFilter, bar: number): Bar {
  const share = recall(
    sets.map(({ score }) => score),
    filter,
  );
  return shareBar(name, share.of === 0 ? null : share, bar);
}

function shareBar(name: Bilingual, share: Share | null, bar: number): Bar {
  const text = `>= ${bar.toFixed(2)}`;
  if (share === null) return { name, bar: text, result: null, holds: null };
  return {
    name,
    bar: text,
    result: `${shareOf(share).toFixed(3)} (${share.found}/${share.of})`,
    holds: shareOf(share) >= bar,
  };
}

function atMost(name: Bilingual, value: number | null, bar: number): Bar {
  const text = `<= ${bar.toFixed(2)}`;
  return {
    name,
    bar: text,
    result: value === null ? null : value.toFixed(3),
    holds: value === null ? null : value <= bar,
  };
}

function countBar(name: Bilingual, count: number | null): Bar {
  return { name, bar: '0', result: count === null ? null : String(count), holds: count === null ? null : count === 0 };
}

function hasLateDays(sets: readonly ScoredSet[]): boolean {
  return sets.some(({ set }) => set.labels.some(({ sku }) => sku === '*'));
}

function lateForms(sets: readonly ScoredSet[]): number {
  return sets.reduce((sum, { score, lateStoreForms }) => sum + figuresOf([score]).lateForms + lateStoreForms, 0);
}
