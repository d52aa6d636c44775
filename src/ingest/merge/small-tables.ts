// Merges the tables that people keep by hand: shipments on their way, owners. A newer file's row replaces an
// older one's; a row that a file lacks stays.

import { type SQL, sql } from 'drizzle-orm';
import { dayIn } from '../../lib/day.ts';
import type { Db } from '../../store/db.ts';
import { columnNames, listOf, rowsOf } from '../../store/query-parts.ts';
import {
  inboundLines,
  inboundReceipts,
  settingChanges,
  skuOwners,
  skus,
  stagedRows,
} from '../../store/schema/index.ts';
import type { IssueLog } from '../issues.ts';
import type { MergeInput, MergeOutcome } from './merge.ts';
import { enterSkus } from './skus.ts';

const c = columnNames(inboundLines, inboundReceipts, stagedRows, settingChanges, skuOwners, skus);

/** Call inside a transaction. */
export async function mergeInbound(tx: Db, input: MergeInput): Promise<MergeOutcome> {
  const { batchId, asOf, now } = input;
  const toldOn = dayIn(input.policy.team.zone, asOf);
  const checked = await dropRepeated(tx, batchId, input.log, sql`${c.row}->>'shipmentId'`);
  await enterSkus(tx, { batchId, now, known: true, firstSeen: sql`${now.toISOString().slice(0, 10)}::date` });
  await noteReceipts(tx, { batchId, at: asOf.toISOString() });
  const written = await rowsOf(
    tx,
    { storeId: inboundLines.storeId },
    sql`
    insert into ${inboundLines} (${c.storeId}, ${c.shipmentId}, ${c.sku}, ${c.shippedUnits}, ${c.receivedUnits}, ${c.mode}, ${c.status}, ${c.shippedOn},
      ${c.sellableOn}, ${c.receivedOn}, ${c.asOf}, ${c.batchId})
    select s.${c.storeId}, s.${c.row}->>'shipmentId', s.${c.sku}, (s.${c.row}->>'shippedUnits')::int, (s.${c.row}->>'receivedUnits')::int,
      s.${c.row}->>'mode', s.${c.row}->>'status', (s.${c.row}->>'shippedOn')::date, (s.${c.row}->>'sellableOn')::date,
      (s.${c.row}->>'receivedOn')::date, ${asOf.toISOString()}::timestamptz, ${batchId}::bigint
    from ${stagedRows} s where s.${c.batchId} = ${batchId}
    on conflict (${c.storeId}, ${c.shipmentId}, ${c.sku}) do update set ${c.shippedUnits} = excluded.${c.shippedUnits},
      ${c.receivedUnits} = excluded.${c.receivedUnits}, ${c.mode} = coalesce(excluded.${c.mode}, ${inboundLines}.${c.mode}),
      ${c.status} = excluded.${c.status}, ${c.shippedOn} = coalesce(excluded.${c.shippedOn}, ${inboundLines}.${c.shippedOn}),
      ${c.sellableOn} = excluded.${c.sellableOn},
      ${c.receivedOn} = coalesce(excluded.${c.receivedOn}, ${inboundLines}.${c.receivedOn},
        case when excluded.${c.receivedUnits} >= excluded.${c.shippedUnits}
          and ${inboundLines}.${c.receivedUnits} < ${inboundLines}.${c.shippedUnits} then ${toldOn}::date end),
      ${c.asOf} = excluded.${c.asOf}, ${c.batchId} = excluded.${c.batchId}
    where ${inboundLines}.${c.asOf} <= excluded.${c.asOf}
    returning ${c.storeId}`,
  );
  const stores = [...new Set(written.map((row) => row.storeId))].sort();
  return { ...checked, days: [], stores, changed: written.length > 0 };
}

/** Notes what the file tells as received beyond what is known so far: the stock grew by it. */
async function noteReceipts(tx: Db, { batchId, at }: { batchId: number; at: string }): Promise<void> {
  await tx.execute(sql`
    insert into ${inboundReceipts} (${c.storeId}, ${c.shipmentId}, ${c.sku}, ${c.units}, ${c.toldAt}, ${c.notBefore}, ${c.dueOn}, ${c.batchId})
    select s.${c.storeId}, s.${c.row}->>'shipmentId', s.${c.sku}, (s.${c.row}->>'receivedUnits')::int - coalesce(l.${c.receivedUnits}, 0),
      ${at}::timestamptz, l.${c.asOf}, coalesce((s.${c.row}->>'receivedOn')::date, (s.${c.row}->>'sellableOn')::date, l.${c.sellableOn}),
      ${batchId}::bigint
    from ${stagedRows} s
    left join ${inboundLines} l
      on l.${c.storeId} = s.${c.storeId} and l.${c.shipmentId} = s.${c.row}->>'shipmentId' and l.${c.sku} = s.${c.sku}
    where s.${c.batchId} = ${batchId} and (s.${c.row}->>'receivedUnits')::int > coalesce(l.${c.receivedUnits}, 0)
      and (l.${c.asOf} is null or l.${c.asOf} <= ${at}::timestamptz)
    on conflict (${c.storeId}, ${c.shipmentId}, ${c.sku}, ${c.toldAt}) do update set ${c.units} = ${inboundReceipts}.${c.units} + excluded.${c.units},
      ${c.batchId} = excluded.${c.batchId}`);
}

/** Call inside a transaction. */
export async function mergeOwners(tx: Db, input: MergeInput): Promise<MergeOutcome> {
  const checked = await dropRepeated(tx, input.batchId, input.log, sql`''`);
  const withheld = await withholdOwners(tx, input);
  await tx.execute(sql`
    delete from ${stagedRows} where ${c.batchId} = ${input.batchId} and ${c.line} = any(${sql.param(withheld)}::int[])`);
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
  const found = await rowsOf(
    tx,
    { line: stagedRows.line, sku: stagedRows.sku, held: skus.ownerId },
    sql`
    with wanted as (
      select ${c.line}, ${c.storeId}, ${c.sku}, ${c.row}->>'ownerId' as ${c.ownerId} from ${stagedRows}
      where ${c.batchId} = ${batchId} and ${c.row}->>'ownerId' is not null
    ),
    touched as (
      select w.${c.line}, k.${c.ownerId} from wanted w
      join ${skus} k on k.${c.sku} = w.${c.sku} and w.${c.storeId} in (k.${c.storeId}, '')
      left join ${skuOwners} own on own.${c.sku} = k.${c.sku} and own.${c.storeId} = k.${c.storeId}
      where w.${c.storeId} <> '' or own.${c.sku} is null
      union all
      select w.${c.line}, o.${c.ownerId} from wanted w join ${skuOwners} o on o.${c.sku} = w.${c.sku} and o.${c.storeId} = w.${c.storeId}
    )
    select distinct w.${c.line}, w.${c.sku}, t.${c.ownerId} from wanted w left join touched t on t.${c.line} = w.${c.line}
    where t.${c.ownerId} is distinct from w.${c.ownerId} order by w.${c.line}`,
  );
  const lines = new Set<number>();
  for (const { line, sku, held } of found) {
    const answer = mayAssign(held);
    if (answer.allowed || lines.has(line)) continue;
    lines.add(line);
    const expected = answer.whoMay.map((each) => each.name).join(', ');
    log.add('OWNER_KEPT', { line, column: 'owner', found: sku, expected });
  }
  await tx.execute(sql`
    update ${stagedRows} set ${c.row} = ${c.row} - 'ownerId'
    where ${c.batchId} = ${batchId} and ${c.line} = any(${sql.param([...lines])}::int[])`);
  return [...lines];
}

/** Enters owners, for SKUs that are there and for those still to come. A rule for one store stands above one for all. */
export async function writeOwners(tx: Db, { batchId, asOf, now, broughtBy }: MergeInput): Promise<number> {
  const at = asOf.toISOString();
  const written = await rowsOf(
    tx,
    { sku: skuOwners.sku },
    sql`
    insert into ${skuOwners} (${c.storeId}, ${c.sku}, ${c.ownerId}, ${c.asOf}, ${c.batchId})
    select s.${c.storeId}, s.${c.sku}, s.${c.row}->>'ownerId', ${at}::timestamptz, ${batchId}::bigint
    from ${stagedRows} s where s.${c.batchId} = ${batchId} and s.${c.row}->>'ownerId' is not null
    on conflict (${c.sku}, ${c.storeId}) do update set ${c.ownerId} = excluded.${c.ownerId}, ${c.asOf} = excluded.${c.asOf},
      ${c.batchId} = excluded.${c.batchId}
    where ${skuOwners}.${c.asOf} <= excluded.${c.asOf}
    returning ${c.sku}`,
  );
  await tx.execute(sql`
    with changed as (
      select k.${c.storeId}, k.${c.sku}, k.${c.ownerId} as ${c.before}, o.${c.ownerId} as ${c.after}
      from ${skus} k join ${skuOwners} o on o.${c.sku} = k.${c.sku} and o.${c.storeId} in (k.${c.storeId}, '')
      where o.${c.batchId} = ${batchId} and k.${c.ownerId} is distinct from o.${c.ownerId}
        and (o.${c.storeId} <> '' or not exists (
          select 1 from ${skuOwners} own where own.${c.sku} = k.${c.sku} and own.${c.storeId} = k.${c.storeId}))
    ),
    logged as (
      insert into ${settingChanges} (${c.at}, ${c.changedBy}, ${c.setting}, ${c.scope}, ${c.before}, ${c.after}, ${c.batchId})
      select ${now.toISOString()}::timestamptz, ${broughtBy}, 'owner', 'sku:' || ${c.storeId} || '/' || ${c.sku}, ${c.before}, ${c.after},
        ${batchId}::bigint
      from changed
    )
    update ${skus} k set ${c.ownerId} = o.${c.ownerId}, ${c.known} = true
    from ${skuOwners} o
    where o.${c.batchId} = ${batchId} and o.${c.sku} = k.${c.sku} and o.${c.storeId} in (k.${c.storeId}, '')
      and (o.${c.storeId} <> '' or not exists (
        select 1 from ${skuOwners} own where own.${c.sku} = k.${c.sku} and own.${c.storeId} = k.${c.storeId}))`);
  return written.length;
}

export async function dropRepeated(tx: Db, batchId: number, log: IssueLog, key: SQL) {
  const found = await rowsOf(
    tx,
    { sku: stagedRows.sku, kinds: Number, lines: listOf(Number) },
    sql`
    with keyed as (
      select ${c.storeId}, ${c.sku}, ${key} as key, ${c.line}, ${c.row}::text as told from ${stagedRows} where ${c.batchId} = ${batchId}
    ),
    repeated as (
      select ${c.storeId}, ${c.sku}, key, min(${c.line}) as kept, array_agg(${c.line} order by ${c.line}) as lines, count(distinct told) as kinds
      from keyed group by ${c.storeId}, ${c.sku}, key having count(*) > 1
    ),
    gone as (
      delete from ${stagedRows} s using keyed k, repeated r
      where s.${c.batchId} = ${batchId} and s.${c.line} = k.${c.line}
        and k.${c.storeId} = r.${c.storeId} and k.${c.sku} = r.${c.sku} and k.key is not distinct from r.key
        and (r.kinds > 1 or k.${c.line} <> r.kept)
    )
    select ${c.sku}, kinds, lines from repeated order by kept`,
  );
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
