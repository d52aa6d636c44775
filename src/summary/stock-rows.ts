// Every SKU of every store with its stock as it stands now: the rows of the weekly summary and of the digest.

import { and, eq, gt, max } from 'drizzle-orm';
import { personName } from '../cases/names.ts';
import type { Context } from '../context.ts';
import { loadStock, type StockBook } from '../inventory/book.ts';
import { daysBetween } from '../lib/day.ts';
import type { WeeklyRow } from '../messages/views.ts';
import { newestCompleteDay } from '../store/sales.ts';
import { salesDays } from '../store/schema/index.ts';
import { type SkuRow, skusOfStore } from '../store/skus.ts';
import type { LeadTime } from '../store/supply.ts';
import type { Store } from '../team/policy.ts';

/** The rows of all stores. A SKU of which nothing is known but its name is left out. */
export async function stockRows(ctx: Context): Promise<WeeklyRow[]> {
  const rows: WeeklyRow[] = [];
  for (const store of ctx.policy.stores) {
    const items = await skusOfStore(ctx.db, store.id);
    if (items.length === 0) continue;
    const stock = await loadStock(ctx, store, new Map());
    rows.push(...items.map((item) => rowOf(ctx, item, stock)).filter(isKnown));
  }
  return rows;
}

/** Whole days since each SKU last sold, up to its store's newest complete day. SKUs that never sold are left out. */
export async function lastSales(ctx: Context): Promise<{ storeId: string; sku: string; daysWithoutSale: number }[]> {
  const all = await Promise.all(ctx.policy.stores.map((store) => lastSalesOf(ctx, store)));
  return all.flat();
}

async function lastSalesOf(ctx: Context, store: Store) {
  const newest = await newestCompleteDay(ctx.db, store);
  if (!newest) return [];
  const rows = await ctx.db
    .select({ sku: salesDays.sku, day: max(salesDays.day) })
    .from(salesDays)
    .where(and(eq(salesDays.storeId, store.id), gt(salesDays.units, 0)))
    .groupBy(salesDays.sku);
  return rows.flatMap(({ sku, day }) =>
    day === null ? [] : [{ storeId: store.id, sku, daysWithoutSale: Math.max(0, daysBetween(day, newest)) }],
  );
}

function rowOf(ctx: Context, item: SkuRow, stock: StockBook): WeeklyRow {
  const position = stock.of(item.sku);
  const leadTime = stock.leadTimeOf(item.sku);
  return {
    storeId: item.storeId,
    sku: item.sku,
    name: item.name,
    owner: personName(ctx.policy, item.ownerId),
    available: position.available,
    inbound: position.inbound,
    onOrder: position.onOrder,
    purchaseLeadDays: leadTime ? purchaseDays(leadTime) : null,
    replenishmentLeadDays: leadTime ? replenishmentDays(leadTime) : null,
    dailyRate: stock.rateOf(item.sku),
    countdownDays: position.countdownDays,
    stockOutOn: position.stockOutOn,
    nextArrivalOn: position.arrivals[0]?.sellableOn ?? null,
    tier: position.tier,
    class: item.class,
    suggestion: stock.suggestionFor(item.sku)?.units ?? null,
  };
}

/** 采购周期: from the order to goods that passed inspection. */
function purchaseDays({ productionDays, qcDays }: LeadTime): number | null {
  return productionDays === null ? null : productionDays + (qcDays ?? 0);
}

/** 补货周期: from the order until the goods can be sold, by sea where its days are known. */
function replenishmentDays(leadTime: LeadTime): number | null {
  const purchase = purchaseDays(leadTime);
  const transit = leadTime.seaDays ?? leadTime.airDays ?? leadTime.expressDays;
  return purchase === null || transit === null ? null : purchase + transit + (leadTime.receivingDays ?? 0);
}

function isKnown(row: WeeklyRow): boolean {
  return row.available !== null || row.dailyRate !== null;
}
