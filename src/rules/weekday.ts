// How much of an ordinary day each weekday sells: the shop's profile, and each SKU's own mixed with it.

import { at } from '../lib/stats.ts';

/** A SKU's non-promotion days as the weekday factors read them. */
export interface WeekdaySample {
  /** Units of each day, clipped by the caller. */
  quantity: Float64Array;
  /** 0 = Monday … 6 = Sunday. */
  weekday: Uint8Array;
  count: number;
  /** Mean of the quantities, units a day. */
  mean: number;
}

/** Sums over the shop from which `profileOf` makes its weekday profile. */
export interface ProfileSums {
  sold: Float64Array;
  expected: Float64Array;
}

/** An empty shop. */
export function noProfile(): ProfileSums {
  return { sold: new Float64Array(7), expected: new Float64Array(7) };
}

/** Adds a SKU, weighted by 1 ÷ √mean so that best-sellers do not drown the others. */
export function addToProfile(sums: ProfileSums, sample: WeekdaySample): void {
  const root = Math.sqrt(sample.mean);
  if (!(root > 0)) return;
  for (let i = 0; i < sample.count; i++) {
    const weekday = at(sample.weekday, i);
    sums.sold[weekday] = at(sums.sold, weekday) + at(sample.quantity, i) / root;
    sums.expected[weekday] = at(sums.expected, weekday) + root;
  }
}

/** The shop's factor of each weekday, mean 1; a weekday never seen gets 1. */
export function profileOf(sums: ProfileSums): Float64Array {
  return scaledToOne(
    Float64Array.from(sums.sold, (sold, weekday) =>
      at(sums.expected, weekday) > 0 ? sold / at(sums.expected, weekday) : 1,
    ),
  );
}

/**
 * A SKU's factor of each weekday, mean 1: (units sold + weight × profile) ÷ (units expected + weight).
 * The weight stands for the noise in the SKU's own weekday means, so a SKU that scatters less than a Poisson count
 * needs less of it: it is multiplied by the variance ÷ mean within weekdays where that is below 1.
 */
export function weekdayFactors(sample: WeekdaySample, profile: Float64Array, weightUnits: number): Float64Array {
  const sold = new Float64Array(7);
  const days = new Float64Array(7);
  for (let i = 0; i < sample.count; i++) {
    const weekday = at(sample.weekday, i);
    sold[weekday] = at(sold, weekday) + at(sample.quantity, i);
    days[weekday] = at(days, weekday) + 1;
  }
  const weight = weightUnits * Math.min(1, scatterWithin(sample, sold, days));
  return scaledToOne(
    Float64Array.from(profile, (ofShop, weekday) => {
      const expected = at(days, weekday) * sample.mean;
      return expected > 0 ? (at(sold, weekday) + weight * ofShop) / (expected + weight) : ofShop;
    }),
  );
}

/**
 * How uncertain a weekday factor is, as a share of the day's own variance ÷ mean: s² ÷ k, with k days of that weekday
 * behind it and s = the SKU's own part in it, k × units ÷ (k × units + weight).
 */
export function weekdayUncertainty(unitsPerDay: number, usableDays: number, weightUnits: number): number {
  const days = usableDays / 7;
  const own = (days * unitsPerDay) / (days * unitsPerDay + weightUnits);
  return own ** 2 / days;
}

/** Variance ÷ mean about each weekday's own mean; about the common mean where weekdays were seen too seldom. */
function scatterWithin(sample: WeekdaySample, sold: Float64Array, days: Float64Array): number {
  const weekdaysSeen = days.reduce((seen, count) => seen + (count > 0 ? 1 : 0), 0);
  const perWeekday = sample.count - weekdaysSeen >= 7;
  let squares = 0;
  for (let i = 0; i < sample.count; i++) {
    const weekday = at(sample.weekday, i);
    const centre = perWeekday ? at(sold, weekday) / at(days, weekday) : sample.mean;
    squares += (at(sample.quantity, i) - centre) ** 2;
  }
  const freedom = sample.count - (perWeekday ? weekdaysSeen : 1);
  return freedom > 0 && sample.mean > 0 ? squares / freedom / sample.mean : 1;
}

function scaledToOne(factors: Float64Array): Float64Array {
  const mean = factors.reduce((sum, factor) => sum + factor, 0) / 7;
  return mean > 0 ? factors.map((factor) => factor / mean) : factors.fill(1);
}
