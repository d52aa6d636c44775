// Sums over the last days (`numbers.windows`) and what was expected of them. The level is the one before the window's
// first day, so that nothing in the window pulls its own baseline; days that say nothing are left out on both sides.

import { at } from '../lib/stats.ts';
import { hasRestarted, type SkuBaseline } from './baseline.ts';
import { dayUse } from './history.ts';
import type { RuleNumbers } from './rule-numbers.ts';

export interface WindowSum {
  /** Length in calendar days. */
  days: number;
  /** Days of it that count. */
  counted: number;
  /** Usable days behind the level. */
  levelDays: number;
  units: number;
  /** Expected units, without and with each day's shop factor. */
  baseline: number;
  baselineInShop: number;
}

/** The windows that end on day `last`, shortest first; none without a level, none that repeats a shorter one. */
export function windowSums(sku: SkuBaseline, last: number, factors: Float64Array, numbers: RuleNumbers): WindowSum[] {
  const sums: WindowSum[] = [];
  for (const { days } of numbers.windows) {
    const sum = windowSum(sku, last, days, factors);
    if (sum && sum.counted > (sums.at(-1)?.counted ?? 0)) sums.push(sum);
  }
  return sums;
}

/**
 * One window; null without a level, and when a lasting change set in on one of its days but the last: that change has been
 * answered. The last day always counts, earlier ones when they are usable.
 */
export function windowSum(sku: SkuBaseline, last: number, days: number, factors: Float64Array): WindowSum | null {
  const first = last - days + 1;
  const level = at(sku.level, first);
  if (first < 0 || Number.isNaN(level)) return null;
  if (hasRestarted(sku.series, last) && !hasRestarted(sku.series, first)) return null;
  const sum: WindowSum = {
    days,
    counted: 0,
    levelDays: at(sku.levelDays, first),
    units: 0,
    baseline: 0,
    baselineInShop: 0,
  };
  for (let t = first; t <= last; t++) {
    if (t < last && sku.uses[t] !== dayUse.usable) continue;
    const expected = level * at(sku.factor, t);
    sum.counted++;
    sum.units += at(sku.series.quantity, t);
    sum.baseline += expected;
    sum.baselineInShop += expected * at(factors, t);
  }
  return sum;
}
