// Merges a table of daily sales: one value for each store, SKU and day.

import { sql } from 'drizzle-orm';
import type { Day } from '../../lib/day.ts';
import type { Db } from '../../store/db.ts';
import { chunksOf, eachChunk, storeDays } from './chunks.ts';
import { feedAround, overAt } from './feed.ts';
import { coveredDays, type MergeInput, type MergeOutcome } from './merge.ts';
import { type DayPlan, planSalesDays } from './plan-days.ts';
import { dropBesideRefused, spreadRefusals } from './refusals.ts';
import { type AppliedDay, applyDays } from './sales-days.ts';
import { enterSkus, noteUnknownSkus, storesWithSkus } from './skus.ts';
import { dropMixedCurrencies, dropRepeated, noteOtherCurrencies } from './staged-checks.ts';

/** Checks the staged rows as a whole and puts them in force. Call inside a transaction. */
export async function mergeDailySales(tx: Db, input: MergeInput): Promise<MergeOutcome> {
  const { batchId, log, policy, asOf, now } = input;
  const checked = await checkRows(tx, input);
  const stores = await storesWithSkus(tx, batchId);
  await noteUnknownSkus(tx, batchId, stores, log);
  await noteOtherCurrencies(tx, batchId, log, policy);
  const counts = await countDays(tx, batchId);
  const plans = planSalesDays({
    counts,
    existing: await feedAround(tx, input.source, counts),
    asOf,
    minShare: policy.detection.minFeedShare,
    isOver: overAt(policy, asOf, now),
  });
  await refuseDays(tx, input, plans);
  const rowsOf = new Map(counts.map((count) => [`${count.storeId} ${count.day}`, count.rows]));
  const planned = plans.map((plan) => ({ ...plan, rows: rowsOf.get(`${plan.storeId} ${plan.day}`) ?? 0 }));
  const held = planned.filter((plan) => plan.mode === 'hold');
  await holdDays(tx, input, held);
  let changed = held.length > 0;
  const unheld = planned.filter((plan) => plan.mode !== 'hold');
  const { onProgress } = input;
  await eachChunk(tx, unheld, { tables: ['sales_days', 'skus'], onProgress }, async (chunk) => {
    await enterChunk(tx, input, chunk, stores);
    const grown = await applySales(tx, { ...input, days: chunk.flatMap(appliedDay) });
    changed ||= grown.length > 0;
    await deleteStaged(tx, batchId, chunk);
    await releaseHeld(
      tx,
      chunk.filter((plan) => plan.mode === 'slice'),
    );
  });
  return {
    ...checked,
    days: coveredDays(plans),
    stores: [...new Set(counts.map((each) => each.storeId))].sort(),
    changed,
  };
}

/** Days of which every row was refused: nothing is known of them by this file, and what was known before stays. */
async function refuseDays(tx: Db, { batchId, source, asOf }: MergeInput, plans: readonly DayPlan[]): Promise<void> {
  const planned = new Set(plans.map((plan) => `${plan.storeId} ${plan.day}`));
  const rows = await tx.execute<{ store_id: string; day: Day }>(
    sql`select distinct store_id, day from staged_refusals where batch_id = ${batchId} order by store_id, day`,
  );
  const days = rows
    .map(({ store_id, day }) => ({ storeId: store_id, day, mode: 'refused' as const, state: 'partial' as const }))
    .filter((each) => !planned.has(`${each.storeId} ${each.day}`));
  await applySales(tx, { source, batchId, asOf, days });
}

/** Puts staged rows of daily sales in force on the given days. */
export function applySales(
  tx: Db,
  { batchId, source, asOf, days }: { batchId: number; source: string; asOf: Date; days: readonly AppliedDay[] },
): Promise<{ storeId: string; day: Day }[]> {
  return applyDays(tx, {
    source,
    batchId,
    asOf,
    days,
    recomputed: false,
    incoming: sql`
      select s.store_id, s.day, s.sku, s.units, s.orders, s.amount, s.currency,
        coalesce(s.pending_units, 0) as pending_units, 0 as cancelled_lines, 0 as other_channel_units
      from staged_rows s join plan using (store_id, day) where s.batch_id = ${batchId}`,
    // A row without a readable SKU may have meant any SKU that has no row of its own.
    refused: sql`
      with named as (
        select distinct on (store_id, day, sku) store_id, day, sku, message
        from staged_refusals join plan using (store_id, day)
        where batch_id = ${batchId} order by store_id, day, sku, line
      )
      select store_id, day, sku, message, sku <> '' as is_named, ${asOf.toISOString()}::timestamptz as as_of from named
      union all
      select n.store_id, n.day, k.sku, n.message, false, ${asOf.toISOString()}::timestamptz from named n join skus k using (store_id)
      where n.sku = ''
        and not exists (select 1 from named o where o.store_id = n.store_id and o.day = n.day and o.sku = k.sku)
        and not exists (
          select 1 from staged_rows s
          where s.batch_id = ${batchId} and s.store_id = n.store_id and s.day = n.day and s.sku = k.sku)`,
  });
}

/** Deletes the staged rows of a batch's days. */
export async function deleteStaged(
  tx: Db,
  batchId: number,
  days: readonly { storeId: string; day: Day }[],
): Promise<void> {
  await tx.execute(sql`
    delete from staged_rows s using ${storeDays(days)} as d (store_id, day)
    where s.batch_id = ${batchId} and s.store_id = d.store_id and s.day = d.day`);
}

/** Days that are whole now wait for nobody any more. */
async function releaseHeld(tx: Db, days: readonly { storeId: string; day: Day }[]): Promise<void> {
  if (days.length === 0) return;
  await tx.execute(sql`
    delete from staged_rows s using ${storeDays(days)} as d (store_id, day)
    where s.held and s.store_id = d.store_id and s.day = d.day`);
}

async function checkRows(tx: Db, { batchId, log, policy }: MergeInput): Promise<{ refused: number; skipped: number }> {
  let refused = 0;
  let skipped = 0;
  for (const chunk of chunksOf(await countDays(tx, batchId))) {
    const repeated = await dropRepeated(tx, batchId, chunk, log);
    const mixed = await dropMixedCurrencies(tx, batchId, chunk, { log, policy });
    refused += repeated.refused + mixed.refused;
    skipped += repeated.skipped;
  }
  if (skipped > 0) log.add('DUPLICATE_ROWS', { found: String(skipped) });
  await spreadRefusals(tx, batchId);
  refused += await dropBesideRefused(tx, batchId, log);
  return { refused, skipped };
}

async function countDays(tx: Db, batchId: number) {
  const rows = await tx.execute<{
    store_id: string;
    day: Day;
    rows: number;
    units: string | number;
    is_complete: boolean;
  }>(sql`
    select store_id, day, count(*)::int + coalesce(max(r.rows), 0) as rows, sum(s.units) as units,
      bool_and(coalesce(s.is_complete, true)) as is_complete
    from staged_rows s left join (
      select store_id, day, count(distinct (sku, case when sku = '' then line end))::int as rows
      from staged_refusals where batch_id = ${batchId} group by store_id, day
    ) r using (store_id, day)
    where s.batch_id = ${batchId} group by store_id, day order by store_id, day`);
  return rows.map((row) => ({
    storeId: row.store_id,
    day: row.day,
    rows: row.rows,
    units: Number(row.units),
    isComplete: row.is_complete,
  }));
}

async function enterChunk(
  tx: Db,
  { batchId, now }: MergeInput,
  chunk: readonly DayPlan[],
  withSkus: readonly string[],
): Promise<void> {
  const enter = (known: boolean) => {
    const days = chunk.filter((each) => known === !withSkus.includes(each.storeId));
    if (days.length === 0) return Promise.resolve();
    const within = sql`join ${storeDays(days)} as d (store_id, day) on d.store_id = s.store_id and d.day = s.day`;
    return enterSkus(tx, { batchId, now, known, firstSeen: sql`s.day`, within });
  };
  await enter(true);
  await enter(false);
}

function appliedDay({ storeId, day, mode, state, isWhole }: DayPlan): AppliedDay[] {
  return mode === 'hold' ? [] : [{ storeId, day, mode, state, isWhole }];
}

/** Sets days aside: their rows wait for a person, a day without any feed is shown as quarantined. */
async function holdDays(tx: Db, input: MergeInput, days: readonly (DayPlan & { rows: number })[]): Promise<void> {
  const { batchId, source, asOf, log } = input;
  for (const { storeId, day, because } of days) {
    if (!because) continue;
    const found = because.code === 'ROW_COUNT_DROP' ? `${storeId} ${day}: ${because.rows}` : `${storeId} ${day}`;
    log.add(because.code, { found, expected: String(because.usualRows) });
  }
  for (const chunk of chunksOf(days)) {
    await tx.execute(sql`
      update staged_rows s set held = true from ${storeDays(chunk)} as d (store_id, day)
      where s.batch_id = ${batchId} and s.store_id = d.store_id and s.day = d.day`);
    // An earlier file held for the same day is superseded.
    await tx.execute(sql`
      delete from staged_rows s using ${storeDays(chunk)} as d (store_id, day)
      where s.held and s.batch_id < ${batchId} and s.store_id = d.store_id and s.day = d.day`);
    await tx.execute(sql`
      insert into feed_days (store_id, day, source, state, rows, units, as_of, batch_id, first_batch_id, revision)
      select s.store_id, s.day, ${source}, 'quarantined', count(*)::int, sum(s.units)::int,
        ${asOf.toISOString()}::timestamptz, ${batchId}::bigint, ${batchId}::bigint, 1
      from staged_rows s join ${storeDays(chunk)} as d (store_id, day) on d.store_id = s.store_id and d.day = s.day
      where s.batch_id = ${batchId} group by s.store_id, s.day
      on conflict (store_id, day, source) do update set rows = excluded.rows, units = excluded.units,
        as_of = excluded.as_of, batch_id = excluded.batch_id
      where feed_days.state = 'quarantined'`);
  }
}
