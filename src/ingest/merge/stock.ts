// Merges stock snapshots: one row for each store, location, SKU, source and moment. Nothing is overwritten but the same
// moment told twice, and then each figure that is told stays.

import { sql } from 'drizzle-orm';
import { type Day, dayIn } from '../../lib/day.ts';
import { reportedFigures, stockFigures } from '../../rules/inventory/stock-figures.ts';
import type { Db } from '../../store/db.ts';
import type { MergeInput, MergeOutcome } from './merge.ts';
import { enterSkus } from './skus.ts';

/** Everything but what must be told. */
const figures = reportedFigures
  .filter((name) => name !== 'available')
  .map((name) => [stockFigures[name].column, name] as const);

/** Call inside a transaction. */
export async function mergeStock(tx: Db, input: MergeInput): Promise<MergeOutcome> {
  const { batchId, log, asOf, now, source } = input;
  const checked = await dropRepeated(tx, batchId, log);
  const stores = await storesOf(tx, batchId);
  for (const storeId of stores) {
    const firstSeen = dayOfStore(input, storeId);
    const within = sql`join (select ${storeId}::text as only_store) o on o.only_store = s.store_id`;
    await enterSkus(tx, { batchId, now, known: true, firstSeen: sql`${firstSeen}::date`, within });
  }
  const pools = {
    stores: input.policy.stores.map((store) => store.id),
    pools: input.policy.stores.map((store) => store.pool ?? store.id),
  };
  const columns = sql.raw(figures.map(([column]) => column).join(', '));
  const values = sql.raw(figures.map(([, name]) => `(s.row->>'${name}')::int`).join(', '));
  const kept = sql.raw(
    figures
      .filter(([column]) => column !== 'reserved_other')
      .map(([column]) => `${column} = coalesce(excluded.${column}, stock_snapshots.${column})`)
      .join(', '),
  );
  // Two reports of one moment may tell the reserved units apart differently: the finer one stands.
  const keptOther = sql`reserved_other = case
    when excluded.reserved_transfer is null and stock_snapshots.reserved_transfer is not null
    then stock_snapshots.reserved_other
    else coalesce(excluded.reserved_other, stock_snapshots.reserved_other) end`;
  const written = await tx.execute<{ sku: string }>(sql`
    insert into stock_snapshots (store_id, pool_id, location, sku, as_of, source, available, ${columns}, batch_id)
    select s.store_id, p.pool_id, s.row->>'location', s.sku, coalesce((s.row->>'asOf')::timestamptz, ${asOf.toISOString()}::timestamptz),
      ${source}, (s.row->>'available')::int, ${values}, ${batchId}::bigint
    from staged_rows s
    join unnest(${sql.param(pools.stores)}::text[], ${sql.param(pools.pools)}::text[]) as p (store_id, pool_id)
      on p.store_id = s.store_id
    where s.batch_id = ${batchId}
    on conflict (store_id, location, sku, source, as_of) do update set available = excluded.available, ${kept}, ${keptOther},
      batch_id = excluded.batch_id
    returning sku`);
  return { ...checked, days: [], stores, changed: written.length > 0 };
}

async function dropRepeated(tx: Db, batchId: number, log: MergeInput['log']) {
  const found = await tx.execute<{ sku: string; kinds: number; lines: number[] }>(sql`
    with repeated as (
      select store_id, sku, row->>'location' as location, row->>'asOf' as at, min(line) as kept,
        array_agg(line order by line) as lines, count(distinct row::text) as kinds
      from staged_rows where batch_id = ${batchId}
      group by store_id, sku, row->>'location', row->>'asOf' having count(*) > 1
    ),
    gone as (
      delete from staged_rows s using repeated r
      where s.batch_id = ${batchId} and s.store_id = r.store_id and s.sku = r.sku
        and s.row->>'location' = r.location and s.row->>'asOf' is not distinct from r.at
        and (r.kinds > 1 or s.line <> r.kept)
    )
    select sku, kinds, lines from repeated order by kept`);
  let refused = 0;
  let skipped = 0;
  for (const { sku, kinds, lines } of found) {
    if (Number(kinds) === 1) {
      skipped += lines.length - 1;
      continue;
    }
    refused += lines.length;
    log.add('DUPLICATE_KEY_CONFLICT', {
      line: lines[0],
      column: 'sku',
      found: sku,
      expected: lines.slice(0, 20).join(', '),
    });
  }
  if (skipped > 0) log.add('DUPLICATE_ROWS', { found: String(skipped) });
  return { refused, skipped };
}

async function storesOf(tx: Db, batchId: number): Promise<string[]> {
  const rows = await tx.execute<{ store_id: string }>(
    sql`select distinct store_id from staged_rows where batch_id = ${batchId} order by store_id`,
  );
  return rows.map((row) => row.store_id);
}

function dayOfStore({ policy, asOf }: MergeInput, storeId: string): Day {
  const zone = policy.stores.find((store) => store.id === storeId)?.zone ?? policy.team.zone;
  return dayIn(zone, asOf);
}
