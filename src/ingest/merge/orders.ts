// Merges order lines. Orders are replaced whole, days that a report holds whole are replaced whole, and the sales of every
// touched day are recomputed from the lines: nothing is ever added to a sum.

import { type SQL, sql } from 'drizzle-orm';
import type { Day } from '../../lib/day.ts';
import type { Db } from '../../store/db.ts';
import { chunksOf, eachChunk, storeDays } from './chunks.ts';
import { deleteStaged } from './daily-sales.ts';
import { feedAround, overAt } from './feed.ts';
import { coveredDays, type MergeInput, type MergeOutcome } from './merge.ts';
import { type OrderDayPlan, planOrderDays } from './plan-order-days.ts';
import { applyDays } from './sales-days.ts';
import { enterSkus } from './skus.ts';
import { dropMixedCurrencies, noteOtherCurrencies } from './staged-checks.ts';

/** Checks the staged order lines as a whole and puts them in force. Call inside a transaction. */
export async function mergeOrders(tx: Db, input: MergeInput): Promise<MergeOutcome> {
  const { batchId, log, policy, asOf, now } = input;
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
    asOf,
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
    await keepLate(tx, input, chunk);
    await deleteStaged(tx, batchId, chunk);
  });
  changed = (await recompute(tx, input, await stillKnown(tx, input.source, moved))) || changed;
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
    select store_id, day, count(*)::int as rows from staged_rows
    where batch_id = ${batchId} group by store_id, day order by store_id, day`);
  return rows.map((row) => ({ storeId: row.store_id, day: row.day, rows: row.rows }));
}

/**
 * Replaces the lines of the days and orders that the file speaks for, unless a newer file has spoken for the order.
 * Gives the days on which replaced orders stood before, where those are other days (the store's zone was changed).
 */
async function replaceLines(
  tx: Db,
  { batchId, asOf }: MergeInput,
  chunk: readonly OrderDayPlan[],
): Promise<StoreDay[]> {
  const at = asOf.toISOString();
  const whole = chunk.filter((plan) => plan.mode === 'slice');
  const spoken = chunk.filter((plan) => plan.mode !== 'older');
  if (whole.length > 0) {
    await tx.execute(sql`
      delete from order_lines l using ${storeDays(whole)} as d (store_id, day)
      where l.store_id = d.store_id and l.day = d.day and l.as_of <= ${at}::timestamptz and l.batch_id <> ${batchId}`);
  }
  if (spoken.length === 0) return [];
  const gone = await tx.execute<{ store_id: string; day: Day }>(sql`
    with mine as (
      select distinct s.store_id, s.order_id
      from staged_rows s join ${storeDays(spoken)} as d (store_id, day) on d.store_id = s.store_id and d.day = s.day
      where s.batch_id = ${batchId}
    ),
    gone as (
      delete from order_lines l using mine m
      where l.store_id = m.store_id and l.order_id = m.order_id
        and l.as_of <= ${at}::timestamptz and l.batch_id <> ${batchId}
      returning l.store_id, l.day
    )
    select distinct store_id, day from gone`);
  await tx.execute(sql`
    insert into order_lines (store_id, order_id, line_no, sku, day, units, amount, currency, status, as_of, batch_id)
    select s.store_id, s.order_id, s.line, s.sku, s.day, s.units, s.amount, s.currency, s.status,
      ${at}::timestamptz, ${batchId}::bigint
    from staged_rows s join ${storeDays(spoken)} as d (store_id, day) on d.store_id = s.store_id and d.day = s.day
    where s.batch_id = ${batchId} and not exists (
      select 1 from order_lines l
      where l.store_id = s.store_id and l.order_id = s.order_id and l.batch_id <> ${batchId})`);
  const mine = new Set(chunk.map((plan) => `${plan.storeId} ${plan.day}`));
  return gone
    .map((row) => ({ storeId: row.store_id, day: row.day }))
    .filter((each) => !mine.has(`${each.storeId} ${each.day}`));
}

/** Computes the sales of days from their order lines. */
async function recompute(
  tx: Db,
  { batchId, source, asOf }: MergeInput,
  chunk: readonly OrderDayPlan[],
): Promise<boolean> {
  const days = chunk.flatMap(({ storeId, day, mode, state }) =>
    mode === 'older' ? [] : [{ storeId, day, mode, state }],
  );
  const incoming = summed(sql`order_lines l join plan using (store_id, day)`);
  const grown = await applyDays(tx, { source, batchId, asOf, days, recomputed: true, incoming });
  return grown.length > 0;
}

/** Keeps what an older report said of days that a newer one has told whole. */
async function keepLate(tx: Db, { batchId, source, asOf }: MergeInput, chunk: readonly OrderDayPlan[]): Promise<void> {
  const days = chunk.flatMap(({ storeId, day, mode, state }) =>
    mode === 'older' ? [{ storeId, day, mode, state }] : [],
  );
  const incoming = summed(sql`staged_rows l join plan using (store_id, day) where l.batch_id = ${batchId}`);
  await applyDays(tx, { source, batchId, asOf, days, recomputed: false, incoming });
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
