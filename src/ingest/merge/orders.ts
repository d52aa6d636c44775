// Merges order lines. Orders do not vanish: of each order the lines that tell of its latest state stand, whichever report
// brought them first, and the sales of every touched day are recomputed from the lines. What a newer report lacks is for a
// person to decide.

import { type SQL, sql } from 'drizzle-orm';
import type { Day } from '../../lib/day.ts';
import type { Db } from '../../store/db.ts';
import { chunksOf, eachChunk, storeDays } from './chunks.ts';
import { deleteStaged } from './daily-sales.ts';
import { feedAround, overAt } from './feed.ts';
import { coveredDays, type MergeInput, type MergeOutcome } from './merge.ts';
import { countMissing } from './missing-orders.ts';
import { type OrderDayPlan, planOrderDays } from './plan-order-days.ts';
import { spreadRefusals } from './refusals.ts';
import { type Application, applyDays } from './sales-days.ts';
import { enterSkus } from './skus.ts';
import { dropMixedCurrencies, noteOtherCurrencies } from './staged-checks.ts';

/** Checks the staged order lines as a whole and puts them in force. Call inside a transaction. */
export async function mergeOrders(tx: Db, input: MergeInput): Promise<MergeOutcome> {
  const { batchId, log, policy, asOf, now } = input;
  await spreadRefusals(tx, batchId);
  const seen = await countDays(tx, batchId);
  let refused = 0;
  const dropped = new Set<string>();
  for (const chunk of chunksOf(seen)) {
    const mixed = await dropMixedCurrencies(tx, batchId, chunk, { log, policy });
    refused += mixed.refused;
    for (const each of mixed.days) dropped.add(`${each.storeId} ${each.day}`);
  }
  await noteOtherCurrencies(tx, batchId, log, policy);
  const plans = planOrderDays({
    kind: input.orderReport ?? 'by-last-update',
    seen,
    existing: await feedAround(tx, input.source, seen),
    asked: input.asked,
    isOver: overAt(policy, asOf, now),
  }).filter((plan) => !dropped.has(`${plan.storeId} ${plan.day}`));
  const rowsOf = new Map(seen.map((each) => [`${each.storeId} ${each.day}`, each.rows]));
  const planned = plans.map((plan) => ({ ...plan, rows: rowsOf.get(`${plan.storeId} ${plan.day}`) ?? 0 }));
  const moved: StoreDay[] = [];
  let changed = false;
  const { onProgress } = input;
  await eachChunk(tx, planned, { tables: ['order_lines', 'sales_days', 'skus'], onProgress }, async (chunk) => {
    const within = sql`join ${storeDays(chunk)} as d (store_id, day) on d.store_id = s.store_id and d.day = s.day`;
    await enterSkus(tx, { batchId, now, known: true, firstSeen: sql`s.day`, within });
    moved.push(...(await replaceLines(tx, input, chunk)));
    changed = (await recompute(tx, input, chunk)) || changed;
    await deleteStaged(tx, batchId, chunk);
  });
  changed = (await recompute(tx, input, await stillKnown(tx, input.source, moved))) || changed;
  await noteMissing(tx, input, plans);
  return {
    refused,
    skipped: 0,
    days: coveredDays(plans),
    stores: [...new Set(plans.map((each) => each.storeId))].sort(),
    changed,
  };
}

type StoreDay = { storeId: string; day: Day };

async function countDays(tx: Db, batchId: number): Promise<(StoreDay & { rows: number })[]> {
  const rows = await tx.execute<{ store_id: string; day: Day; rows: number }>(sql`
    select store_id, day, count(*)::int as rows from (
      select store_id, day from staged_rows where batch_id = ${batchId}
      union all select store_id, day from staged_refusals where batch_id = ${batchId}
    ) staged group by store_id, day order by store_id, day`);
  return rows.map((row) => ({ storeId: row.store_id, day: row.day, rows: row.rows }));
}

/**
 * Replaces the lines of the orders that the file knows a later state of, and enters those that are new. Of two reports with
 * the same state the newer counts; of two reports of one moment the one pulled later, then the one later by name. Gives the
 * days on which replaced orders stood before, where those are other days (the store's zone was changed).
 */
async function replaceLines(tx: Db, { batchId, version, asOf }: MergeInput, chunk: readonly OrderDayPlan[]) {
  const at = sql`${version.toISOString()}::timestamptz`;
  const gone = await tx.execute<{ store_id: string; day: Day }>(sql`
    with ${namedOrders(batchId, chunk)},
    known as (
      select distinct on (l.store_id, l.order_id) l.store_id, l.order_id, l.told_at, l.as_of, b.as_of as pulled_at,
        b.file_name, b.sha256
      from order_lines l join good using (store_id, order_id) join ingest_batches b on b.id = l.batch_id
      where l.batch_id <> ${batchId} and l.status <> 'refused'
    ),
    newer as (
      select g.store_id, g.order_id
      from good g join known k using (store_id, order_id) join ingest_batches b on b.id = ${batchId}
      where (coalesce(g.told_at, ${at}), ${at}, ${asOf.toISOString()}::timestamptz, b.file_name, b.sha256)
        >= (k.told_at, k.as_of, k.pulled_at, k.file_name, k.sha256)
    ),
    healed as (
      delete from order_lines l using good g
      where l.store_id = g.store_id and l.order_id = g.order_id and l.status = 'refused' and l.as_of <= ${at}
      returning l.store_id, l.day
    ),
    nameless as (
      delete from order_lines l using ${storeDays(chunk.filter((plan) => plan.mode === 'slice'))} as d (store_id, day)
      where l.store_id = d.store_id and l.day = d.day and l.order_id like '?%' and l.status = 'refused' and l.as_of < ${at}
    ),
    gone as (
      delete from order_lines l using newer n
      where l.store_id = n.store_id and l.order_id = n.order_id and l.status <> 'refused' and l.batch_id <> ${batchId}
      returning l.store_id, l.day
    )
    select store_id, day from gone union select store_id, day from healed`);
  await tx.execute(sql`
    with ${namedOrders(batchId, chunk)},
    entered as (
      insert into order_lines (store_id, order_id, line_no, sku, day, units, amount, currency, status, told_at, as_of,
        seen_as_of, batch_id)
      select s.store_id, s.order_id, s.line, s.sku, s.day, s.units, s.amount, s.currency, s.status,
        coalesce(g.told_at, ${at}), ${at}, ${at}, ${batchId}::bigint
      from staged_rows s join good g using (store_id, order_id) join days using (store_id, day)
      where s.batch_id = ${batchId} and not exists (
        select 1 from order_lines l where l.store_id = s.store_id and l.order_id = s.order_id
          and l.status <> 'refused' and l.batch_id <> ${batchId})
    )
    update order_lines l set seen_as_of = ${at} from good g
    where l.store_id = g.store_id and l.order_id = g.order_id and l.seen_as_of < ${at}`);
  await enterRefused(tx, { batchId, version }, chunk);
  const mine = new Set(chunk.map((plan) => `${plan.storeId} ${plan.day}`));
  return gone
    .map((row) => ({ storeId: row.store_id, day: row.day }))
    .filter((each) => !mine.has(`${each.storeId} ${each.day}`));
}

/**
 * An order with a line that was refused is refused whole: what it held before stays, and what each of its SKUs sold on the
 * day is unknown until a report of the same age or newer tells the order well.
 */
async function enterRefused(
  tx: Db,
  { batchId, version }: Pick<MergeInput, 'batchId' | 'version'>,
  chunk: readonly OrderDayPlan[],
): Promise<void> {
  const at = sql`${version.toISOString()}::timestamptz`;
  await tx.execute(sql`
    with ${namedOrders(batchId, chunk)}
    delete from order_lines l using refused r
    where l.store_id = r.store_id and l.order_id = r.order_id and l.status = 'refused' and l.as_of < ${at}`);
  await tx.execute(sql`
    with ${namedOrders(batchId, chunk)},
    lines as (
      select store_id, order_id, sku, day, line, message from refused
      union
      select r.store_id, r.order_id, s.sku, s.day, s.line, r.message
      from staged_rows s join refused r using (store_id, order_id) where s.batch_id = ${batchId}
    )
    insert into order_lines (store_id, order_id, line_no, sku, day, units, status, refusal, told_at, as_of, seen_as_of,
      batch_id)
    -- Lines of the order that are in force keep their numbers.
    select store_id, order_id, -line, sku, day, 0, 'refused', message, ${at}, ${at}, ${at}, ${batchId}::bigint
    from lines where not exists (
      select 1 from order_lines l where l.store_id = lines.store_id and l.order_id = lines.order_id
        and l.batch_id <> ${batchId} and l.seen_as_of >= ${at})
    on conflict do nothing`);
}

/** The orders that the file names on the days of a chunk, as parts of a statement: \`good\` ones, and lines of \`refused\` ones. */
function namedOrders(batchId: number, chunk: readonly OrderDayPlan[]): SQL {
  return sql`
    days (store_id, day) as (select * from ${storeDays(chunk)}),
    refused as (
      select r.store_id, coalesce(nullif(r.order_id, ''), '?' || r.day || ' ' || r.line) as order_id, r.sku, r.day, r.line,
        r.message
      from staged_refusals r join days using (store_id, day) where r.batch_id = ${batchId}
    ),
    good as (
      select s.store_id, s.order_id, max(s.told_at) as told_at
      from staged_rows s join days using (store_id, day)
      where s.batch_id = ${batchId}
        and not exists (select 1 from refused r where r.store_id = s.store_id and r.order_id = s.order_id)
      group by s.store_id, s.order_id
    )`;
}

/** Computes the sales of days from their order lines. */
async function recompute(
  tx: Db,
  { batchId, source, asOf, version }: MergeInput,
  days: readonly OrderDayPlan[],
): Promise<boolean> {
  const grown = await applyOrderDays(tx, { source, batchId, asOf: version, pulledAt: asOf, days });
  return grown.length > 0;
}

/** Computes the sales of days from their order lines as they stand. */
export function applyOrderDays(
  tx: Db,
  application: Pick<Application, 'source' | 'batchId' | 'asOf' | 'pulledAt' | 'days'>,
): Promise<StoreDay[]> {
  return applyDays(tx, {
    ...application,
    recomputed: true,
    incoming: summed(sql`order_lines l join plan using (store_id, day) where l.status <> 'refused'`),
    // A line without a readable SKU may have been of any SKU.
    refused: sql`
      with named as (
        select distinct on (l.store_id, l.day, l.sku) l.store_id, l.day, l.sku, l.refusal as message, l.as_of
        from order_lines l join plan using (store_id, day)
        where l.status = 'refused' order by l.store_id, l.day, l.sku, l.as_of desc, l.order_id, l.line_no desc
      )
      select store_id, day, sku, message, sku <> '' as is_named, as_of from named
      union all
      select n.store_id, n.day, k.sku, n.message, false, n.as_of from named n join skus k using (store_id)
      where n.sku = ''
        and not exists (select 1 from named o where o.store_id = n.store_id and o.day = n.day and o.sku = k.sku)`,
  });
}

/** Tells of orders that are known and that the file lacks although it holds their day whole. */
async function noteMissing(tx: Db, { source, log }: MergeInput, plans: readonly OrderDayPlan[]): Promise<void> {
  for (const { storeId, day, orders, units } of await countMissing(tx, source, plans)) {
    log.add('ORDERS_MISSING', { found: `${storeId} ${day}`, expected: `${orders}/${units}` });
  }
}

/** Sales of each SKU and day from lines `l`: cancelled ones count apart, pending ones are in, other channels are not sales. */
function summed(lines: SQL): SQL {
  return sql`
    select l.store_id, l.day, l.sku,
      coalesce(sum(l.units) filter (where l.status in ('shipped', 'pending')), 0)::int as units,
      (count(distinct l.order_id) filter (where l.status in ('shipped', 'pending')))::int as orders,
      coalesce(sum(l.amount) filter (where l.status in ('shipped', 'pending')), 0) as amount,
      max(l.currency) as currency,
      coalesce(sum(l.units) filter (where l.status = 'pending'), 0)::int as pending_units,
      (count(*) filter (where l.status = 'cancelled'))::int as cancelled_lines,
      coalesce(sum(l.units) filter (where l.status = 'other_channel'), 0)::int as other_channel_units
    from ${lines}
    group by l.store_id, l.day, l.sku`;
}

/** Days that orders have left: recomputed as they stand. */
async function stillKnown(tx: Db, source: string, days: readonly StoreDay[]): Promise<OrderDayPlan[]> {
  const keys = new Set(days.map((each) => `${each.storeId} ${each.day}`));
  const feed = await feedAround(tx, source, days);
  return feed
    .filter((each) => keys.has(`${each.storeId} ${each.day}`))
    .map(({ storeId, day, state }) => ({ storeId, day, mode: 'edge' as const, state }));
}
