// Merges what is known of suppliers: lead times and terms, orders, and which thing each SKU is.

import { sql } from 'drizzle-orm';
import { dayIn } from '../../lib/day.ts';
import type { Db } from '../../store/db.ts';
import { columnNames, list, rowsOf } from '../../store/query-parts.ts';
import { leadTimes, purchaseLines, skuItems, stagedRows } from '../../store/schema/index.ts';
import type { MergeInput, MergeOutcome } from './merge.ts';
import { dropRepeated, withholdOwners, writeOwners } from './small-tables.ts';

const c = columnNames(leadTimes, stagedRows, purchaseLines, skuItems);

/** What is told in whole numbers: what is bought at once, and the days of each leg. */
const counts = [
  'moq',
  'casePack',
  'productionDays',
  'qcDays',
  'seaDays',
  'airDays',
  'expressDays',
  'receivingDays',
  'safetyDays',
] as const;

/** Call inside a transaction. What a file does not tell stays as it was. */
export async function mergeLeadTimes(tx: Db, input: MergeInput): Promise<MergeOutcome> {
  const { batchId, asOf } = input;
  const checked = await dropRepeated(tx, batchId, input.log, sql`${c.row}->>'supplier'`);
  await nameSuppliers(tx, batchId);
  const values = list(counts.map((key) => sql`(s.${c.row}->>${key}::text)::int`));
  const kept = list(
    [...counts, 'unitCost' as const, 'currency' as const].map(
      (key) => sql`${c[key]} = coalesce(excluded.${c[key]}, ${leadTimes}.${c[key]})`,
    ),
  );
  const written = await rowsOf(
    tx,
    { sku: leadTimes.sku },
    sql`
    insert into ${leadTimes} (${c.sku}, ${c.supplier}, ${c.supplierTier}, ${list(counts.map((key) => c[key]))}, ${c.unitCost}, ${c.currency}, ${c.asOf}, ${c.batchId})
    select s.${c.sku}, coalesce(s.${c.row}->>'supplier', main.${c.supplier}, ''), coalesce(s.${c.row}->>'tier', main.${c.supplierTier}, 'A'),
      ${values}, (s.${c.row}->>'unitCost')::numeric, s.${c.row}->>'currency', ${asOf.toISOString()}::timestamptz, ${batchId}::bigint
    from ${stagedRows} s
    left join lateral (
      select ${c.supplier}, ${c.supplierTier} from ${leadTimes} l
      where l.${c.sku} = s.${c.sku} and l.${c.supplier} = coalesce(s.${c.row}->>'supplier', l.${c.supplier})
      order by ${c.supplierTier}, ${c.supplier} limit 1
    ) main on true
    where s.${c.batchId} = ${batchId}
    on conflict (${c.sku}, ${c.supplier}) do update set ${c.supplierTier} = excluded.${c.supplierTier}, ${kept}, ${c.asOf} = excluded.${c.asOf},
      ${c.batchId} = excluded.${c.batchId}
    where ${leadTimes}.${c.asOf} <= excluded.${c.asOf}
    returning ${c.sku}`,
  );
  await withholdOwners(tx, input);
  await writeOwners(tx, input);
  return { ...checked, days: [], stores: [], changed: written.length > 0 };
}

/** A row that named no supplier meant the one that is named now. */
async function nameSuppliers(tx: Db, batchId: number): Promise<void> {
  await tx.execute(sql`
    update ${leadTimes} l set ${c.supplier} = named.${c.supplier}
    from (
      select ${c.sku}, min(${c.row}->>'supplier') as ${c.supplier} from ${stagedRows}
      where ${c.batchId} = ${batchId} and ${c.row}->>'supplier' is not null and coalesce(${c.row}->>'tier', 'A') = 'A' group by ${c.sku}
    ) named
    where l.${c.sku} = named.${c.sku} and l.${c.supplier} = ''
      and not exists (select 1 from ${leadTimes} other where other.${c.sku} = l.${c.sku} and other.${c.supplier} = named.${c.supplier})`);
}

/** Call inside a transaction. A newer file replaces what it knows of an order; it never takes goods back that came. */
export async function mergePurchases(tx: Db, input: MergeInput): Promise<MergeOutcome> {
  const { batchId, asOf } = input;
  const checked = await dropRepeated(tx, batchId, input.log, sql`${c.row}->>'orderId'`);
  const written = await rowsOf(
    tx,
    { sku: purchaseLines.sku },
    sql`
    insert into ${purchaseLines} (${c.orderId}, ${c.sku}, ${c.supplier}, ${c.units}, ${c.shippedUnits}, ${c.receivedUnits}, ${c.orderedOn}, ${c.promisedOn},
      ${c.expectedOn}, ${c.readyOn}, ${c.receivedOn}, ${c.unitCost}, ${c.currency}, ${c.status}, ${c.asOf}, ${c.batchId})
    select s.${c.row}->>'orderId', s.${c.sku}, coalesce(s.${c.row}->>'supplier', ''), s.${c.units}, (s.${c.row}->>'shippedUnits')::int,
      (s.${c.row}->>'receivedUnits')::int, (s.${c.row}->>'orderedOn')::date, (s.${c.row}->>'promisedOn')::date,
      (s.${c.row}->>'expectedOn')::date, (s.${c.row}->>'readyOn')::date, (s.${c.row}->>'receivedOn')::date, (s.${c.row}->>'unitCost')::numeric, s.${c.row}->>'currency',
      s.${c.row}->>'status', ${asOf.toISOString()}::timestamptz, ${batchId}::bigint
    from ${stagedRows} s where s.${c.batchId} = ${batchId}
    on conflict (${c.orderId}, ${c.sku}) do update set ${c.supplier} = excluded.${c.supplier}, ${c.units} = excluded.${c.units},
      ${c.shippedUnits} = excluded.${c.shippedUnits}, ${c.receivedUnits} = excluded.${c.receivedUnits}, ${c.orderedOn} = excluded.${c.orderedOn},
      ${c.promisedOn} = coalesce(excluded.${c.promisedOn}, ${purchaseLines}.${c.promisedOn}), ${c.expectedOn} = excluded.${c.expectedOn},
      ${c.readyOn} = coalesce(excluded.${c.readyOn}, ${purchaseLines}.${c.readyOn}),
      ${c.receivedOn} = coalesce(excluded.${c.receivedOn}, ${purchaseLines}.${c.receivedOn},
        case when excluded.${c.receivedUnits} >= excluded.${c.units} and ${purchaseLines}.${c.receivedUnits} < ${purchaseLines}.${c.units}
          then ${dayIn(input.policy.team.zone, asOf)}::date end),
      ${c.unitCost} = coalesce(excluded.${c.unitCost}, ${purchaseLines}.${c.unitCost}),
      ${c.currency} = coalesce(excluded.${c.currency}, ${purchaseLines}.${c.currency}), ${c.status} = excluded.${c.status},
      ${c.asOf} = excluded.${c.asOf}, ${c.batchId} = excluded.${c.batchId}
    where ${purchaseLines}.${c.asOf} <= excluded.${c.asOf}
    returning ${c.sku}`,
  );
  return { ...checked, days: [], stores: [], changed: written.length > 0 };
}

/** Call inside a transaction. */
export async function mergeItems(tx: Db, input: MergeInput): Promise<MergeOutcome> {
  const { batchId, asOf } = input;
  const checked = await dropRepeated(tx, batchId, input.log, sql`''`);
  const written = await rowsOf(
    tx,
    { storeId: skuItems.storeId },
    sql`
    insert into ${skuItems} (${c.storeId}, ${c.sku}, ${c.itemId}, ${c.unitsPer}, ${c.asOf}, ${c.batchId})
    select s.${c.storeId}, s.${c.sku}, s.${c.row}->>'itemId', s.${c.units}, ${asOf.toISOString()}::timestamptz, ${batchId}::bigint
    from ${stagedRows} s where s.${c.batchId} = ${batchId}
    on conflict (${c.storeId}, ${c.sku}) do update set ${c.itemId} = excluded.${c.itemId}, ${c.unitsPer} = excluded.${c.unitsPer},
      ${c.asOf} = excluded.${c.asOf}, ${c.batchId} = excluded.${c.batchId}
    where ${skuItems}.${c.asOf} <= excluded.${c.asOf}
    returning ${c.storeId}`,
  );
  const stores = [...new Set(written.map((row) => row.storeId))].sort();
  return { ...checked, days: [], stores, changed: written.length > 0 };
}
