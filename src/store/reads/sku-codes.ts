// SKUs by the code somebody typed, and the codes there are, for suggesting the nearest.

import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { Db } from '../db.ts';
import { skus } from '../schema/index.ts';

export type SkuRow = typeof skus.$inferSelect;

/** SKUs whose code is `code` in any case of letters, in order of store; of one store when named. */
export async function skusByCode(db: Db, code: string, storeId?: string): Promise<SkuRow[]> {
  return db
    .select()
    .from(skus)
    .where(and(sql`lower(${skus.sku}) = lower(${code})`, storeId === undefined ? undefined : eq(skus.storeId, storeId)))
    .orderBy(asc(skus.storeId), asc(skus.sku));
}

/** Distinct codes, assigned ones first, at most `limit`. */
export async function skuCodes(db: Db, limit: number): Promise<string[]> {
  const rows = await db
    .select({ sku: skus.sku })
    .from(skus)
    .groupBy(skus.sku)
    .orderBy(desc(sql`bool_or(${skus.known})`), asc(skus.sku))
    .limit(limit);
  return rows.map((row) => row.sku);
}

/** The classes that SKUs have, in order. */
export async function skuClasses(db: Db): Promise<string[]> {
  const rows = await db.selectDistinct({ class: skus.class }).from(skus).orderBy(asc(skus.class));
  return rows.map((row) => row.class).filter((each) => each !== null);
}
