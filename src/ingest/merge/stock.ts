// Merges stock snapshots: one row for each store, location, SKU, source and moment. Nothing is overwritten but the same
// moment told twice, and then each figure that is told stays.

import { sql } from 'drizzle-orm';
import { type Day, dayIn } from '../../lib/day.ts';
import { reportedFigures } from '../../rules/inventory/stock-figures.ts';
import type { Db } from '../../store/db.ts';
import { columnNames, list, listOf, rowsOf } from '../../store/query-parts.ts';
import { stagedRows, stockSnapshots } from '../../store/schema/index.ts';
import type { MergeInput, MergeOutcome } from './merge.ts';
import { enterSkus } from './skus.ts';

const c = columnNames(stockSnapshots, stagedRows);

/** Everything but what must be told. */
const figures = reportedFigures.filter((name) => name !== 'available');

/** Call inside a transaction. */
export async function mergeStock(tx: Db, input: MergeInput): Promise<MergeOutcome> {
  const { batchId, log, asOf, now, source } = input;
  const checked = await dropRepeated(tx, batchId, log);
  const stores = await storesOf(tx, batchId);
  for (const storeId of stores) {
    const firstSeen = dayOfStore(input, storeId);
    const within = sql`join (select ${storeId}::text as only_store) o on o.only_store = s.${c.storeId}`;
    await enterSkus(tx, { batchId, now, known: true, firstSeen: sql`${firstSeen}::date`, within });
  }
  const pools = {
    stores: input.policy.stores.map((store) => store.id),
    pools: input.policy.stores.map((store) => store.pool ?? store.id),
  };
  const columns = list(figures.map((name) => c[name]));
  const values = list(figures.map((name) => sql`(s.${c.row}->>${name}::text)::int`));
  const kept = list(
    figures
      .filter((name) => name !== 'reservedOther')
      .map((name) => sql`${c[name]} = coalesce(excluded.${c[name]}, ${stockSnapshots}.${c[name]})`),
  );
  // Two reports of one moment may tell the reserved units apart differently: the finer one stands.
  const keptOther = sql`${c.reservedOther} = case
    when excluded.${c.reservedTransfer} is null and ${stockSnapshots}.${c.reservedTransfer} is not null
    then ${stockSnapshots}.${c.reservedOther}
    else coalesce(excluded.${c.reservedOther}, ${stockSnapshots}.${c.reservedOther}) end`;
  const written = await rowsOf(
    tx,
    { sku: stockSnapshots.sku },
    sql`
    insert into ${stockSnapshots} (${c.storeId}, ${c.poolId}, ${c.location}, ${c.sku}, ${c.asOf}, ${c.source}, ${c.available}, ${columns}, ${c.batchId})
    select s.${c.storeId}, p.${c.poolId}, s.${c.row}->>'location', s.${c.sku}, coalesce((s.${c.row}->>'asOf')::timestamptz, ${asOf.toISOString()}::timestamptz),
      ${source}, (s.${c.row}->>'available')::int, ${values}, ${batchId}::bigint
    from ${stagedRows} s
    join unnest(${sql.param(pools.stores)}::text[], ${sql.param(pools.pools)}::text[]) as p (${c.storeId}, ${c.poolId})
      on p.${c.storeId} = s.${c.storeId}
    where s.${c.batchId} = ${batchId}
    on conflict (${c.storeId}, ${c.location}, ${c.sku}, ${c.source}, ${c.asOf}) do update set ${c.available} = excluded.${c.available}, ${kept}, ${keptOther},
      ${c.batchId} = excluded.${c.batchId}
    returning ${c.sku}`,
  );
  return { ...checked, days: [], stores, changed: written.length > 0 };
}

async function dropRepeated(tx: Db, batchId: number, log: MergeInput['log']) {
  const found = await rowsOf(
    tx,
    { sku: stockSnapshots.sku, kinds: Number, lines: listOf(Number) },
    sql`
    with repeated as (
      select ${c.storeId}, ${c.sku}, ${c.row}->>'location' as ${c.location}, ${c.row}->>'asOf' as at, min(${c.line}) as kept,
        array_agg(${c.line} order by ${c.line}) as lines, count(distinct ${c.row}::text) as kinds
      from ${stagedRows} where ${c.batchId} = ${batchId}
      group by ${c.storeId}, ${c.sku}, ${c.row}->>'location', ${c.row}->>'asOf' having count(*) > 1
    ),
    gone as (
      delete from ${stagedRows} s using repeated r
      where s.${c.batchId} = ${batchId} and s.${c.storeId} = r.${c.storeId} and s.${c.sku} = r.${c.sku}
        and s.${c.row}->>'location' = r.${c.location} and s.${c.row}->>'asOf' is not distinct from r.at
        and (r.kinds > 1 or s.${c.line} <> r.kept)
    )
    select ${c.sku}, kinds, lines from repeated order by kept`,
  );
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
  const rows = await rowsOf(
    tx,
    { storeId: stockSnapshots.storeId },
    sql`select distinct ${c.storeId} from ${stagedRows} where ${c.batchId} = ${batchId} order by ${c.storeId}`,
  );
  return rows.map((row) => row.storeId);
}

function dayOfStore({ policy, asOf }: MergeInput, storeId: string): Day {
  const zone = policy.stores.find((store) => store.id === storeId)?.zone ?? policy.team.zone;
  return dayIn(zone, asOf);
}
