// How much stock there was on average, from the snapshots of some weeks.

import { sql } from 'drizzle-orm';
import type { Store } from '../../policy/policy.ts';
import type { Db } from '../db.ts';
import { columnNames, rowsOf } from '../query-parts.ts';
import { stockSnapshots } from '../schema/index.ts';

const c = columnNames(stockSnapshots);

/**
 * Mean units of each SKU of a store's pool over the days between two instants of which stock is known, all places
 * together. A sum over everything ('ALL') counts only where nothing more precise is known.
 */
export async function meanStock(
  db: Db,
  store: Pick<Store, 'id' | 'pool'>,
  { from, to }: { from: Date; to: Date },
): Promise<Map<string, number>> {
  const rows = await rowsOf(
    db,
    { sku: stockSnapshots.sku, units: Number },
    sql`
    with snap as (
      select ${c.sku}, ${c.location}, (${c.asOf} at time zone 'UTC')::date as day, avg(${c.available} + coalesce(${c.merchantAvailable}, 0)) as units
      from ${stockSnapshots}
      where ${c.poolId} = ${store.pool ?? store.id}
        and ${c.asOf} between ${from.toISOString()}::timestamptz and ${to.toISOString()}::timestamptz
      group by ${c.sku}, ${c.location}, (${c.asOf} at time zone 'UTC')::date
    ),
    placed as (select distinct ${c.sku} from snap where ${c.location} <> 'ALL'),
    whole_day as (
      select s.${c.sku}, s.day, sum(s.units) as units
      from snap s left join placed p on p.${c.sku} = s.${c.sku}
      where p.${c.sku} is null or s.${c.location} <> 'ALL'
      group by s.${c.sku}, s.day
    )
    select ${c.sku}, avg(units)::text as units from whole_day group by ${c.sku}`,
  );
  return new Map(rows.map(({ sku, units }) => [sku, units]));
}
