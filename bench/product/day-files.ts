// A set's days as the files that a shop's systems would send: sales of the day as known that evening, the day before
// once more where it was restated, and a stock report.

import type { Day } from '../../src/lib/day.ts';
import type { BenchSet, Shop, SkuDays } from '../sets/bench-set.ts';

/** A file to import. */
export interface SentFile {
  name: string;
  bytes: Uint8Array;
}

/** The names under which the product knows shops and SKUs: policy ids are lower case, and codes must survive any reader. */
export const storeIdOf = (shop: number): string => `shop-${shop + 1}`;
export const skuCodeOf = (sku: number): string => `SKU-${String(sku + 1).padStart(5, '0')}`;

/** Moments of a stock report (hours UTC): a day without stock shows nothing morning and evening, any other shows some at noon. */
const emptyAt = ['06:00', '18:00'];
const filledAt = ['12:00'];
/** What a SKU in stock is said to have: so much that no stock rule ever speaks. */
const plenty = 1_000_000;

const salesHeader = 'store_id,sku,date,units_ordered,orders,sales_amount';
const stockHeader = 'store_id,sku,as_of,available';

/** The files of the evening of day `t`; of day 0 to `t` when `all`, as final as they are. */
export function filesOf(
  set: BenchSet,
  t: number,
  { all, hideCauses }: { all: boolean; hideCauses: boolean },
): SentFile[] {
  const sales: string[] = [];
  const stock: string[] = [];
  const day = set.days[t];
  if (day === undefined) return [];
  for (let from = all ? 0 : t; from <= t; from++) {
    for (const [i, shop] of set.shops.entries()) {
      salesRows(sales, set, i, from, from === t ? 'asof' : 'units');
      if (shop.hasStock && !hideCauses) stockRows(stock, shop, i, from, set.days);
    }
  }
  if (!all) {
    for (const [i, shop] of set.shops.entries()) if (isRestated(shop, t - 1)) salesRows(sales, set, i, t - 1, 'units');
  }
  const files = [fileOf(`sales_${day}.csv`, salesHeader, sales)];
  return stock.length === 0 ? files : [...files, fileOf(`stock_${day}.csv`, stockHeader, stock)];
}

function isRestated(shop: Shop, t: number): boolean {
  return t >= 0 && shop.skus.some(({ asof, units }) => asof[t] !== units[t] && !Number.isNaN(units[t]));
}

function salesRows(rows: string[], set: BenchSet, shop: number, t: number, column: 'asof' | 'units'): void {
  const store = storeIdOf(shop);
  for (const [i, sku] of (set.shops[shop]?.skus ?? []).entries()) {
    const sold = sku[column][t] ?? Number.NaN;
    if (Number.isNaN(sold)) continue;
    const orders = set.measure === 'orders' ? sold : '';
    const amount = sku.price === null ? '' : (sold * sku.price).toFixed(2);
    rows.push(`${store},${skuCodeOf(i)},${set.days[t]},${sold},${orders},${amount}`);
  }
}

function stockRows(rows: string[], shop: Shop, index: number, t: number, days: readonly Day[]): void {
  const store = storeIdOf(index);
  for (const [i, sku] of shop.skus.entries()) {
    if (Number.isNaN(sku.units[t])) continue;
    const isOut = sku.out[t] === 1;
    for (const time of isOut ? emptyAt : filledAt) {
      rows.push(`${store},${skuCodeOf(i)},${days[t]}T${time}:00Z,${isOut ? 0 : plenty}`);
    }
  }
}

/** Promotions that begin on day `t` (with `all`: those running then or before), each from its first to its last day. */
export function promotionsFrom(
  shop: Shop,
  t: number,
  { all }: { all: boolean },
): { sku: number; from: number; to: number }[] {
  return shop.skus.flatMap((sku, i) =>
    runsOf(sku).flatMap((run) => (run.from === t || (all && run.from < t) ? [{ sku: i, ...run }] : [])),
  );
}

function runsOf({ promo }: SkuDays): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = [];
  for (let t = 0; t < promo.length; t++) {
    const last = runs.at(-1);
    if (promo[t] !== 1) continue;
    if (last?.to === t - 1 && t - last.from < longestPromotion) last.to = t;
    else runs.push({ from: t, to: t });
  }
  return runs;
}

/** The product takes promotions of up to three months; longer ones are entered in pieces. */
const longestPromotion = 90;

function fileOf(name: string, header: string, rows: readonly string[]): SentFile {
  return { name, bytes: new TextEncoder().encode(`${[header, ...rows].join('\n')}\n`) };
}
