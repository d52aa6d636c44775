// Is this SKU so steady that the threshold alone is news?

import { at } from '../lib/stats.ts';
import { hasRestarted, type SkuBaseline } from './baseline.ts';
import { dayUse } from './history.ts';
import type { RuleNumbers, Threshold } from './rule-numbers.ts';
import { dayMark } from './sales-window.ts';
import { crossing } from './threshold.ts';

/**
 * On how many of its usable days in the last `historyDays` the SKU was over the threshold, compared with today's
 * baseline: the level of the judged day, with the weekday factor, lift and shop factor of each day. Days before a lasting
 * change are compared with the level it ended. Days of a change that an answer called short-term are not its habit.
 */
export function daysOverThreshold(
  sku: SkuBaseline,
  { judged, factors, threshold, numbers }: Against,
): { days: number; of: number } {
  const over = { days: 0, of: 0 };
  const levelNow = at(sku.level, judged);
  const levelBefore = hasRestarted(sku.series, judged) ? at(sku.level, sku.series.levelFrom) : levelNow;
  for (let t = Math.max(0, judged - numbers.historyDays); t < judged; t++) {
    if (sku.uses[t] !== dayUse.usable || sku.series.mark[t] === dayMark.shortTerm) continue;
    over.of++;
    const level = t < sku.series.levelFrom ? levelBefore : levelNow;
    const expected = level * at(sku.factor, t) * at(factors, t);
    if (crossing(at(sku.series.quantity, t), expected, threshold) !== null) over.days++;
  }
  return over;
}

export interface Against {
  judged: number;
  /** Shop factor of each day. */
  factors: Float64Array;
  threshold: Threshold;
  numbers: RuleNumbers;
}

/** Over the threshold on at most `steadyShare` of its usable days, of which there are at least `learningDays`. */
export function isSteady(over: { days: number; of: number }, numbers: RuleNumbers): boolean {
  return over.of >= numbers.learningDays && over.days <= numbers.steadyShare * over.of;
}
