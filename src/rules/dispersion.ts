// How much counts scatter beyond pure chance: of one SKU's days, and of the whole shop's sums over several days.

import { at, median } from '../lib/stats.ts';
import type { RuleNumbers } from './numbers.ts';

/** Median of the square of a standard normal number. */
const medianOfSquare = 0.4549364231195724;

/**
 * Variance ÷ mean of a SKU's days about their baseline, (n φ + 8 × 1.5) ÷ (n + 8), never under 1. Residuals are
 * clipped at `clipAt` standard deviations (two passes), so that one odd day does not make a SKU noisy.
 *
 * @param quantity units of each usable day
 * @param baseline units expected on it
 */
export function dispersionOf({ quantity, baseline, count }: Residuals, numbers: RuleNumbers): number {
  const { days, value } = numbers.dispersionPrior;
  let dispersion = value;
  for (let pass = 0; pass < 2 && count > 0; pass++) {
    let sum = 0;
    for (let i = 0; i < count; i++) {
      const expected = at(baseline, i);
      const reach = numbers.dispersionClipAt * Math.sqrt(dispersion * expected);
      sum += Math.min(Math.abs(at(quantity, i) - expected), reach) ** 2 / expected;
    }
    dispersion = Math.max(1, (sum + days * value) / (count + days));
  }
  return dispersion;
}

export interface Residuals {
  quantity: Float64Array;
  baseline: Float64Array;
  count: number;
}

/**
 * The shop's own over-dispersion of w-day sums, at least 1: median of their squared standardised residuals ÷ 0.455
 * (the median of a squared standard normal). 1 while fewer than `enough` sums are known.
 */
export function shopSpread(squares: Float64Array, count: number, enough: number): number {
  if (count < enough) return 1;
  return Math.max(1, median(squares.subarray(0, count)) / medianOfSquare);
}
