// The baselines of a whole shop as of each day: level × weekday factor × promotion lift, from days before it only.
// Works on flat arrays: a shop of ten thousand SKUs is judged in well under a second.

import { type Day, weekdayOf } from '../lib/day.ts';
import { at } from '../lib/stats.ts';
import { mapInSteps, type Steps } from '../lib/steps.ts';
import { dispersionOf } from './dispersion.ts';
import { closedDays, dayUse, dayUses, isPromotion } from './history.ts';
import { levelOf, levelWeights, tempered } from './level.ts';
import { type LiftSums, shopLift, skuLift } from './promotion-lift.ts';
import type { RuleNumbers } from './rule-numbers.ts';
import { dayMark, type SalesWindow, type SkuSeries } from './sales-window.ts';
import { addToProfile, noProfile, profileOf, type WeekdaySample, weekdayFactors } from './weekday.ts';

/** What is known of one SKU before the judged day. */
export interface SkuBaseline {
  series: SkuSeries;
  /** `dayUse` of each day before the judged one; promotion days are usable once the lift is known. */
  uses: Uint8Array;
  /** Weekday factor × promotion lift of each day, the judged one included. */
  factor: Float64Array;
  /**
   * Level before each day, units a day; NaN with fewer than `learningDays` usable days of history, and after a lasting change
   * until a day of it is known.
   */
  level: Float64Array;
  /** Usable days behind each of these levels. */
  levelDays: Uint8Array;
  /** Usable days in the `historyDays` before the judged day. */
  usableDays: number;
  /** Calendar days from the first of these to the judged day; 0 without one. */
  historySpan: number;
  weekdayFactor: number;
  promotionLift: number;
  dispersion: number;
  /** The judged day is in a promotion whose lift is not known yet. */
  planned: boolean;
}

export interface ShopBaselines {
  /** Position of the judged day. */
  judged: number;
  closed: Uint8Array;
  skus: SkuBaseline[];
}

/** SKUs that are worked on before others may have a turn: some milliseconds. */
export const skusInStep = 250;

/** Baselines of every SKU of the window for its last day, in the order of `series`. */
export function* shopBaselines(
  window: SalesWindow,
  series: readonly SkuSeries[],
  numbers: RuleNumbers,
): Steps<ShopBaselines> {
  const judged = window.days.length - 1;
  const closed = closedDays(window, judged, numbers);
  const weekday = weekdays(window.days);
  const uses = yield* mapInSteps(series, skusInStep, (one) => dayUses(one, window, closed));
  const sample = emptySample(numbers.historyDays);
  const evenWeights = new Float64Array(numbers.historyDays).fill(1);

  const sums = noProfile();
  yield* mapInSteps(series, skusInStep, (one, i) => {
    readSample(sample, one, useAt(uses, i), weekday, { numbers, evenWeights });
    addToProfile(sums, sample);
  });
  const profile = profileOf(sums);

  const shopSums: LiftSums = { sold: 0, expected: 0, skuDays: 0 };
  const ownFactors: Float64Array[] = [];
  const ownSums = yield* mapInSteps(series, skusInStep, (one, i) => {
    readSample(sample, one, useAt(uses, i), weekday, { numbers, evenWeights });
    const factors = weekdayFactors(sample, profile, numbers.weekdayWeightUnits);
    ownFactors.push(factors);
    return addLift(shopSums, one, useAt(uses, i), { weekday, factors, mean: sample.mean, numbers });
  });
  const ofShop = shopLift(shopSums, numbers.liftKnown);

  const weights = levelWeights(numbers.levelDays, numbers.halfLifeDays);
  const scratch = emptyScratch(judged);
  const skus = yield* mapInSteps(series, skusInStep, (one, i) => {
    const lift = ofShop === null ? null : skuLift(ownSums[i] ?? shopSums, ofShop, numbers.liftWeightUnits);
    const known = { weekday, factors: ownFactors[i] ?? profile, lift, uses: useAt(uses, i) };
    return skuBaseline(one, known, { weights, scratch, numbers });
  });
  return { judged, closed, skus };
}

/** Units expected of a SKU on day `t`, shop factor not applied; NaN while it is learning. */
export function expectedOn(sku: SkuBaseline, t: number): number {
  return at(sku.level, t) * at(sku.factor, t);
}

interface Known {
  weekday: Uint8Array;
  factors: Float64Array;
  lift: number | null;
  uses: Uint8Array;
}

interface Scratch {
  values: Float64Array;
  squares: Float64Array;
  position: Uint16Array;
}

interface Tools {
  weights: Float64Array;
  scratch: Scratch;
  numbers: RuleNumbers;
}

function skuBaseline(series: SkuSeries, known: Known, { weights, scratch, numbers }: Tools): SkuBaseline {
  const { uses, lift } = known;
  const judged = uses.length;
  const factor = new Float64Array(judged + 1);
  for (let t = 0; t <= judged; t++) {
    const promoted = isPromotion(series, t);
    if (promoted && lift !== null && uses[t] === dayUse.promotion) uses[t] = dayUse.usable;
    const ofDay = at(known.factors, at(known.weekday, t)) * (promoted ? (lift ?? 1) : 1);
    factor[t] = Math.max(numbers.smallestLevel, ofDay);
  }
  const level = new Float64Array(judged + 1).fill(Number.NaN);
  const levelDays = new Uint8Array(judged + 1);
  const { values, position } = scratch;
  let count = 0;
  let oldest = 0;
  let restart: number | undefined;
  for (let t = 0; t <= judged; t++) {
    while (oldest < count && (position[oldest] ?? 0) < t - numbers.historyDays) oldest++;
    // After a lasting change only the days since tell the level, from the first of them on.
    if (hasRestarted(series, t)) restart ??= firstFrom(position, count, series.levelFrom);
    const from = Math.max(oldest, restart ?? 0);
    if (count - oldest >= numbers.learningDays && count > from && t >= judged - numbers.historyDays) {
      level[t] = Math.max(numbers.smallestLevel, levelOf(values, { from, to: count }, weights, numbers.clipAt).mean);
      levelDays[t] = Math.min(count - from, weights.length);
    }
    if (t === judged || uses[t] !== dayUse.usable) continue;
    position[count] = t;
    const value = at(series.quantity, t) / at(factor, t);
    const isTempered = series.mark[t] === dayMark.shortTerm && !Number.isNaN(at(level, t));
    values[count] = isTempered ? tempered(value, at(level, t), numbers.temperAt) : value;
    count++;
  }
  const usableDays = count - oldest;
  let learned = 0;
  for (let i = oldest; i < count; i++) {
    const t = position[i] ?? 0;
    const expected = at(level, t) * at(factor, t);
    // The day on which a lasting change set in is no scatter.
    if (Number.isNaN(expected) || (series.levelFrom > 0 && t === series.levelFrom)) continue;
    const variance = expected * (1 + 1 / at(levelDays, t));
    scratch.squares[learned++] = (at(series.quantity, t) - expected) ** 2 / variance;
  }
  const promotedToday = isPromotion(series, judged);
  return {
    series,
    uses,
    factor,
    level,
    levelDays,
    usableDays,
    historySpan: usableDays === 0 ? 0 : judged - (position[oldest] ?? judged),
    weekdayFactor: at(known.factors, at(known.weekday, judged)),
    promotionLift: promotedToday ? (lift ?? 1) : 1,
    dispersion: dispersionOf(scratch.squares, learned, numbers),
    planned: promotedToday && lift === null,
  };
}

/** Is day `t` after the day on which a lasting change set in? */
export function hasRestarted({ levelFrom }: SkuSeries, t: number): boolean {
  return levelFrom > 0 && t > levelFrom;
}

/** The first of `count` ascending positions that is `from` or later; `count` when none is. */
function firstFrom(position: Uint16Array, count: number, from: number): number {
  let first = count;
  while (first > 0 && (position[first - 1] ?? 0) >= from) first--;
  return first;
}

/**
 * Reads a SKU's usable days of the last `historyDays`, clipped as the level clips them: a weekday that is always many
 * times the others stays (one day in seven is never 2.5 standard deviations off), a single odd day does not make one.
 */
function readSample(
  sample: WeekdaySample,
  series: SkuSeries,
  uses: Uint8Array,
  weekday: Uint8Array,
  { numbers, evenWeights }: { numbers: RuleNumbers; evenWeights: Float64Array },
): void {
  let count = 0;
  let before = 0;
  for (let t = Math.max(0, uses.length - numbers.historyDays); t < uses.length; t++) {
    if (uses[t] !== dayUse.usable) continue;
    sample.quantity[count] = at(series.quantity, t);
    sample.weekday[count] = at(weekday, t);
    if (t < series.levelFrom) before = count + 1;
    count++;
  }
  alignBefore(sample.quantity, before, count);
  const { low, high } = levelOf(sample.quantity, { from: 0, to: count }, evenWeights, numbers.clipAt);
  sample.count = count;
  sample.mean = 0;
  for (let i = 0; i < count; i++) {
    const clipped = Math.min(high, Math.max(low, at(sample.quantity, i)));
    sample.quantity[i] = clipped;
    sample.mean += clipped / count;
  }
}

/**
 * Scales the first `before` of `count` quantities to the mean of those after a lasting change: a weekday's habit is a share
 * of the level, and must not be read from the change itself.
 */
function alignBefore(quantity: Float64Array, before: number, count: number): void {
  if (before === 0 || before === count) return;
  const old = meanOf(quantity, 0, before);
  const scale = old > 0 ? meanOf(quantity, before, count) / old : 1;
  for (let i = 0; i < before; i++) quantity[i] = at(quantity, i) * scale;
}

function meanOf(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += at(values, i);
  return sum / (to - from);
}

interface LiftBasis {
  weekday: Uint8Array;
  factors: Float64Array;
  mean: number;
  numbers: RuleNumbers;
}

/** A SKU's promotion days of the last `historyDays`, added to the shop's. */
function addLift(shop: LiftSums, series: SkuSeries, uses: Uint8Array, basis: LiftBasis): LiftSums {
  const own: LiftSums = { sold: 0, expected: 0, skuDays: 0 };
  for (let t = Math.max(0, uses.length - basis.numbers.historyDays); t < uses.length; t++) {
    if (uses[t] !== dayUse.promotion) continue;
    const expected = basis.mean * at(basis.factors, at(basis.weekday, t));
    if (!(expected > 0)) continue;
    own.sold += Math.min(at(series.quantity, t), 8 * expected + 8);
    own.expected += expected;
    own.skuDays++;
  }
  shop.sold += own.sold;
  shop.expected += own.expected;
  shop.skuDays += own.skuDays;
  return own;
}

function weekdays(days: readonly Day[]): Uint8Array {
  const first = days[0];
  const offset = first === undefined ? 0 : weekdayOf(first) - 1;
  return Uint8Array.from(days, (_, t) => (offset + t) % 7);
}

function emptySample(days: number): WeekdaySample {
  return { quantity: new Float64Array(days), weekday: new Uint8Array(days), count: 0, mean: 0 };
}

function emptyScratch(days: number): Scratch {
  return {
    values: new Float64Array(days),
    squares: new Float64Array(days),
    position: new Uint16Array(days),
  };
}

function useAt(uses: readonly Uint8Array[], i: number): Uint8Array {
  return uses[i] ?? new Uint8Array(0);
}
