// What sells from a SKU's goods, day by day, in every shop that sells them.

import type { Context } from '../context.ts';
import type { Day } from '../lib/day.ts';
import type { Store } from '../policy/policy.ts';
import { dayMark, type SkuSeries, stockKnown } from '../rules/sales-window.ts';
import { loadSalesWindow, newestCompleteDay } from '../store/sales.ts';
import type { SharedStock } from './shared-stock.ts';

/** Days of sales that a plan is made from. */
const salesDays = 30;

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

const none: Demand = { daily: [], through: null, price: null, byStore: new Map() };

/** The demand on the goods of a store's SKUs; sales of other shops and bundles count in units of the SKU asked of. */
export async function loadDemand(
  ctx: Context,
  { pool, shared, only }: { pool: readonly Store[]; shared: SharedStock; only: readonly string[] | undefined },
): Promise<(sku: string) => Demand> {
  const [store] = pool;
  const through = store && (await newestCompleteDay(ctx.db, store));
  if (!store || !through) return () => none;
  const codes = only && codesByStore(only, shared);
  const series = new Map<string, SkuSeries>();
  for (const each of pool) {
    const asked = codes ? (codes.get(each.id) ?? []) : undefined;
    if (asked?.length === 0) continue;
    for (const of of await unitsOf(ctx, each, through, asked)) series.set(`${each.id}\n${of.sku}`, of);
  }
  return (sku) => {
    const own = series.get(`${store.id}\n${sku}`);
    if (!own) return none;
    const unitsPer = shared.unitsPer(sku);
    const others = shared
      .membersOf(sku)
      .slice(1)
      .flatMap((member) => {
        const of = series.get(`${member.storeId}\n${member.sku}`);
        return of ? [{ storeId: member.storeId, of, share: member.unitsPer / unitsPer }] : [];
      });
    const daily = [...own.quantity].map((_units, day) => demandOn(own, others, day));
    const byStore = soldByStore([{ storeId: store.id, of: own, share: 1 }, ...others]);
    return { daily, through, price: own.price, byStore };
  };
}

/** A day without stock does not show demand; another shop without known sales adds nothing. */
function demandOn(own: SkuSeries, others: readonly { of: SkuSeries; share: number }[], day: number): number {
  const mark = own.mark[day];
  if (own.stock[day] === stockKnown.out || mark === dayMark.outOfStock || mark === dayMark.dataError) return Number.NaN;
  let units = own.quantity[day] ?? Number.NaN;
  for (const { of, share } of others) {
    const more = of.quantity[day] ?? Number.NaN;
    if (!Number.isNaN(more)) units += more * share;
  }
  return units;
}

function soldByStore(sellers: readonly { storeId: string; of: SkuSeries; share: number }[]): Map<string, number> {
  const sold = new Map<string, number>();
  for (const { storeId, of, share } of sellers) {
    const units = of.quantity.reduce((sum, each) => sum + (Number.isNaN(each) ? 0 : each), 0);
    sold.set(storeId, (sold.get(storeId) ?? 0) + units * share);
  }
  return sold;
}

async function unitsOf(ctx: Context, store: Store, through: Day, only: readonly string[] | undefined) {
  const inUnits: Store = { ...store, measure: 'units' };
  const window = await loadSalesWindow(ctx.db, { store: inUnits, through, days: salesDays, ...(only && { only }) });
  return window.series;
}

function codesByStore(only: readonly string[], shared: SharedStock): Map<string, string[]> {
  const codes = new Map<string, Set<string>>();
  for (const { storeId, sku } of only.flatMap((sku) => shared.membersOf(sku))) {
    codes.set(storeId, (codes.get(storeId) ?? new Set()).add(sku));
  }
  return new Map([...codes].map(([storeId, of]) => [storeId, [...of]]));
}
