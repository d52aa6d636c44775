// How much counts scatter beyond pure chance: of one SKU's days, and of the whole shop's sums over several days.

import { at, median } from '../lib/stats.ts';
import type { RuleNumbers } from './rule-numbers.ts';

/** Passes after which the clipped dispersion has converged well enough. */
const passes = 8;

/** Median of the square of a standard normal number. */
const medianOfSquare = 0.4549364231195724;

/**
 * Variance ÷ mean of a SKU's days about the baseline that each of them had at the time, (n φ + 8 × 1.5) ÷ (n + 8),
 * never under 1. Residuals are clipped at `dispersionClipAt` standard deviations, again and again until φ settles, so
 * that a surge of the past does not make a SKU noisy and hide the next one (Huber's "proposal 2"). Residuals about today's baseline would be too small: it was fitted to those very days.
 *
 * @param squares (units − baseline)² ÷ (baseline × (1 + 1 ÷ n)) of each usable day, n = usable days behind its level
 */
export function dispersionOf(squares: Float64Array, count: number, numbers: RuleNumbers): number {
  const { days, value } = numbers.dispersionPrior;
  let dispersion = value;
  for (let pass = 0; pass < passes; pass++) {
    const clip = numbers.dispersionClipAt ** 2 * dispersion;
    let sum = 0;
    for (let i = 0; i < count; i++) sum += Math.min(at(squares, i), clip);
    dispersion = Math.max(1, (sum + days * value) / (count + days));
  }
  return dispersion;
}

/**
 * The shop's own over-dispersion of w-day sums, at least 1: median of their squared standardised residuals ÷ 0.455
 * (the median of a squared standard normal). 1 while fewer than `enough` sums are known.
 */
export function shopSpread(squares: Float64Array, count: number, enough: number): number {
  if (count < enough) return 1;
  return Math.max(1, median(squares.subarray(0, count)) / medianOfSquare);
}
