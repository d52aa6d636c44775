// How well each store's stock is kept: slow share, days without stock, turnover. Reads what that needs; formulas are in
// rules.

import { storeName } from '../cases/display-names.ts';
import type { Context } from '../context.ts';
import { addDays, type Day, startOfDay } from '../lib/day.ts';
import type { StockHealthView, WeeklyRow } from '../messages/weekly-view.ts';
import type { Store } from '../policy/policy.ts';
import { slowFromDays, turnover, turnoverDays } from '../rules/inventory/stock-health.ts';
import { stockKnown } from '../rules/sales-window.ts';
import { meanStock } from '../store/reads/mean-stock.ts';
import { loadSalesWindow, newestCompleteDay } from '../store/sales.ts';
import { loadLeadTimes } from '../store/supply.ts';

/** Days over which stock turns, to the end of the week. */
const turnoverOver = 30;

export interface HealthInput {
  /** Monday and Sunday of the week. */
  from: Day;
  to: Day;
  rows: readonly WeeklyRow[];
  lastSales: readonly { storeId: string; sku: string; daysWithoutSale: number }[];
}

/** The health of every store that has stock. */
export async function stockHealth(ctx: Context, input: HealthInput): Promise<StockHealthView[]> {
  const costs = await unitCosts(ctx);
  const views: StockHealthView[] = [];
  for (const store of ctx.policy.stores) {
    const stocked = input.rows.filter((row) => row.storeId === store.id && (row.available ?? 0) > 0);
    if (stocked.length === 0) continue;
    views.push({
      storeId: store.id,
      storeName: storeName(ctx.policy, store.id),
      skus: stocked.length,
      slow: slowAmong(stocked, input.lastSales),
      ...(await outOfStockDays(ctx, store, input)),
      turnover: await turnoverOf(ctx, store, { to: input.to, costs }),
    });
  }
  return views;
}

function slowAmong(stocked: readonly WeeklyRow[], lastSales: HealthInput['lastSales']): number {
  const slow = new Set(
    lastSales
      .filter(({ daysWithoutSale }) => daysWithoutSale >= slowFromDays.counted)
      .map(({ storeId, sku }) => `${storeId}\n${sku}`),
  );
  return stocked.filter(({ storeId, sku }) => slow.has(`${storeId}\n${sku}`)).length;
}

/** SKU-days of the week: those on which something is known of the stock, and those without any. */
async function outOfStockDays(ctx: Context, store: Store, { to }: HealthInput) {
  const window = await loadSalesWindow(ctx.db, { store: { ...store, measure: 'units' }, through: to, days: 7 });
  const marks = window.series.flatMap(({ stock }) => [...stock]);
  return {
    knownDays: marks.filter((mark) => mark !== stockKnown.unknown).length,
    outDays: marks.filter((mark) => mark === stockKnown.out).length,
  };
}

/**
 * Cost of sales ÷ mean stock value of the SKUs of which cost and stock are known, over the days whose sales are known of
 * the thirty up to the newest. A pool is counted once, with the sales
 * of all its stores, under the first of them.
 */
async function turnoverOf(
  ctx: Context,
  store: Store,
  { to, costs }: { to: Day; costs: ReadonlyMap<string, number> },
): Promise<StockHealthView['turnover']> {
  const pool = ctx.policy.stores.filter((each) => each.id === store.id || (store.pool && each.pool === store.pool));
  if (pool[0]?.id !== store.id) return null;
  const { zone } = ctx.policy.team;
  const newest = await newestCompleteDay(ctx.db, store);
  const through = newest && newest < to ? newest : to;
  const from = startOfDay(zone, addDays(through, 1 - turnoverOver));
  const stock = await meanStock(ctx.db, store, { from, to: startOfDay(zone, addDays(through, 1)) });
  const { sold, days } = await unitsSold(ctx, pool, through);
  const known = [...stock].flatMap(([sku, units]) => {
    const cost = costs.get(sku);
    return cost === undefined ? [] : [{ value: units * cost, sales: (sold.get(sku) ?? 0) * cost }];
  });
  const aYear = turnover({
    costOfSales: known.reduce((sum, { sales }) => sum + sales, 0),
    meanStockValue: known.reduce((sum, { value }) => sum + value, 0),
    days,
  });
  if (aYear === null) return null;
  return { aYear: aYear.value, days: turnoverDays(aYear.value)?.value ?? null, skus: known.length };
}

/** Units sold by SKU in all stores of a pool, and the days whose sales are known in its first store. */
async function unitsSold(
  ctx: Context,
  pool: readonly Store[],
  to: Day,
): Promise<{ sold: Map<string, number>; days: number }> {
  const sold = new Map<string, number>();
  let days: number | undefined;
  for (const store of pool) {
    const inUnits: Store = { ...store, measure: 'units' };
    const { series, complete } = await loadSalesWindow(ctx.db, { store: inUnits, through: to, days: turnoverOver });
    days ??= complete.filter(Boolean).length;
    for (const { sku, quantity } of series) {
      const units = [...quantity].reduce((sum, each) => sum + (Number.isNaN(each) ? 0 : each), 0);
      sold.set(sku, (sold.get(sku) ?? 0) + units);
    }
  }
  return { sold, days: days ?? 0 };
}

/** Unit cost by SKU at its main supplier, in the currency in which most are known: sums over several mean nothing. */
async function unitCosts(ctx: Context): Promise<Map<string, number>> {
  const terms = [...(await loadLeadTimes(ctx.db))].flatMap(([sku, [main]]) =>
    main?.unitCost == null ? [] : [{ sku, cost: Number(main.unitCost), currency: main.currency ?? '' }],
  );
  const counts = new Map<string, number>();
  for (const { currency } of terms) counts.set(currency, (counts.get(currency) ?? 0) + 1);
  const usual = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0];
  return new Map(terms.flatMap(({ sku, cost, currency }) => (currency === usual ? [[sku, cost] as const] : [])));
}
