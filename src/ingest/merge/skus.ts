// Enters the SKUs that a file names. An order report or a stock list is a catalogue: what it names is known. A plain sales
// table is not: a SKU that it alone names, in a store that has SKUs already, stays unassigned until somebody confirms it.

import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../store/db.ts';
import type { IssueLog } from '../issues.ts';

/** Enters the SKUs of a batch's staged rows, all of them or those `within` names as a join on `s`. */
export async function enterSkus(
  tx: Db,
  input: { batchId: number; now: Date; known: boolean; firstSeen: SQL; within?: SQL },
): Promise<void> {
  const { batchId, now, known, firstSeen, within } = input;
  await tx.execute(sql`
    insert into skus (store_id, sku, name, asin, fnsku, owner_id, known, first_seen_on, created_at)
    select s.store_id, s.sku, max(s.row->>'name'), max(s.row->>'asin'), max(s.row->>'fnsku'),
      (select o.owner_id from sku_owners o where o.sku = s.sku and o.store_id in (s.store_id, '')
        order by o.store_id desc limit 1),
      ${known}, min(${firstSeen}), ${now.toISOString()}::timestamptz
    from staged_rows s ${within ?? sql``}
    where s.batch_id = ${batchId} and s.store_id <> ''
    group by s.store_id, s.sku
    on conflict (store_id, sku) do update set
      name = coalesce(excluded.name, skus.name), asin = coalesce(excluded.asin, skus.asin),
      fnsku = coalesce(excluded.fnsku, skus.fnsku), known = skus.known or excluded.known,
      first_seen_on = least(skus.first_seen_on, excluded.first_seen_on)
    where excluded.first_seen_on < skus.first_seen_on or (excluded.known and not skus.known)
      or excluded.name is distinct from coalesce(skus.name, excluded.name)
      or (skus.name is null and excluded.name is not null)
      or (skus.asin is null and excluded.asin is not null) or (skus.fnsku is null and excluded.fnsku is not null)`);
}

/** Stores among the batch's that have SKUs already. */
export async function storesWithSkus(tx: Db, batchId: number): Promise<string[]> {
  const rows = await tx.execute<{ store_id: string }>(sql`
    select store_id from (select distinct store_id from staged_rows where batch_id = ${batchId}) s
    where exists (select 1 from skus k where k.store_id = s.store_id)`);
  return rows.map((row) => row.store_id);
}

/** Names the SKUs that nobody has seen before in `stores`. */
export async function noteUnknownSkus(
  tx: Db,
  batchId: number,
  stores: readonly string[],
  log: IssueLog,
): Promise<void> {
  if (stores.length === 0) return;
  const rows = await tx.execute<{ sku: string; line: number }>(sql`
    select s.sku, min(s.line) as line from staged_rows s
    left join skus k on k.store_id = s.store_id and k.sku = s.sku
    where s.batch_id = ${batchId} and s.store_id = any(${sql.param(stores)}::text[]) and k.sku is null
    group by s.store_id, s.sku order by min(s.line) limit 10000`);
  for (const { sku, line } of rows) log.add('UNKNOWN_SKU', { line, column: 'sku', found: sku });
}
