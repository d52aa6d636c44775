// What sells from a SKU's goods, day by day, in every shop that sells them. Pure.

import { addDays, type Day, daysBetween } from '../lib/day.ts';
import type { Store } from '../policy/policy.ts';
import { dayMark, type SkuSeries, stockKnown } from '../rules/sales-window.ts';
import type { SharedStock } from './shared-stock.ts';
import type { Sold } from './sold.ts';

/** Days of sales that a plan is made from. */
export const demandDays = 30;

export interface Demand {
  /** Units of the SKU on the newest days, oldest first; NaN where nothing is known or nothing could be sold. */
  daily: readonly number[];
  /** The newest of these days; null without any. */
  through: Day | null;
  /** What one unit sells for, in the store's currency; null = not known. */
  price: number | null;
  /** Units sold in each store in those days, in units of the SKU. */
  byStore: ReadonlyMap<string, number>;
}

interface Seller {
  storeId: string;
  of: SkuSeries;
  /** Units of the SKU asked of in one unit that this shop sells. */
  share: number;
}

const none: Demand = { daily: [], through: null, price: null, byStore: new Map() };

/**
 * The demand on the goods of a SKU in the thirty days up to `through`, the newest that its store's feed covers whole; sales
 * of other shops and bundles count in units of the SKU.
 */
export function demandOn(
  sku: string,
  {
    store,
    shared,
    sold,
    through,
  }: { store: Store; shared: SharedStock; sold: Sold | undefined; through: Day | undefined },
): Demand {
  const own = sold?.of(store.id, sku);
  if (!sold || !own || !through) return none;
  const unitsPer = shared.unitsPer(sku);
  const others = shared
    .membersOf(sku)
    .slice(1)
    .flatMap((member): Seller[] => {
      const of = sold.of(member.storeId, member.sku);
      return of ? [{ storeId: member.storeId, of, share: member.unitsPer / unitsPer }] : [];
    });
  const first = daysBetween(sold.from, addDays(through, 1 - demandDays));
  const places = Array.from({ length: demandDays }, (_, i) => first + i);
  return {
    daily: places.map((place) => wanted(own, others, place)),
    through,
    price: own.price,
    byStore: soldByStore([{ storeId: store.id, of: own, share: 1 }, ...others], places),
  };
}

/** A day without stock does not show demand; another shop without known sales adds nothing. */
function wanted(own: SkuSeries, others: readonly Seller[], place: number): number {
  const mark = own.mark[place];
  const hidden = mark === dayMark.outOfStock || mark === dayMark.dataError;
  if (own.stock[place] === stockKnown.out || hidden) return Number.NaN;
  let units = own.quantity[place] ?? Number.NaN;
  for (const { of, share } of others) {
    const more = of.quantity[place] ?? Number.NaN;
    if (!Number.isNaN(more)) units += more * share;
  }
  return units;
}

function soldByStore(sellers: readonly Seller[], places: readonly number[]): Map<string, number> {
  const sold = new Map<string, number>();
  for (const { storeId, of, share } of sellers) {
    const units = places.reduce((sum, place) => sum + (of.quantity[place] || 0), 0);
    sold.set(storeId, (sold.get(storeId) ?? 0) + units * share);
  }
  return sold;
}
