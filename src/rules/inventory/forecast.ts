// What will sell in the coming days: the daily rate, adjusted by a bounded trend. Pure.

import { type Day, daysBetween } from '../../lib/day.ts';
import { mean } from '../../lib/stats.ts';
import { type Worked, worked } from './formulas.ts';
import type { DailySales } from './safety-stock.ts';

/** Days behind the mean, and behind the trend. */
const meanDays = 30;
const trendDays = 14;

/** A trend read from two weeks is not believed beyond these. */
const trendBounds = { low: 0.7, high: 1.5 };
/** Units added to both sides of the trend, so that a few pieces more or less are no trend. */
const trendPrior = 30;

/** Sales older than this many days are said first wherever a plan is shown. */
const oldFromDays = 4;

/** The newest day of sales behind a plan, where it is so old that everything computed from it is doubtful. */
export interface OldSales {
  through: Day;
  /** Days ago. */
  days: number;
}

/** Null for sales that are recent, or not there at all: then `lacks` says so. */
export function oldSalesOf(through: Day | null, today: Day): OldSales | null {
  if (through === null) return null;
  const days = daysBetween(through, today);
  return days < oldFromDays ? null : { through, days };
}

/** Units a day over the newest thirty days; days without stock or without data (NaN) are left out. Null for no day. */
export function dailySales(units: readonly number[]): DailySales | null {
  const days = countable(units.slice(-meanDays));
  if (days.length === 0) return null;
  const average = mean(days);
  const squares = days.reduce((sum, each) => sum + (each - average) ** 2, 0);
  return {
    mean: average,
    max: Math.max(...days),
    spread: days.length > 1 ? Math.sqrt(squares / (days.length - 1)) : 0,
    days: days.length,
  };
}

/**
 * Trend as a factor: (units of the last 14 days + 30) ÷ (what `rate` units a day give for them + 30), between 0.7 and 1.5.
 * 1 for fewer than 14 days. `units` oldest first; NaN is left out.
 */
export function trendOf(units: readonly number[], rate: number): Worked {
  const all = countable(units.slice(-meanDays));
  const recent = countable(units.slice(-trendDays));
  if (all.length < trendDays || recent.length === 0) return worked('trend', 1, { days: all.length });
  const sold = recent.reduce((sum, each) => sum + each, 0);
  const usual = rate * recent.length;
  const raw = (sold + trendPrior) / (usual + trendPrior);
  const value = Math.min(trendBounds.high, Math.max(trendBounds.low, raw));
  return worked('trend', value, { days: all.length, sold, usual, raw });
}

/** daily rate × horizon in days × trend: 100 × 7 × 1.2 = 840. */
export function forecast(of: { meanDaily: number; horizonDays: number; trend: number }): Worked {
  return worked('forecast', of.meanDaily * of.horizonDays * of.trend, of);
}

function countable(units: readonly number[]): number[] {
  return units.filter((each) => !Number.isNaN(each));
}
