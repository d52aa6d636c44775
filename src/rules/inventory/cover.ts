// How long the stock lasts at the pace of the last days, and at the daily rate. Pure.

import { type Worked, worked } from './formulas.ts';

/**
 * Stock-out countdown in days: available ÷ mean of the last (up to three) days' units.
 * Null when the stock is unknown, nothing is known of sales, or nothing sold: then nothing runs out.
 * Its inputs: `available`, and `mean` in units a day over `days` days.
 */
export function countdown(available: number | null, lastDays: readonly number[]): Worked | null {
  const sold = lastDays.slice(-3);
  if (available === null || sold.length === 0) return null;
  const mean = sold.reduce((sum, units) => sum + units, 0) / sold.length;
  if (mean <= 0) return null;
  return worked('countdown', Math.max(0, available) / mean, { available, mean, days: sold.length });
}

/** Days of cover: available ÷ daily rate. Null when either is unknown or nothing sells. */
export function cover(available: number | null, rate: number | null): Worked | null {
  if (available === null || rate === null || rate <= 0) return null;
  return worked('days_of_cover', Math.max(0, available) / rate, { available, rate });
}
