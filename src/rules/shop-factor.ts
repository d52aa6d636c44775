// How the shop as a whole did on a day: what moved everybody is no news of a single SKU.

import { at, reaches } from '../lib/stats.ts';
import { expectedOn, type ShopBaselines, type SkuBaseline } from './baseline.ts';
import { dayUse } from './history.ts';
import type { RuleNumbers, Threshold } from './rule-numbers.ts';

/**
 * Shop factor of each day of the last `historyDays` and of the judged day; 1 elsewhere.
 * C = Σ w · units ÷ Σ w · baseline over SKUs, w = 1 ÷ √(baseline + 1), units capped at `shopCapAt` standard
 * deviations above the baseline; shrunk to 1 by its own standard error (see `shrunk`). 1 with fewer than `shopSkus`.
 *
 * @param takesPart SKUs that count on the judged day (in stock, not dormant, no unknown promotion)
 */
export function shopFactors(
  shop: ShopBaselines,
  takesPart: (sku: SkuBaseline) => boolean,
  numbers: RuleNumbers,
): Float64Array {
  const { judged } = shop;
  const first = Math.max(0, judged - numbers.historyDays);
  const sums = emptySums(judged + 1);
  for (const sku of shop.skus) {
    const until = takesPart(sku) ? judged : judged - 1;
    for (let t = first; t <= until; t++) {
      if (t === judged || sku.uses[t] === dayUse.usable) addDay(sums, sku, t, numbers.shopCapAt);
    }
  }
  return Float64Array.from({ length: judged + 1 }, (_, t) =>
    at(sums.skus, t) < numbers.shopSkus ? 1 : shrunk(at(sums.sold, t), at(sums.expected, t), at(sums.variance, t)),
  );
}

/** Is the shop as a whole over the threshold? Inclusive, like every threshold. */
export function shopDeviates(factor: number, threshold: Threshold): boolean {
  return reaches(factor, 1 + threshold.up) || reaches(1 - threshold.down, factor);
}

/**
 * sold ÷ expected, drawn towards 1 by the part of its distance that chance explains: with d = ratio − 1 and its
 * standard error s the factor is 1 + d (1 − s² ÷ d²), and exactly 1 while |d| ≤ s (positive-part James–Stein).
 */
function shrunk(sold: number, expected: number, variance: number): number {
  const distance = sold / expected - 1;
  const error = variance / expected ** 2;
  return 1 + distance * Math.max(0, 1 - error / distance ** 2 || 0);
}

interface Sums {
  sold: Float64Array;
  expected: Float64Array;
  variance: Float64Array;
  skus: Float64Array;
}

function emptySums(length: number): Sums {
  return {
    sold: new Float64Array(length),
    expected: new Float64Array(length),
    variance: new Float64Array(length),
    skus: new Float64Array(length),
  };
}

function addDay(sums: Sums, sku: SkuBaseline, t: number, capAt: number): void {
  const expected = expectedOn(sku, t);
  const units = at(sku.series.quantity, t);
  if (Number.isNaN(expected) || Number.isNaN(units)) return;
  const variance = sku.dispersion * expected;
  const weight = 1 / Math.sqrt(expected + 1);
  sums.sold[t] = at(sums.sold, t) + weight * Math.min(units, expected + capAt * Math.sqrt(variance) + 1);
  sums.expected[t] = at(sums.expected, t) + weight * expected;
  sums.variance[t] = at(sums.variance, t) + weight * weight * variance;
  sums.skus[t] = at(sums.skus, t) + 1;
}
