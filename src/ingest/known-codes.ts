// The few known SKU codes of each store that a damaged code is held against.

import { sql } from 'drizzle-orm';
import type { Db } from '../store/db.ts';
import { columnNames, rowsOf } from '../store/query-parts.ts';
import { skus } from '../store/schema/index.ts';
import type { KnownCodes } from './sku-code.ts';

const c = columnNames(skus);

/** By store; for "" the codes of all stores together. */
export async function loadKnownCodes(db: Db): Promise<(storeId: string) => KnownCodes> {
  const rows = await rowsOf(
    db,
    { storeId: skus.storeId, sku: skus.sku },
    sql`select ${c.storeId}, ${c.sku} from ${skus} where ${c.sku} ~ '^[0-9]{1,3}$' or ${c.sku} ~ '^0[0-9]+$'`,
  );
  const stores = new Map<string, { shortNumbers: Set<string>; strippedZeros: Set<string> }>();
  const of = (storeId: string) => {
    const known = stores.get(storeId) ?? { shortNumbers: new Set(), strippedZeros: new Set() };
    stores.set(storeId, known);
    return known;
  };
  for (const { storeId, sku } of rows) {
    for (const known of [of(storeId), of('')]) {
      if (sku.length <= 3) known.shortNumbers.add(sku);
      if (sku.startsWith('0')) known.strippedZeros.add(sku.replace(/^0+/, ''));
    }
  }
  return of;
}
