// A store's past as a rehearsal walks through it: loaded once, shown day by day as judging saw it that morning. Pure.

import { type Day, daysBetween } from '../../lib/day.ts';
import { at } from '../../lib/stats.ts';
import type { SalesWindow, SkuSeries } from '../../rules/sales-window.ts';

/** One SKU over the whole span. The lists have one entry for each day, see `SkuSeries`. */
export interface SkuPast extends Omit<SkuSeries, 'levelFrom' | 'price'> {
  /** The store knew the SKU from this day on. */
  firstSeenOn: Day;
  /** Positions of the days at which an answer restarted the level, ascending. */
  restarts: readonly number[];
  /** Unit price that the sales of each day show; NaN where they show none. */
  priceOn: Float64Array;
}

export interface StorePast {
  storeId: string;
  /** The person in charge of SKUs without an owner. */
  ownerId: string | null;
  /** The owner of each SKU that has one. */
  owners: ReadonlyMap<string, string>;
  measure: SalesWindow['measure'];
  /** Consecutive sales days, oldest first. */
  days: readonly Day[];
  /** Whether the feed covers each day whole. */
  complete: readonly boolean[];
  skus: readonly SkuPast[];
}

/**
 * The last `length` days up to `through`, as `loadSalesWindow` would have given them on that day: no SKU that was not
 * known yet, no price and no restart of a level from later days. Undefined where the store's past does not reach.
 */
export function windowOn(past: StorePast, through: Day, length: number): SalesWindow | undefined {
  const [first] = past.days;
  const end = first === undefined ? 0 : daysBetween(first, through) + 1;
  if (end < length || end > past.days.length) return undefined;
  const from = end - length;
  return {
    storeId: past.storeId,
    measure: past.measure,
    days: past.days.slice(from, end),
    complete: past.complete.slice(from, end),
    series: past.skus.flatMap((sku) => (sku.firstSeenOn <= through ? [seriesIn(sku, from, end)] : [])),
  };
}

function seriesIn(sku: SkuPast, from: number, end: number): SkuSeries {
  const restart = sku.restarts.findLast((position) => position < end) ?? from;
  return {
    sku: sku.sku,
    quantity: sku.quantity.subarray(from, end),
    stock: sku.stock.subarray(from, end),
    promotion: sku.promotion.subarray(from, end),
    mark: sku.mark.subarray(from, end),
    levelFrom: Math.max(0, restart - from),
    price: lastPrice(sku.priceOn, from, end),
  };
}

function lastPrice(priceOn: Float64Array, from: number, end: number): number | null {
  for (let t = end - 1; t >= from; t--) if (!Number.isNaN(at(priceOn, t))) return at(priceOn, t);
  return null;
}
