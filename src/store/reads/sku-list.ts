// The SKUs of the stores as the console lists them, each with its newest verdict.

import { and, asc, eq, ilike, or } from 'drizzle-orm';
import type { Db } from '../db.ts';
import { skus } from '../schema/index.ts';
import type { SkuRow } from '../skus.ts';
import { newestVerdicts, type VerdictRow } from '../verdicts.ts';

export interface SkuListFilter {
  storeId?: string;
  /** Part of a SKU, of its name, or a whole ASIN. */
  search?: string;
  limit: number;
}

/** SKUs in order of store and code. */
export async function listSkus(
  db: Db,
  filter: SkuListFilter,
): Promise<(SkuRow & { newest: VerdictRow | undefined })[]> {
  const rows = await db
    .select()
    .from(skus)
    .where(
      and(
        filter.storeId === undefined ? undefined : eq(skus.storeId, filter.storeId),
        filter.search === undefined ? undefined : matches(filter.search),
      ),
    )
    .orderBy(asc(skus.storeId), asc(skus.sku))
    .limit(filter.limit);
  const newest = new Map<string, VerdictRow>();
  for (const storeId of new Set(rows.map((row) => row.storeId))) {
    const listed = rows.filter((row) => row.storeId === storeId).map(({ sku }) => sku);
    for (const row of await newestVerdicts(db, storeId, listed)) newest.set(keyOf(row), row);
  }
  return rows.map((row) => ({ ...row, newest: newest.get(keyOf(row)) }));
}

function keyOf({ storeId, sku }: { storeId: string; sku: string }): string {
  return `${storeId}\n${sku}`;
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
