// Made-up shops to judge: each SKU is a list of quantities or a function of the day, the last day is the judged one.

import { addDays, type Day, day, dayRange } from '../../src/lib/day.ts';
import { judgeDay } from '../../src/rules/judge.ts';
import { type DetectionSettings, ruleNumbers, type SkuDetection } from '../../src/rules/rule-numbers.ts';
import type { SalesWindow, SkuSeries } from '../../src/rules/sales-window.ts';
import type { ShopVerdict, Verdict } from '../../src/rules/verdict.ts';

/** A Monday. */
export const judgedDay = day('2026-03-02');

export type Quantities = readonly number[] | ((t: number) => number);

/** What is special about a SKU; lists of positions count back from the judged day, which is 0. */
export interface SkuShape {
  sold: Quantities;
  outOfStock?: readonly number[];
  promotion?: readonly number[];
  marks?: readonly { back: number; mark: number }[];
  levelFromBack?: number;
  price?: number | null;
}

export interface ShopShape {
  days?: number;
  skus: Record<string, Quantities | SkuShape>;
  /** Days, counted back from the judged day, that the feed does not cover whole. */
  incomplete?: readonly number[];
}

/** The window of a made-up shop; 57 days unless told, so that all 56 days of history are there. */
export function windowOf({ days: length = 57, skus, incomplete = [] }: ShopShape): SalesWindow {
  const days: Day[] = dayRange(addDays(judgedDay, 1 - length), judgedDay);
  const complete = days.map((_, t) => !incomplete.includes(length - 1 - t));
  return {
    storeId: 'shop',
    measure: 'units',
    days,
    complete,
    series: Object.entries(skus).map(([sku, shape]) =>
      seriesOf(sku, isShape(shape) ? shape : { sold: shape }, complete),
    ),
  };
}

function isShape(shape: Quantities | SkuShape): shape is SkuShape {
  return typeof shape === 'object' && 'sold' in shape;
}

function seriesOf(sku: string, shape: SkuShape, complete: readonly boolean[]): SkuSeries {
  const last = complete.length - 1;
  const { sold } = shape;
  const of = typeof sold === 'function' ? sold : (t: number) => sold[t] ?? Number.NaN;
  const quantity = Float64Array.from(complete, (whole, t) => (whole ? of(t) : Number.NaN));
  const series: SkuSeries = {
    sku,
    quantity,
    stock: new Uint8Array(complete.length),
    promotion: new Uint8Array(complete.length),
    mark: new Uint8Array(complete.length),
    levelFrom: shape.levelFromBack === undefined ? 0 : last - shape.levelFromBack,
    price: shape.price === undefined ? null : shape.price,
  };
  for (const back of shape.outOfStock ?? []) series.stock[last - back] = 2;
  for (const back of shape.promotion ?? []) series.promotion[last - back] = 1;
  for (const { back, mark } of shape.marks ?? []) series.mark[last - back] = mark;
  return series;
}

/** Settings under which every SKU is judged alike. */
export function settingsOf(own: Partial<SkuDetection> = {}): DetectionSettings {
  const detection: SkuDetection = { policy: 'balanced', threshold: { up: 0.2, down: 0.2 }, ...own };
  return { of: () => detection, shop: { up: 0.2, down: 0.2 }, numbers: ruleNumbers };
}

/** Judges a made-up shop and gives its verdicts by SKU. */
export function judge(shape: ShopShape, settings = settingsOf()): { shop: ShopVerdict; of: (sku: string) => Verdict } {
  const { shop, verdicts } = judgeDay(windowOf(shape), settings);
  return {
    shop,
    of: (sku) => {
      const verdict = verdicts.find((each) => each.sku === sku);
      if (!verdict) throw new Error(`No verdict for ${sku}`);
      return verdict;
    },
  };
}

/** `usual` on every day of a 57-day window, `today` on the judged one. */
export function constant(usual: number, today: number, days = 57): number[] {
  return [...new Array<number>(days - 1).fill(usual), today];
}

/** Poisson counts from a seed, the same on every run. */
export function poissonCounts(mean: number, days: number, seed: number): number[] {
  const random = randomFrom(seed);
  return Array.from({ length: days }, () => {
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = random(); product > limit; product *= random()) count++;
    return count;
  });
}

/** Numbers between 0 and 1 from a seed (Lehmer's generator). */
function randomFrom(seed: number): () => number {
  let state = (seed % 2147483646) + 1;
  return () => {
    state = (state * 16807) % 2147483647;
    return state / 2147483647;
  };
}
