// Which days of a SKU's past may teach its baseline, and why the others may not. Missing is never read as zero.

import { at, median } from '../lib/stats.ts';
import type { RuleNumbers } from './rule-numbers.ts';
import { dayMark, type SalesWindow, type SkuSeries, stockKnown } from './sales-window.ts';
import { type LeftOutReason, leftOutReasons } from './verdict.ts';

/** Use of a day: `usable`, `before` the SKU's history, `promotion`, or left out for the reason named. */
export const dayUse = {
  usable: 0,
  before: 1,
  closed: 2,
  missing: 3,
  outOfStock: 4,
  oneOff: 5,
  dataError: 6,
  promotion: 7,
} as const;

const reasonOf: Readonly<Record<LeftOutReason, number>> = {
  closed: dayUse.closed,
  missing: dayUse.missing,
  out_of_stock: dayUse.outOfStock,
  one_off: dayUse.oneOff,
  data_error: dayUse.dataError,
  promotion: dayUse.promotion,
};

/**
 * Days before `judged` on which the shop was closed: the feed is whole, nobody sold anything, and an ordinary
 * open day sells so much (median of its selling days) that this was no chance. 1 = closed.
 */
export function closedDays(window: SalesWindow, judged: number, numbers: RuleNumbers): Uint8Array {
  const totals = new Float64Array(judged);
  for (const series of window.series) {
    for (let t = 0; t < judged; t++) {
      const quantity = at(series.quantity, t);
      if (window.complete[t] && quantity > 0) totals[t] = at(totals, t) + quantity;
    }
  }
  const ordinary = median(totals.filter((total) => total > 0));
  const closed = new Uint8Array(judged);
  for (let t = 0; t < judged; t++) {
    if (window.complete[t] && totals[t] === 0 && ordinary >= numbers.gate.zeroNewsUnits) closed[t] = 1;
  }
  return closed;
}

/**
 * `dayUse` of every day before `judged`. A SKU's history starts with its first sale in the window: before it nobody
 * knows whether it was on offer.
 */
export function dayUses(series: SkuSeries, window: SalesWindow, closed: Uint8Array): Uint8Array {
  const uses = new Uint8Array(closed.length);
  const start = firstSale(series, window.complete, closed.length);
  for (let t = 0; t < uses.length; t++) uses[t] = t < start ? dayUse.before : useOf(series, t, window, closed);
  return uses;
}

/** Is the day part of a promotion, planned or reported by an answer? */
export function isPromotion(series: SkuSeries, t: number): boolean {
  return series.promotion[t] === 1 || series.mark[t] === dayMark.promotion;
}

/** Was there nothing to sell, by the stock feed or by an answer? */
export function isOutOfStock(series: SkuSeries, t: number): boolean {
  return series.stock[t] === stockKnown.out || series.mark[t] === dayMark.outOfStock;
}

/**
 * No sale in the last `dormantDays` days, although it could have sold: at least `learningDays` of them are usable.
 */
export function isDormant(series: SkuSeries, window: SalesWindow, uses: Uint8Array, numbers: RuleNumbers): boolean {
  let usable = 0;
  for (let t = Math.max(0, uses.length - numbers.dormantDays); t < uses.length; t++) {
    if (window.complete[t] && at(series.quantity, t) > 0) return false;
    if (uses[t] === dayUse.usable || uses[t] === dayUse.promotion) usable++;
  }
  return usable >= numbers.learningDays;
}

/** How many days of `uses[from…to)` were left out, by reason, in the order of the reasons. */
export function leftOutDays(uses: Uint8Array, from: number, to: number): { reason: LeftOutReason; days: number }[] {
  const counts = new Uint32Array(8);
  for (let t = Math.max(0, from); t < to; t++) {
    const use = at(uses, t);
    counts[use] = (counts[use] ?? 0) + 1;
  }
  return leftOutReasons
    .map((reason) => ({ reason, days: counts[reasonOf[reason]] ?? 0 }))
    .filter((entry) => entry.days > 0);
}

function firstSale(series: SkuSeries, complete: readonly boolean[], judged: number): number {
  for (let t = 0; t < judged; t++) if (complete[t] && at(series.quantity, t) > 0) return t;
  return 0;
}

function useOf(series: SkuSeries, t: number, window: SalesWindow, closed: Uint8Array): number {
  if (closed[t] === 1) return dayUse.closed;
  if (!window.complete[t] || Number.isNaN(at(series.quantity, t))) return dayUse.missing;
  if (isOutOfStock(series, t)) return dayUse.outOfStock;
  if (series.mark[t] === dayMark.oneOff) return dayUse.oneOff;
  if (series.mark[t] === dayMark.dataError) return dayUse.dataError;
  if (isPromotion(series, t)) return dayUse.promotion;
  return dayUse.usable;
}
