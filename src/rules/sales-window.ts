// The history a rule sees: one store, consecutive days, one series for each SKU. Built by the store, read by rules.

import type { Day } from '../lib/day.ts';

/** What is known about a SKU's stock on a day. */
export const stockKnown = { unknown: 0, inStock: 1, out: 2 } as const;

/**
 * What an answer said about a day of history. `shortTerm`: part of a change that will pass, see `tempered`. `refused` is said
 * by the importer: the SKU's row could not be read, so its quantity is unknown.
 */
export const dayMark = {
  none: 0,
  oneOff: 1,
  dataError: 2,
  outOfStock: 3,
  promotion: 4,
  shortTerm: 5,
  refused: 6,
} as const;

export interface SkuSeries {
  sku: string;
  /**
   * Measured quantity on each day of the window, in units or orders; NaN where nothing is known, and before the SKU
   * first appeared in the store. 0 only on a day that the feed covers whole.
   */
  quantity: Float64Array;
  /** `stockKnown` of each day. */
  stock: Uint8Array;
  /** 1 on days of a planned promotion. */
  promotion: Uint8Array;
  /** `dayMark` of each day. */
  mark: Uint8Array;
  /**
   * Position in `days` at which an answer says that a lasting change set in; 0 when none did. The level restarts there and
   * rests on the days since alone; weekday factors, scatter and steadiness are still read from the days before.
   */
  levelFrom: number;
  /** Last known unit price in the store's currency; null when unknown. */
  price: number | null;
}

export interface SalesWindow {
  storeId: string;
  measure: 'units' | 'orders';
  /**
   * Consecutive sales days, oldest first; the last one is judged. 84 are enough: 56 of history, and four weeks that
   * give the oldest of these a baseline of their own. With fewer the rule works with less history.
   */
  days: readonly Day[];
  /** Whether the feed covers each day whole: only then does a missing SKU mean 0. */
  complete: readonly boolean[];
  series: readonly SkuSeries[];
}
