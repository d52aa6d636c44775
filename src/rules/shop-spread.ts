// How much more the shop's w-day sums scatter than its single days suggest: days in a row move together.

import type { ShopBaselines, SkuBaseline } from './baseline.ts';
import { shopSpread } from './dispersion.ts';
import { dayUse } from './history.ts';
import type { RuleNumbers } from './rule-numbers.ts';
import { dayMark } from './sales-window.ts';
import { windowSum } from './window-sums.ts';

/**
 * The shop's over-dispersion G of each window's sums, in the order of `numbers.windows`: taken from windows that
 * overlap by half at most and end before the judged day, in the last `historyDays`, of SKUs expected to sell
 * `spread.units` in them. Closed days and days without stock shorten a window as they do the judged one; at least
 * `spread.wholeShare` of it must be left. A window with a day of a change that an answer called short-term says nothing
 * of ordinary days. Each residual is standardised as the judged one is: φ × (1 + w ÷ n) × mean.
 */
export function shopSpreads(shop: ShopBaselines, factors: Float64Array, numbers: RuleNumbers): Float64Array {
  const step = Math.ceil(shop.skus.length / numbers.spread.skus);
  const sampled = shop.skus.filter((_, i) => i % step === 0);
  return Float64Array.from(numbers.windows, ({ days }) => {
    const every = Math.ceil(days / 2);
    const perSku = Math.ceil(numbers.historyDays / every);
    const squares = new Float64Array(sampled.length * perSku);
    let count = 0;
    for (const sku of sampled) {
      for (let last = shop.judged - 1; last > shop.judged - 1 - numbers.historyDays && last >= 0; last -= every) {
        const square = squareOf(sku, last, days, { factors, ...numbers.spread });
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
  { factors, units, wholeShare }: { factors: Float64Array; units: number; wholeShare: number },
): number | null {
  if (sku.uses[last] !== dayUse.usable) return null;
  if (sku.series.mark.subarray(Math.max(0, last - days + 1), last + 1).includes(dayMark.shortTerm)) return null;
  const sum = windowSum(sku, last, days, factors);
  if (!sum || sum.counted < wholeShare * days || sum.baselineInShop < units) return null;
  const variance = sku.dispersion * (1 + sum.counted / sum.levelDays) * sum.baselineInShop;
  return (sum.units - sum.baselineInShop) ** 2 / variance;
}
