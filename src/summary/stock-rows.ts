// Every SKU of every store with its present stock: the rows of the weekly summary and of the digest.

import { personName } from '../cases/display-names.ts';
import type { Context } from '../context.ts';
import { loadStock, type StockBook } from '../inventory/book.ts';
import { addDays, dayIn, daysBetween } from '../lib/day.ts';
import type { WeeklyRow } from '../messages/weekly-view.ts';
import type { Store } from '../policy/policy.ts';
import { newestCompleteDay } from '../store/sales.ts';
import { lastSold, type SkuRow, skusOfStore } from '../store/skus.ts';

/** The rows of all stores. A SKU without any figures is left out. */
export async function stockRows(ctx: Context): Promise<WeeklyRow[]> {
  const rows: WeeklyRow[] = [];
  for (const store of ctx.policy.stores) {
    const items = await skusOfStore(ctx.db, store.id);
    if (items.length === 0) continue;
    const stock = await loadStock(ctx, store);
    rows.push(...items.map((item) => rowOf(ctx, item, stock)).filter(isKnown));
  }
  return rows;
}

/** Whole days since each SKU last sold, or was first seen where it never did, up to its store's newest complete day. */
export async function lastSales(ctx: Context): Promise<{ storeId: string; sku: string; daysWithoutSale: number }[]> {
  const all = await Promise.all(ctx.policy.stores.map((store) => lastSalesOf(ctx, store)));
  return all.flat();
}

async function lastSalesOf(ctx: Context, store: Store) {
  const newest = await newestCompleteDay(ctx.db, store);
  if (!newest) return [];
  const rows = await lastSold(ctx.db, store.id);
  return rows.map(({ sku, firstSeenOn, lastSold: soldOn }) => ({
    storeId: store.id,
    sku,
    daysWithoutSale: Math.max(0, daysBetween(soldOn ?? firstSeenOn, newest)),
  }));
}

function rowOf(ctx: Context, item: SkuRow, stock: StockBook): WeeklyRow {
  const position = stock.of(item.sku);
  const { countdownDays } = position;
  const { zone } = ctx.policy.team;
  const { making, lead, rateFrom, trend } = stock.planOf(item.sku);
  return {
    storeId: item.storeId,
    sku: item.sku,
    name: item.name,
    owner: personName(ctx.policy, item.ownerId),
    available: position.available,
    reportedOn: position.asOf === null ? null : dayIn(zone, new Date(position.asOf)),
    isEstimated: position.estimate !== null,
    inbound: position.inbound,
    onOrder: position.onOrder,
    purchaseLeadDays: making?.days ?? null,
    replenishmentLeadDays: lead?.days ?? null,
    dailyRate: stock.rateOf(item.sku),
    countdownDays,
    stockOutOn:
      countdownDays === null ? position.stockOutOn : addDays(dayIn(zone, ctx.clock.now()), Math.floor(countdownDays)),
    nextArrivalOn: position.arrivals[0]?.sellableOn ?? null,
    overdue: position.overdue,
    orderBy: position.orderBy,
    tier: position.tier,
    class: item.class,
    suggestion: stock.suggestionFor(item.sku)?.units ?? null,
    rateFrom,
    trend: trend?.value ?? null,
  };
}

function isKnown(row: WeeklyRow): boolean {
  return row.available !== null || row.dailyRate !== null;
}
