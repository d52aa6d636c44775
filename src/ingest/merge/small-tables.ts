// Merges the tables that people keep by hand: shipments on their way, owners. A newer file's row replaces an
// older one's; a row that a file lacks stays.

import { type SQL, sql } from 'drizzle-orm';
import { dayIn } from '../../lib/day.ts';
import type { Db } from '../../store/db.ts';
import type { IssueLog } from '../issues.ts';
import type { MergeInput, MergeOutcome } from './merge.ts';
import { enterSkus } from './skus.ts';

/** Call inside a transaction. */
export async function mergeInbound(tx: Db, input: MergeInput): Promise<MergeOutcome> {
  const { batchId, asOf, now } = input;
  const toldOn = dayIn(input.policy.team.zone, asOf);
  const checked = await dropRepeated(tx, batchId, input.log, sql`row->>'shipmentId'`);
  await enterSkus(tx, { batchId, now, known: true, firstSeen: sql`${now.toISOString().slice(0, 10)}::date` });
  await noteReceipts(tx, { batchId, at: asOf.toISOString() });
  const written = await tx.execute<{ store_id: string }>(sql`
    insert into inbound_lines (store_id, shipment_id, sku, shipped_units, received_units, mode, status, shipped_on,
      sellable_on, received_on, as_of, batch_id)
    select s.store_id, s.row->>'shipmentId', s.sku, (s.row->>'shippedUnits')::int, (s.row->>'receivedUnits')::int,
      s.row->>'mode', s.row->>'status', (s.row->>'shippedOn')::date, (s.row->>'sellableOn')::date,
      (s.row->>'receivedOn')::date, ${asOf.toISOString()}::timestamptz, ${batchId}::bigint
    from staged_rows s where s.batch_id = ${batchId}
    on conflict (store_id, shipment_id, sku) do update set shipped_units = excluded.shipped_units,
      received_units = excluded.received_units, mode = coalesce(excluded.mode, inbound_lines.mode),
      status = excluded.status, shipped_on = coalesce(excluded.shipped_on, inbound_lines.shipped_on),
      sellable_on = excluded.sellable_on,
      received_on = coalesce(excluded.received_on, inbound_lines.received_on,
        case when excluded.received_units >= excluded.shipped_units
          and inbound_lines.received_units < inbound_lines.shipped_units then ${toldOn}::date end),
      as_of = excluded.as_of, batch_id = excluded.batch_id
    where inbound_lines.as_of <= excluded.as_of
    returning store_id`);
  const stores = [...new Set(written.map((row) => row.store_id))].sort();
  return { ...checked, days: [], stores, changed: written.length > 0 };
}

/** Notes what the file tells as received beyond what is known so far: the stock grew by it. */
async function noteReceipts(tx: Db, { batchId, at }: { batchId: number; at: string }): Promise<void> {
  await tx.execute(sql`
    insert into inbound_receipts (store_id, shipment_id, sku, units, told_at, not_before, due_on, batch_id)
    select s.store_id, s.row->>'shipmentId', s.sku, (s.row->>'receivedUnits')::int - coalesce(l.received_units, 0),
      ${at}::timestamptz, l.as_of, coalesce((s.row->>'receivedOn')::date, (s.row->>'sellableOn')::date, l.sellable_on),
      ${batchId}::bigint
    from staged_rows s
    left join inbound_lines l
      on l.store_id = s.store_id and l.shipment_id = s.row->>'shipmentId' and l.sku = s.sku
    where s.batch_id = ${batchId} and (s.row->>'receivedUnits')::int > coalesce(l.received_units, 0)
      and (l.as_of is null or l.as_of <= ${at}::timestamptz)
    on conflict (store_id, shipment_id, sku, told_at) do update set units = inbound_receipts.units + excluded.units,
      batch_id = excluded.batch_id`);
}

/** Call inside a transaction. */
export async function mergeOwners(tx: Db, input: MergeInput): Promise<MergeOutcome> {
  const checked = await dropRepeated(tx, input.batchId, input.log, sql`''`);
  const withheld = await withholdOwners(tx, input);
  await tx.execute(sql`
    delete from staged_rows where batch_id = ${input.batchId} and line = any(${sql.param(withheld)}::int[])`);
  const written = await writeOwners(tx, input);
  await enterSkus(tx, { ...input, known: true, firstSeen: sql`${input.now.toISOString().slice(0, 10)}::date` });
  const refused = checked.refused + withheld.length;
  return { ...checked, refused, days: [], stores: [], changed: written > 0 };
}

/**
 * Takes the owner out of every staged row that would hand over a SKU which whoever brought the file may not hand over, as
 * `assign` would refuse it. Gives the lines of those rows.
 */
export async function withholdOwners(tx: Db, { batchId, log, mayAssign }: MergeInput): Promise<number[]> {
  const found = await tx.execute<{ line: number; sku: string; held: string | null }>(sql`
    with wanted as (
      select line, store_id, sku, row->>'ownerId' as owner_id from staged_rows
      where batch_id = ${batchId} and row->>'ownerId' is not null
    ),
    touched as (
      select w.line, k.owner_id from wanted w
      join skus k on k.sku = w.sku and w.store_id in (k.store_id, '')
      left join sku_owners own on own.sku = k.sku and own.store_id = k.store_id
      where w.store_id <> '' or own.sku is null
      union all
      select w.line, o.owner_id from wanted w join sku_owners o on o.sku = w.sku and o.store_id = w.store_id
    )
    select distinct w.line, w.sku, t.owner_id as held from wanted w left join touched t on t.line = w.line
    where t.owner_id is distinct from w.owner_id order by w.line`);
  const lines = new Set<number>();
  for (const { line, sku, held } of found) {
    const answer = mayAssign(held);
    if (answer.allowed || lines.has(line)) continue;
    lines.add(line);
    const expected = answer.whoMay.map((each) => each.name).join(', ');
    log.add('OWNER_KEPT', { line, column: 'owner', found: sku, expected });
  }
  await tx.execute(sql`
    update staged_rows set row = row - 'ownerId'
    where batch_id = ${batchId} and line = any(${sql.param([...lines])}::int[])`);
  return [...lines];
}

/** Enters owners, for SKUs that are there and for those still to come. A rule for one store stands above one for all. */
export async function writeOwners(tx: Db, { batchId, asOf, now, broughtBy }: MergeInput): Promise<number> {
  const at = asOf.toISOString();
  const written = await tx.execute<{ sku: string }>(sql`
    insert into sku_owners (store_id, sku, owner_id, as_of, batch_id)
    select s.store_id, s.sku, s.row->>'ownerId', ${at}::timestamptz, ${batchId}::bigint
    from staged_rows s where s.batch_id = ${batchId} and s.row->>'ownerId' is not null
    on conflict (sku, store_id) do update set owner_id = excluded.owner_id, as_of = excluded.as_of,
      batch_id = excluded.batch_id
    where sku_owners.as_of <= excluded.as_of
    returning sku`);
  await tx.execute(sql`
    with changed as (
      select k.store_id, k.sku, k.owner_id as before, o.owner_id as after
      from skus k join sku_owners o on o.sku = k.sku and o.store_id in (k.store_id, '')
      where o.batch_id = ${batchId} and k.owner_id is distinct from o.owner_id
        and (o.store_id <> '' or not exists (
          select 1 from sku_owners own where own.sku = k.sku and own.store_id = k.store_id))
    ),
    logged as (
      insert into setting_changes (at, changed_by, setting, scope, before, after, batch_id)
      select ${now.toISOString()}::timestamptz, ${broughtBy}, 'owner', 'sku:' || store_id || '/' || sku, before, after,
        ${batchId}::bigint
      from changed
    )
    update skus k set owner_id = o.owner_id, known = true
    from sku_owners o
    where o.batch_id = ${batchId} and o.sku = k.sku and o.store_id in (k.store_id, '')
      and (o.store_id <> '' or not exists (
        select 1 from sku_owners own where own.sku = k.sku and own.store_id = k.store_id))`);
  return written.length;
}

export async function dropRepeated(tx: Db, batchId: number, log: IssueLog, key: SQL) {
  const found = await tx.execute<{ sku: string; kinds: number; lines: number[] }>(sql`
    with keyed as (
      select store_id, sku, ${key} as key, line, row::text as told from staged_rows where batch_id = ${batchId}
    ),
    repeated as (
      select store_id, sku, key, min(line) as kept, array_agg(line order by line) as lines, count(distinct told) as kinds
      from keyed group by store_id, sku, key having count(*) > 1
    ),
    gone as (
      delete from staged_rows s using keyed k, repeated r
      where s.batch_id = ${batchId} and s.line = k.line
        and k.store_id = r.store_id and k.sku = r.sku and k.key is not distinct from r.key
        and (r.kinds > 1 or k.line <> r.kept)
    )
    select sku, kinds, lines from repeated order by kept`);
  let refused = 0;
  let skipped = 0;
  for (const { sku, kinds, lines } of found) {
    const isConflict = Number(kinds) > 1;
    if (isConflict) {
      log.add('DUPLICATE_KEY_CONFLICT', {
        line: lines[0],
        column: 'sku',
        found: sku,
        expected: lines.slice(0, 20).join(', '),
      });
    }
    refused += isConflict ? lines.length : 0;
    skipped += isConflict ? 0 : lines.length - 1;
  }
  if (skipped > 0) log.add('DUPLICATE_ROWS', { found: String(skipped) });
  return { refused, skipped };
}
