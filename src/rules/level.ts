// What a SKU sells on an ordinary day: a weighted mean of its recent days in which no single day can shout.

import { at } from '../lib/stats.ts';

/** Weight of the newest usable day, the one before it, …: halves every `halfLifeDays`. */
export function levelWeights(days: number, halfLifeDays: number): Float64Array {
  return Float64Array.from({ length: days }, (_, age) => 0.5 ** (age / halfLifeDays));
}

/**
 * Weighted mean of the newest `weights.length` of `values[from…to)`, clipped at `clipAt` standard deviations
 * about it in two passes. The standard deviation is the weighted one of the values, as clipped before.
 *
 * @param values units of each usable day, oldest first, weekday and promotion lift divided out
 * @returns units a day; NaN when there is no value
 */
export function levelOf(values: Float64Array, from: number, to: number, weights: Float64Array, clipAt: number): number {
  let low = Number.NEGATIVE_INFINITY;
  let high = Number.POSITIVE_INFINITY;
  let mean = Number.NaN;
  const days = Math.min(to - from, weights.length);
  for (let pass = 0; pass < 3; pass++) {
    let weight = 0;
    let sum = 0;
    let squares = 0;
    for (let age = 0; age < days; age++) {
      const w = at(weights, age);
      const value = Math.min(high, Math.max(low, at(values, to - 1 - age)));
      weight += w;
      sum += w * value;
      squares += w * value * value;
    }
    mean = sum / weight;
    const reach = clipAt * Math.sqrt(Math.max(0, squares / weight - mean * mean));
    low = mean - reach;
    high = mean + reach;
  }
  return mean;
}
