// What a promotion multiplies sales by: learned over the shop, and by each SKU mixed with it.

import type { RuleNumbers } from './rule-numbers.ts';

/** Promotion days of one SKU, or of the whole shop: units sold on them, units expected without a promotion. */
export interface LiftSums {
  sold: number;
  expected: number;
  skuDays: number;
}

/**
 * The shop's lift: units sold on promotion days ÷ units expected on them; null while too few such days are known
 * (then promotion days are left out of every baseline and ask no form).
 */
export function shopLift(sums: LiftSums, known: RuleNumbers['liftKnown']): number | null {
  if (sums.skuDays < known.skuDays || sums.expected < known.units) return null;
  return sums.sold / sums.expected;
}

/** A SKU's lift: (units sold + weight × the shop's lift) ÷ (units expected + weight). */
export function skuLift(own: LiftSums, ofShop: number, weightUnits: number): number {
  return (own.sold + weightUnits * ofShop) / (own.expected + weightUnits);
}
