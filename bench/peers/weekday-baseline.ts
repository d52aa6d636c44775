// The common ground of the charts: mean × weekday factor of the last 56 open days, and the scatter about it.

import type { Evening } from './peer.ts';

export interface WeekdayBaseline {
  /** Units expected today. */
  expected: number;
  /** Standard deviation of the past days about their own expectation. */
  deviation: number;
  /** Variance ÷ mean about it, at least 1. */
  dispersion: number;
}

/** Null with fewer than 14 days, or when nothing sold. */
export function weekdayBaseline({ past, weekdays, weekday }: Evening): WeekdayBaseline | null {
  const n = past.length;
  const mean = past.reduce((sum, units) => sum + units, 0) / n;
  if (n < leastDays || !(mean > 0)) return null;
  const sums = new Float64Array(7);
  const counts = new Float64Array(7);
  for (let i = 0; i < n; i++) {
    const on = weekdays[i] ?? 0;
    sums[on] = (sums[on] ?? 0) + (past[i] ?? 0);
    counts[on] = (counts[on] ?? 0) + 1;
  }
  const expectedOn = (on: number) => ((counts[on] ?? 0) > 0 ? (sums[on] ?? 0) / (counts[on] ?? 1) : mean);
  let squares = 0;
  for (let i = 0; i < n; i++) squares += ((past[i] ?? 0) - expectedOn(weekdays[i] ?? 0)) ** 2;
  const variance = squares / (n - counts.filter((count) => count > 0).length);
  return { expected: expectedOn(weekday), deviation: Math.sqrt(variance), dispersion: Math.max(1, variance / mean) };
}

const leastDays = 14;
