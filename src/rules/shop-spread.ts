// How much more the shop's w-day sums scatter than its single days suggest: days in a row move together.

import type { ShopBaselines, SkuBaseline } from './baseline.ts';
import { shopSpread } from './dispersion.ts';
import { dayUse } from './history.ts';
import type { RuleNumbers } from './numbers.ts';
import { windowSum } from './windows.ts';

/**
 * The shop's over-dispersion G of each window's sums, in the order of `numbers.windows`: taken from windows that do
 * not overlap and end before the judged day, in the last `historyDays`, of SKUs expected to sell `spread.units` in
 * them. Each residual is standardised as the judged one is: φ × (1 + w ÷ n) × mean.
 */
export function shopSpreads(shop: ShopBaselines, factors: Float64Array, numbers: RuleNumbers): Float64Array {
  const step = Math.ceil(shop.skus.length / numbers.spread.skus);
  const sampled = shop.skus.filter((_, i) => i % step === 0);
  return Float64Array.from(numbers.windows, ({ days }) => {
    const perSku = Math.ceil(numbers.historyDays / days);
    const squares = new Float64Array(sampled.length * perSku);
    let count = 0;
    for (const sku of sampled) {
      for (let last = shop.judged - 1; last > shop.judged - 1 - numbers.historyDays && last >= 0; last -= days) {
        const square = squareOf(sku, last, days, { factors, least: numbers.spread.units });
        if (square !== null) squares[count++] = square;
      }
    }
    return shopSpread(squares, count, numbers.spread.windows);
  });
}

/** The squared standardised residual of one window; null when it is not whole or expects too little. */
function squareOf(
  sku: SkuBaseline,
  last: number,
  days: number,
  { factors, least }: { factors: Float64Array; least: number },
): number | null {
  if (sku.uses[last] !== dayUse.usable) return null;
  const sum = windowSum(sku, last, days, factors);
  if (!sum || sum.counted < days || sum.baselineInShop < least) return null;
  const variance = sku.dispersion * (1 + days / sum.levelDays) * sum.baselineInShop;
  return (sum.units - sum.baselineInShop) ** 2 / variance;
}
