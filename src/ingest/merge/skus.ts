// Enters the SKUs that a file names. An order report or a stock list is a catalogue: what it names is known. A plain sales
// table is not: a SKU that it alone names, in a store that has SKUs already, stays unassigned until somebody confirms it.

import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../store/db.ts';
import { columnNames, rowsOf } from '../../store/query-parts.ts';
import { skuOwners, skus, stagedRows } from '../../store/schema/index.ts';
import type { IssueLog } from '../issues.ts';

const c = columnNames(skus, skuOwners, stagedRows);

/** Enters the SKUs of a batch's staged rows, all of them or those `within` names as a join on `s`. */
export async function enterSkus(
  tx: Db,
  input: { batchId: number; now: Date; known: boolean; firstSeen: SQL; within?: SQL },
): Promise<void> {
  const { batchId, now, known, firstSeen, within } = input;
  await tx.execute(sql`
    insert into ${skus} (${c.storeId}, ${c.sku}, ${c.name}, ${c.asin}, ${c.fnsku}, ${c.ownerId}, ${c.known}, ${c.firstSeenOn}, ${c.createdAt})
    select s.${c.storeId}, s.${c.sku}, max(s.${c.row}->>'name'), max(s.${c.row}->>'asin'), max(s.${c.row}->>'fnsku'),
      (select o.${c.ownerId} from ${skuOwners} o where o.${c.sku} = s.${c.sku} and o.${c.storeId} in (s.${c.storeId}, '')
        order by o.${c.storeId} desc limit 1),
      ${known}, min(${firstSeen}), ${now.toISOString()}::timestamptz
    from ${stagedRows} s ${within ?? sql``}
    where s.${c.batchId} = ${batchId} and s.${c.storeId} <> ''
    group by s.${c.storeId}, s.${c.sku}
    on conflict (${c.storeId}, ${c.sku}) do update set
      ${c.name} = coalesce(excluded.${c.name}, ${skus}.${c.name}), ${c.asin} = coalesce(excluded.${c.asin}, ${skus}.${c.asin}),
      ${c.fnsku} = coalesce(excluded.${c.fnsku}, ${skus}.${c.fnsku}), ${c.known} = ${skus}.${c.known} or excluded.${c.known},
      ${c.firstSeenOn} = least(${skus}.${c.firstSeenOn}, excluded.${c.firstSeenOn})
    where excluded.${c.firstSeenOn} < ${skus}.${c.firstSeenOn} or (excluded.${c.known} and not ${skus}.${c.known})
      or excluded.${c.name} is distinct from coalesce(${skus}.${c.name}, excluded.${c.name})
      or (${skus}.${c.name} is null and excluded.${c.name} is not null)
      or (${skus}.${c.asin} is null and excluded.${c.asin} is not null) or (${skus}.${c.fnsku} is null and excluded.${c.fnsku} is not null)`);
}

/** Stores among the batch's that have SKUs already. */
export async function storesWithSkus(tx: Db, batchId: number): Promise<string[]> {
  const rows = await rowsOf(
    tx,
    { storeId: stagedRows.storeId },
    sql`
    select ${c.storeId} from (select distinct ${c.storeId} from ${stagedRows} where ${c.batchId} = ${batchId}) s
    where exists (select 1 from ${skus} k where k.${c.storeId} = s.${c.storeId})`,
  );
  return rows.map((row) => row.storeId);
}

/** Names the SKUs that nobody has seen before in `stores`. */
export async function noteUnknownSkus(
  tx: Db,
  batchId: number,
  stores: readonly string[],
  log: IssueLog,
): Promise<void> {
  if (stores.length === 0) return;
  const rows = await rowsOf(
    tx,
    { sku: stagedRows.sku, line: stagedRows.line },
    sql`
    select s.${c.sku}, min(s.${c.line}) as ${c.line} from ${stagedRows} s
    left join ${skus} k on k.${c.storeId} = s.${c.storeId} and k.${c.sku} = s.${c.sku}
    where s.${c.batchId} = ${batchId} and s.${c.storeId} = any(${sql.param(stores)}::text[]) and k.${c.sku} is null
    group by s.${c.storeId}, s.${c.sku} order by min(s.${c.line}) limit 10000`,
  );
  for (const { sku, line } of rows) log.add('UNKNOWN_SKU', { line, column: 'sku', found: sku });
}
