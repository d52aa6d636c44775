// How much stock there was on average, from the snapshots of some weeks.

import { sql } from 'drizzle-orm';
import type { Store } from '../../policy/policy.ts';
import type { Db } from '../db.ts';

/**
 * Mean units of each SKU of a store's pool over the days between two instants of which stock is known, all places
 * together. A sum over everything ('ALL') counts only where nothing more precise is known.
 */
export async function meanStock(
  db: Db,
  store: Pick<Store, 'id' | 'pool'>,
  { from, to }: { from: Date; to: Date },
): Promise<Map<string, number>> {
  const rows = await db.execute<{ sku: string; units: string }>(sql`
    with snap as (
      select sku, location, (as_of at time zone 'UTC')::date as day, avg(available + coalesce(merchant_available, 0)) as units
      from stock_snapshots
      where pool_id = ${store.pool ?? store.id}
        and as_of between ${from.toISOString()}::timestamptz and ${to.toISOString()}::timestamptz
      group by sku, location, (as_of at time zone 'UTC')::date
    ),
    placed as (select distinct sku from snap where location <> 'ALL'),
    whole_day as (
      select s.sku, s.day, sum(s.units) as units
      from snap s left join placed p on p.sku = s.sku
      where p.sku is null or s.location <> 'ALL'
      group by s.sku, s.day
    )
    select sku, avg(units)::text as units from whole_day group by sku`);
  return new Map(rows.map(({ sku, units }) => [sku, Number(units)]));
}
