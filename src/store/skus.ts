// SKUs: look-ups, owners, classes, when they last sold.

import { and, eq, gt, inArray, max, sql } from 'drizzle-orm';
import type { Day } from '../lib/day.ts';
import type { Db } from './db.ts';
import { among, columnNames } from './query-parts.ts';
import { salesDays, skus } from './schema/index.ts';

const c = columnNames(skus);

export type SkuRow = typeof skus.$inferSelect;

export async function findSku(db: Db, storeId: string, sku: string): Promise<SkuRow | undefined> {
  const [row] = await db
    .select()
    .from(skus)
    .where(and(eq(skus.storeId, storeId), eq(skus.sku, sku)));
  return row;
}

/** Every SKU of a store, or those in `only`. */
export async function skusOfStore(db: Db, storeId: string, only?: readonly string[]): Promise<SkuRow[]> {
  return db
    .select()
    .from(skus)
    .where(and(eq(skus.storeId, storeId), among(skus.sku, only)));
}

/** Who owns a SKU; null when nobody does, or the SKU is unknown. */
export async function ownerOf(db: Db, storeId: string, sku: string): Promise<string | null> {
  return (await findSku(db, storeId, sku))?.ownerId ?? null;
}

/** Makes `ownerId` the owner of a SKU; an item that nobody had assigned thereby counts as one of the team's. */
export async function assignOwner(db: Db, of: { storeId: string; sku: string; ownerId: string }): Promise<void> {
  await db
    .update(skus)
    .set({ ownerId: of.ownerId, known: true })
    .where(and(eq(skus.storeId, of.storeId), eq(skus.sku, of.sku)));
}

/** Items of these stores that turned up in a file and that nobody has assigned. */
export function unassignedItems(db: Db, storeIds: readonly string[]): Promise<{ storeId: string; sku: string }[]> {
  return db
    .select({ storeId: skus.storeId, sku: skus.sku })
    .from(skus)
    .where(and(eq(skus.known, false), inArray(skus.storeId, [...storeIds])));
}

/** Gives SKUs of a store their class. */
export async function setClasses(db: Db, storeId: string, classes: ReadonlyMap<string, string>): Promise<void> {
  if (classes.size === 0) return;
  const names = sql.param([...classes.keys()]);
  const given = sql.param([...classes.values()]);
  await db
    .update(skus)
    .set({ class: sql`given.${c.class}` })
    .from(sql`unnest(${names}::text[], ${given}::text[]) as given (${c.sku}, ${c.class})`)
    .where(and(eq(skus.storeId, storeId), eq(skus.sku, sql`given.${c.sku}`)));
}

/** When each SKU of a store was first seen and last sold; null where it never did. */
export function lastSold(db: Db, storeId: string): Promise<{ sku: string; firstSeenOn: Day; lastSold: Day | null }[]> {
  return db
    .select({ sku: skus.sku, firstSeenOn: skus.firstSeenOn, lastSold: max(salesDays.day) })
    .from(skus)
    .leftJoin(salesDays, and(eq(salesDays.storeId, skus.storeId), eq(salesDays.sku, skus.sku), gt(salesDays.units, 0)))
    .where(eq(skus.storeId, storeId))
    .groupBy(skus.sku, skus.firstSeenOn);
}
