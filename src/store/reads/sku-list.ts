// The SKUs of the stores as the console lists them, each with its newest verdict.

import { and, asc, desc, eq, ilike, or } from 'drizzle-orm';
import type { Db } from '../db.ts';
import { skus, verdicts } from '../schema/index.ts';

export interface SkuListFilter {
  storeId?: string;
  /** Part of a SKU, of its name, or a whole ASIN. */
  search?: string;
  limit: number;
}

/** SKUs in order of store and code. */
export async function listSkus(db: Db, filter: SkuListFilter) {
  const newest = db
    .selectDistinctOn([verdicts.storeId, verdicts.sku], {
      storeId: verdicts.storeId,
      sku: verdicts.sku,
      day: verdicts.day,
      word: verdicts.word,
      units: verdicts.units,
      baseline: verdicts.baseline,
      deviation: verdicts.deviation,
    })
    .from(verdicts)
    .where(eq(verdicts.current, true))
    .orderBy(verdicts.storeId, verdicts.sku, desc(verdicts.day))
    .as('newest');
  return db
    .select({
      storeId: skus.storeId,
      sku: skus.sku,
      name: skus.name,
      class: skus.class,
      ownerId: skus.ownerId,
      known: skus.known,
      day: newest.day,
      word: newest.word,
      units: newest.units,
      baseline: newest.baseline,
      deviation: newest.deviation,
    })
    .from(skus)
    .leftJoin(newest, and(eq(newest.storeId, skus.storeId), eq(newest.sku, skus.sku)))
    .where(
      and(
        filter.storeId === undefined ? undefined : eq(skus.storeId, filter.storeId),
        filter.search === undefined ? undefined : matches(filter.search),
      ),
    )
    .orderBy(asc(skus.storeId), asc(skus.sku))
    .limit(filter.limit);
}

/** What is known of one SKU; undefined when no file ever named it. */
export async function findSku(db: Db, storeId: string, sku: string): Promise<typeof skus.$inferSelect | undefined> {
  const [row] = await db
    .select()
    .from(skus)
    .where(and(eq(skus.storeId, storeId), eq(skus.sku, sku)));
  return row;
}

function matches(search: string) {
  const pattern = `%${search.replace(/[\\%_]/g, '\\$&')}%`;
  return or(ilike(skus.sku, pattern), ilike(skus.name, pattern), eq(skus.asin, search));
}
