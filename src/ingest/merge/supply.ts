// Merges what is known of suppliers: lead times and terms, orders, and which thing each SKU is.

import { sql } from 'drizzle-orm';
import { dayIn } from '../../lib/day.ts';
import type { Db } from '../../store/db.ts';
import type { MergeInput, MergeOutcome } from './merge.ts';
import { dropRepeated, withholdOwners, writeOwners } from './small-tables.ts';

const legs = ['production', 'qc', 'sea', 'air', 'express', 'receiving', 'safety'].map((leg) => `${leg}_days`);
const counts = ['moq', 'case_pack', ...legs];

/** Call inside a transaction. What a file does not tell stays as it was. */
export async function mergeLeadTimes(tx: Db, input: MergeInput): Promise<MergeOutcome> {
  const { batchId, asOf } = input;
  const checked = await dropRepeated(tx, batchId, input.log, sql`row->>'supplier'`);
  await nameSuppliers(tx, batchId);
  const values = sql.raw(counts.map((column) => `(s.row->>'${camel(column)}')::int`).join(', '));
  const kept = sql.raw(
    [...counts, 'unit_cost', 'currency']
      .map((name) => `${name} = coalesce(excluded.${name}, lead_times.${name})`)
      .join(', '),
  );
  const written = await tx.execute<{ sku: string }>(sql`
    insert into lead_times (sku, supplier, supplier_tier, ${sql.raw(counts.join(', '))}, unit_cost, currency, as_of, batch_id)
    select s.sku, coalesce(s.row->>'supplier', main.supplier, ''), coalesce(s.row->>'tier', main.supplier_tier, 'A'),
      ${values}, (s.row->>'unitCost')::numeric, s.row->>'currency', ${asOf.toISOString()}::timestamptz, ${batchId}::bigint
    from staged_rows s
    left join lateral (
      select supplier, supplier_tier from lead_times l
      where l.sku = s.sku and l.supplier = coalesce(s.row->>'supplier', l.supplier)
      order by supplier_tier, supplier limit 1
    ) main on true
    where s.batch_id = ${batchId}
    on conflict (sku, supplier) do update set supplier_tier = excluded.supplier_tier, ${kept}, as_of = excluded.as_of,
      batch_id = excluded.batch_id
    where lead_times.as_of <= excluded.as_of
    returning sku`);
  await withholdOwners(tx, input);
  await writeOwners(tx, input);
  return { ...checked, days: [], stores: [], changed: written.length > 0 };
}

/** A row that named no supplier meant the one that is named now. */
async function nameSuppliers(tx: Db, batchId: number): Promise<void> {
  await tx.execute(sql`
    update lead_times l set supplier = named.supplier
    from (
      select sku, min(row->>'supplier') as supplier from staged_rows
      where batch_id = ${batchId} and row->>'supplier' is not null and coalesce(row->>'tier', 'A') = 'A' group by sku
    ) named
    where l.sku = named.sku and l.supplier = ''
      and not exists (select 1 from lead_times other where other.sku = l.sku and other.supplier = named.supplier)`);
}

/** Call inside a transaction. A newer file replaces what it knows of an order; it never takes goods back that came. */
export async function mergePurchases(tx: Db, input: MergeInput): Promise<MergeOutcome> {
  const { batchId, asOf } = input;
  const checked = await dropRepeated(tx, batchId, input.log, sql`row->>'orderId'`);
  const written = await tx.execute<{ sku: string }>(sql`
    insert into purchase_lines (order_id, sku, supplier, units, shipped_units, received_units, ordered_on, promised_on,
      expected_on, ready_on, received_on, unit_cost, currency, status, as_of, batch_id)
    select s.row->>'orderId', s.sku, coalesce(s.row->>'supplier', ''), s.units, (s.row->>'shippedUnits')::int,
      (s.row->>'receivedUnits')::int, (s.row->>'orderedOn')::date, (s.row->>'promisedOn')::date,
      (s.row->>'expectedOn')::date, (s.row->>'readyOn')::date, (s.row->>'receivedOn')::date, (s.row->>'unitCost')::numeric, s.row->>'currency',
      s.row->>'status', ${asOf.toISOString()}::timestamptz, ${batchId}::bigint
    from staged_rows s where s.batch_id = ${batchId}
    on conflict (order_id, sku) do update set supplier = excluded.supplier, units = excluded.units,
      shipped_units = excluded.shipped_units, received_units = excluded.received_units, ordered_on = excluded.ordered_on,
      promised_on = coalesce(excluded.promised_on, purchase_lines.promised_on), expected_on = excluded.expected_on,
      ready_on = coalesce(excluded.ready_on, purchase_lines.ready_on),
      received_on = coalesce(excluded.received_on, purchase_lines.received_on,
        case when excluded.received_units >= excluded.units and purchase_lines.received_units < purchase_lines.units
          then ${dayIn(input.policy.team.zone, asOf)}::date end),
      unit_cost = coalesce(excluded.unit_cost, purchase_lines.unit_cost),
      currency = coalesce(excluded.currency, purchase_lines.currency), status = excluded.status,
      as_of = excluded.as_of, batch_id = excluded.batch_id
    where purchase_lines.as_of <= excluded.as_of
    returning sku`);
  return { ...checked, days: [], stores: [], changed: written.length > 0 };
}

/** Call inside a transaction. */
export async function mergeItems(tx: Db, input: MergeInput): Promise<MergeOutcome> {
  const { batchId, asOf } = input;
  const checked = await dropRepeated(tx, batchId, input.log, sql`''`);
  const written = await tx.execute<{ store_id: string }>(sql`
    insert into sku_items (store_id, sku, item_id, units_per, as_of, batch_id)
    select s.store_id, s.sku, s.row->>'itemId', s.units, ${asOf.toISOString()}::timestamptz, ${batchId}::bigint
    from staged_rows s where s.batch_id = ${batchId}
    on conflict (store_id, sku) do update set item_id = excluded.item_id, units_per = excluded.units_per,
      as_of = excluded.as_of, batch_id = excluded.batch_id
    where sku_items.as_of <= excluded.as_of
    returning store_id`);
  const stores = [...new Set(written.map((row) => row.store_id))].sort();
  return { ...checked, days: [], stores, changed: written.length > 0 };
}

function camel(column: string): string {
  return column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
