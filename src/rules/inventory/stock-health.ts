// How well the stock as a whole is kept: turnover, slow stock. Pure.

import { type Worked, worked } from './formulas.ts';

/** Days without a sale from which a SKU is listed as slow, and from which it counts in the slow share. */
export const slowFromDays = { listed: 30, counted: 90 };

/** Turnover a year: cost of sales ÷ mean stock value, over the same `days`; null without stock value. */
export function turnover(of: { costOfSales: number; meanStockValue: number; days: number }): Worked | null {
  if (of.meanStockValue <= 0 || of.days <= 0) return null;
  return worked('turnover', ((of.costOfSales / of.meanStockValue) * 365) / of.days, of);
}

/** Days to sell the stock once: 365 ÷ turnover; null when nothing sold. */
export function turnoverDays(turnoverAYear: number | null): Worked | null {
  if (turnoverAYear === null || turnoverAYear <= 0) return null;
  return worked('turnover_days', 365 / turnoverAYear, { turnover: turnoverAYear });
}
