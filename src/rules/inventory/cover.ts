// How long the stock lasts: the countdown, days of cover, and the day-by-day projection with what is on its way. Pure.

import { addDays, type Day, daysBetween } from '../../lib/day.ts';

/**
 * Stock-out countdown in days: available ÷ mean of the last (up to three) days' units.
 * Null when the stock is unknown, nothing is known of sales, or nothing sold: then nothing runs out.
 */
export function countdownDays(available: number | null, lastDays: readonly number[]): number | null {
  const sold = lastDays.slice(-3);
  const mean = sold.reduce((sum, units) => sum + units, 0) / sold.length;
  return daysOfCover(available, sold.length === 0 ? null : mean);
}

/** Days of cover: available ÷ daily rate. Null when either is unknown or nothing sells. */
export function daysOfCover(available: number | null, rate: number | null): number | null {
  if (available === null || rate === null || rate <= 0) return null;
  return Math.max(0, available) / rate;
}

export interface StockProjection {
  /** First day on which less is left than is wanted; null when that does not happen within the horizon. */
  stockOutOn: Day | null;
  /** Days without stock until the next arrival after that; null when nothing arrives. */
  gapDays: number | null;
  /** Units that cannot be sold in that gap; null with `gapDays`. */
  gapUnits: number | null;
}

/** Days ahead beyond which a projection means nothing. */
const horizonDays = 365;

const none: StockProjection = { stockOutOn: null, gapDays: null, gapUnits: null };

/**
 * Day by day from `today`: available − rate + arrivals on their sellable day; the first day below 0 is the stock-out.
 * Arrivals of the past count as arriving today.
 */
export function projectStock(of: {
  available: number | null;
  /** Units a day. */
  rate: number | null;
  today: Day;
  arrivals: readonly { units: number; sellableOn: Day }[];
}): StockProjection {
  const { available, rate, today, arrivals } = of;
  if (available === null || rate === null || rate <= 0) return none;
  const arriving = new Map<number, number>();
  for (const { units, sellableOn } of arrivals) {
    const ahead = Math.max(0, daysBetween(today, sellableOn));
    arriving.set(ahead, (arriving.get(ahead) ?? 0) + units);
  }
  let left = Math.max(0, available);
  for (let ahead = 0; ahead < horizonDays; ahead++) {
    left += (arriving.get(ahead) ?? 0) - rate;
    if (left >= 0) continue;
    const next = [...arriving.keys()].filter((each) => each > ahead).sort((a, b) => a - b)[0];
    const gapDays = next === undefined ? null : next - ahead;
    return {
      stockOutOn: addDays(today, ahead),
      gapDays,
      gapUnits: gapDays === null ? null : Math.round(gapDays * rate),
    };
  }
  return none;
}
