// Suppliers, their orders, and what orders have shown: plain reads. Formulas are in rules.

import { and, asc, eq, inArray, isNotNull, notInArray, or, sql } from 'drizzle-orm';
import { type Day, daysBetween } from '../lib/day.ts';
import type { Db } from './db.ts';
import { among } from './query-parts.ts';
import { inboundLines, leadTimes, purchaseLines, skuItems } from './schema/index.ts';

/** What one supplier asks for a SKU, and the days that people gave for it. */
export type LeadTime = Omit<typeof leadTimes.$inferSelect, 'asOf' | 'batchId'>;

/** An order at a supplier that is not done. */
export type OpenPurchase = typeof purchaseLines.$inferSelect;

/** Which thing a SKU of a store is. */
export interface SkuItem {
  storeId: string;
  sku: string;
  itemId: string;
  unitsPer: number;
}

/** Orders in these states bring nothing more. */
const endedOrders = ['CLOSED', 'CANCELLED', 'RECEIVED', 'DONE', '已完成', '已关闭', '已取消', '已入库'];

/** Terms by SKU, the main supplier first. */
export async function loadLeadTimes(db: Db, only?: readonly string[]): Promise<Map<string, LeadTime[]>> {
  const rows = await db
    .select()
    .from(leadTimes)
    .where(among(leadTimes.sku, only))
    .orderBy(asc(leadTimes.supplierTier), asc(leadTimes.supplier));
  return grouped(
    rows.map(({ asOf: _asOf, batchId: _batchId, ...terms }) => terms),
    ({ sku }) => sku,
  );
}

/** Orders that still bring something, by the SKU or item they name. */
export async function loadOpenPurchases(db: Db, only?: readonly string[]): Promise<Map<string, OpenPurchase[]>> {
  const rows = await db
    .select()
    .from(purchaseLines)
    .where(
      and(
        among(purchaseLines.sku, only),
        notInArray(purchaseLines.status, endedOrders),
        sql`${purchaseLines.units} > ${purchaseLines.receivedUnits}`,
      ),
    )
    .orderBy(purchaseLines.expectedOn, purchaseLines.orderId);
  return grouped(rows, ({ sku }) => sku);
}

/** SKUs of these stores that are one item with others, or a bundle. */
export async function loadItems(db: Db, storeIds: readonly string[]): Promise<SkuItem[]> {
  return db
    .select({ storeId: skuItems.storeId, sku: skuItems.sku, itemId: skuItems.itemId, unitsPer: skuItems.unitsPer })
    .from(skuItems)
    .where(inArray(skuItems.storeId, [...storeIds]))
    .orderBy(skuItems.storeId, skuItems.sku);
}

/** Newest orders and shipments whose days are learned from. */
const learnedFrom = 200;

/** Days from order to finished goods, newest first, by supplier; to their receipt where no day of finishing is known. */
export async function observedProduction(db: Db): Promise<Map<string, { sku: string; days: number }[]>> {
  const rows = await db
    .select({
      supplier: purchaseLines.supplier,
      sku: purchaseLines.sku,
      from: purchaseLines.orderedOn,
      to: sql<Day | null>`coalesce(${purchaseLines.readyOn}, ${purchaseLines.receivedOn})`,
    })
    .from(purchaseLines)
    .where(or(isNotNull(purchaseLines.readyOn), isNotNull(purchaseLines.receivedOn)))
    .orderBy(
      sql`coalesce(${purchaseLines.readyOn}, ${purchaseLines.receivedOn}) desc`,
      purchaseLines.orderId,
      purchaseLines.sku,
    )
    .limit(learnedFrom * 50);
  const seen = rows.flatMap(({ supplier, sku, from, to }) =>
    to === null || to < from ? [] : [{ supplier, sku, days: daysBetween(from, to) }],
  );
  return grouped(seen, ({ supplier }) => supplier);
}

/** Days from leaving to sellable, newest first, by transport mode, of shipments to one store. */
export async function observedTransit(db: Db, storeId: string): Promise<Map<string, number[]>> {
  const rows = await db
    .selectDistinctOn([inboundLines.receivedOn, inboundLines.shipmentId], {
      mode: inboundLines.mode,
      from: inboundLines.shippedOn,
      to: inboundLines.receivedOn,
    })
    .from(inboundLines)
    .where(
      and(
        eq(inboundLines.storeId, storeId),
        isNotNull(inboundLines.receivedOn),
        isNotNull(inboundLines.shippedOn),
        isNotNull(inboundLines.mode),
      ),
    )
    .orderBy(sql`${inboundLines.receivedOn} desc`, inboundLines.shipmentId)
    .limit(learnedFrom);
  const byMode = new Map<string, number[]>();
  for (const { mode, from, to } of rows) {
    if (mode === null || from === null || to === null || to < from) continue;
    byMode.set(mode, [...(byMode.get(mode) ?? []), daysBetween(from, to)]);
  }
  return byMode;
}

function grouped<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}
