// What a benchmark runs on: shops with their daily series, and what was injected into them. Read by read-set.ts and
// read-plain.ts; nothing here knows the product.

import type { Day } from '../../src/lib/day.ts';

/** Low or high, as labels and forms write it. */
export type Side = -1 | 1;

/** One SKU of a shop, a value for each day of the set. */
export interface SkuDays {
  sku: string;
  /** What the feed said on the evening of the day; NaN before the SKU was on offer. */
  asof: Float64Array;
  /** The final figure, known a day later; NaN before the SKU was on offer. */
  units: Float64Array;
  /** 1 = known stock-out, 0 = in stock or unknown. */
  out: Uint8Array;
  /** 1 = a promotion that was known beforehand. */
  promo: Uint8Array;
  /** Last known price; null where the set has none. */
  price: number | null;
}

export interface Shop {
  shop: string;
  /** Does a stock feed exist? Then a day that is not `out` is known to be in stock. */
  hasStock: boolean;
  skus: SkuDays[];
}

/** Something injected, or a day of late data (`sku` "*"). Days are positions in the set. */
export interface Label {
  id: string;
  shop: string;
  sku: string;
  type: string;
  dir: Side | 0;
  start: number;
  end: number;
  /** Last day on which a form counts as having found it. */
  matchEnd: number;
  /** The bot is told the cause: a form is neither right nor wrong. */
  explained: boolean;
  /** Expected units a day without the event, and variance ÷ mean of the SKU; NaN for late data. */
  mu: number;
  phi: number;
}

export interface BenchSet {
  /** The folder's or file's name. */
  name: string;
  /** m5, uci, freshretail, flat or anything else. */
  kind: string;
  measure: 'units' | 'orders';
  background: 'real' | 'replica';
  /** Days of history before the first judged one. */
  warm: number;
  days: Day[];
  shops: Shop[];
  labels: Label[];
}

/** A form that a detector posted: on which evening, about which side. */
export interface Form {
  shop: string;
  sku: string;
  /** Position in the set of the day that had just closed when the form was posted. */
  at: number;
  dir: Side;
  /** Days of the sum that decided. */
  window: number;
  /** Fraction. */
  deviation: number;
  /** Chance of it by luck; null where no chance is computed. */
  p: number | null;
}

/** 1 on days on which a shop sold nothing at all: it was closed. */
export function closedDays(shop: Shop, days: number): Uint8Array {
  const closed = new Uint8Array(days).fill(1);
  for (const { units } of shop.skus) for (let t = 0; t < days; t++) if ((units[t] ?? 0) > 0) closed[t] = 0;
  return closed;
}
