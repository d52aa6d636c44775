// The few known SKU codes of each store that a damaged code is held against.

import { sql } from 'drizzle-orm';
import type { Db } from '../store/db.ts';
import type { KnownCodes } from './sku-code.ts';

/** By store; for "" the codes of all stores together. */
export async function loadKnownCodes(db: Db): Promise<(storeId: string) => KnownCodes> {
  const rows = await db.execute<{ store_id: string; sku: string }>(
    sql`select store_id, sku from skus where sku ~ '^[0-9]{1,3}$' or sku ~ '^0[0-9]+$'`,
  );
  const stores = new Map<string, { shortNumbers: Set<string>; strippedZeros: Set<string> }>();
  const of = (storeId: string) => {
    const known = stores.get(storeId) ?? { shortNumbers: new Set(), strippedZeros: new Set() };
    stores.set(storeId, known);
    return known;
  };
  for (const { store_id, sku } of rows) {
    for (const known of [of(store_id), of('')]) {
      if (sku.length <= 3) known.shortNumbers.add(sku);
      if (sku.startsWith('0')) known.strippedZeros.add(sku.replace(/^0+/, ''));
    }
  }
  return of;
}
