// What a SKU sells on an ordinary day: a weighted mean of its recent days in which no single day can shout.

import { at } from '../lib/stats.ts';

/** Weight of the newest usable day, the one before it, …: halves every `halfLifeDays`. */
export function levelWeights(days: number, halfLifeDays: number): Float64Array {
  return Float64Array.from({ length: days }, (_, age) => 0.5 ** (age / halfLifeDays));
}

/** A pass that moves the level by less than this share changes nothing that anybody could see. */
const settled = 0.001;
const mostPasses = 30;

/**
 * Weighted mean of the newest `weights.length` of `values[from…to)`, clipped at `clipAt` standard deviations about it:
 * clipped values give a new mean and a new (weighted) standard deviation, and so on until the mean settles. Two passes
 * do for an ordinary SKU; a day fifty times the usual needs more, or it would double the level of the days after it.
 *
 * @param values units of each usable day, oldest first, weekday and promotion lift divided out
 * @returns units a day, NaN when there is no value; and the bounds to which values were clipped last
 */
export function levelOf(
  values: Float64Array,
  range: { from: number; to: number },
  weights: Float64Array,
  clipAt: number,
): Level {
  const newest = range.to - 1;
  const days = Math.min(range.to - range.from, weights.length);
  let weight = 0;
  let sum = 0;
  let squares = 0;
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (let age = 0; age < days; age++) {
    const value = at(values, newest - age);
    const weighted = at(weights, age) * value;
    weight += at(weights, age);
    sum += weighted;
    squares += weighted * value;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  let mean = sum / weight;
  for (let pass = 1; ; pass++) {
    const reach = clipAt * Math.sqrt(Math.max(0, squares / weight - mean * mean));
    const low = mean - reach;
    const high = mean + reach;
    // Nothing is clipped: another pass would come to the same mean.
    if (pass >= mostPasses || (pass === 1 && low <= least && greatest <= high)) return { mean, low, high };
    const before = mean;
    sum = 0;
    squares = 0;
    for (let age = 0; age < days; age++) {
      const value = Math.min(high, Math.max(low, at(values, newest - age)));
      const weighted = at(weights, age) * value;
      sum += weighted;
      squares += weighted * value;
    }
    mean = sum / weight;
    if (Math.abs(mean - before) <= settled * mean) return { mean, low, high };
  }
}

/**
 * A day of a short-term change as the level sees it: no further from the level of that day than `share` of it or
 * `roots` × its √ (the scatter of a Poisson count), whichever is more. Left out altogether, such days would pin the
 * level down while the SKU moves on, and every wobble about the new height would be asked about; taken as they are,
 * the way back to normal would look like a fall.
 *
 * @param value units of the day, weekday and promotion lift divided out
 */
export function tempered(value: number, level: number, at: { share: number; roots: number }): number {
  const reach = Math.max(at.share * level, at.roots * Math.sqrt(level));
  return Math.min(level + reach, Math.max(level - reach, value));
}

export interface Level {
  mean: number;
  low: number;
  high: number;
}
