// What every shop of a pool sold, day by day: the one reading behind the demand on the goods and the stock since a report.

import type { Context } from '../context.ts';
import { addDays, type Day, daysBetween } from '../lib/day.ts';
import type { Store } from '../policy/policy.ts';
import type { SkuSeries } from '../rules/sales-window.ts';
import { loadSalesWindow } from '../store/sales.ts';
import type { SharedStock } from './shared-stock.ts';

/** Sales further back say nothing about a stock of today. */
const mostDays = 120;

export interface Sold {
  /** First and last day of every series. */
  from: Day;
  to: Day;
  /** In units, whatever the store is judged in; undefined where the store does not know the SKU. */
  of(storeId: string, sku: string): SkuSeries | undefined;
}

/** Of the stores of a pool; `only` names SKUs of its first store, and brings all that sells from their goods. Without days nothing. */
export async function loadSold(
  ctx: Context,
  { pool, shared, only }: { pool: readonly Store[]; shared: SharedStock; only: readonly string[] | undefined },
  span: { from: Day; to: Day } | undefined,
): Promise<Sold | undefined> {
  if (!span) return undefined;
  const { from, to } = span;
  const days = Math.min(mostDays, daysBetween(from, to) + 1);
  const codes = only && codesByStore(only, shared);
  const series = new Map<string, SkuSeries>();
  for (const store of pool) {
    const asked = codes ? (codes.get(store.id) ?? []) : undefined;
    if (asked?.length === 0) continue;
    const inUnits: Store = { ...store, measure: 'units' };
    const window = await loadSalesWindow(ctx.db, { store: inUnits, through: to, days, ...(asked && { only: asked }) });
    for (const of of window.series) series.set(`${store.id}\n${of.sku}`, of);
  }
  return { from: addDays(to, 1 - days), to, of: (storeId, sku) => series.get(`${storeId}\n${sku}`) };
}

function codesByStore(only: readonly string[], shared: SharedStock): Map<string, string[]> {
  const codes = new Map<string, Set<string>>();
  for (const { storeId, sku } of only.flatMap((sku) => shared.membersOf(sku))) {
    codes.set(storeId, (codes.get(storeId) ?? new Set()).add(sku));
  }
  return new Map([...codes].map(([storeId, of]) => [storeId, [...of]]));
}
