// Look-ups of single SKUs.

import { and, eq } from 'drizzle-orm';
import { among } from './among.ts';
import type { Db } from './db.ts';
import { skus } from './schema/index.ts';

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
