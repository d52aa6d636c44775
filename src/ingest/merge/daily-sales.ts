// Merges a table of daily sales: one value for each store, SKU and day.

import { sql } from 'drizzle-orm';
import type { Day } from '../../lib/day.ts';
import type { Db } from '../../store/db.ts';
import { columnNames, notNull, rowsOf } from '../../store/query-parts.ts';
import { feedDays, refusedDays, salesDays, skus, stagedRefusals, stagedRows } from '../../store/schema/index.ts';
import { chunksOf, eachChunk, storeDays } from './chunks.ts';
import { feedAround, overAt } from './feed.ts';
import { coveredDays, type MergeInput, type MergeOutcome } from './merge.ts';
import { type DayPlan, planSalesDays } from './plan-days.ts';
import { dropBesideRefused, spreadRefusals } from './refusals.ts';
import { type AppliedDay, applyDays } from './sales-days.ts';
import { enterSkus, noteUnknownSkus, storesWithSkus } from './skus.ts';
import { dropMixedCurrencies, dropRepeated, noteOtherCurrencies } from './staged-checks.ts';

const c = columnNames(salesDays, refusedDays, stagedRefusals, stagedRows, skus, feedDays);

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
  await eachChunk(tx, unheld, { tables: [salesDays, skus], onProgress }, async (chunk) => {
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
  const rows = await rowsOf(
    tx,
    { storeId: feedDays.storeId, day: feedDays.day },
    sql`select distinct ${c.storeId}, ${c.day} from ${stagedRefusals} where ${c.batchId} = ${batchId} order by ${c.storeId}, ${c.day}`,
  );
  const days = rows
    .map(({ storeId, day }) => ({ storeId, day, mode: 'refused' as const, state: 'partial' as const }))
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
      select s.${c.storeId}, s.${c.day}, s.${c.sku}, s.${c.units}, s.${c.orders}, s.${c.amount}, s.${c.currency},
        coalesce(s.${c.pendingUnits}, 0) as ${c.pendingUnits}, 0 as ${c.cancelledLines}, 0 as ${c.otherChannelUnits}
      from ${stagedRows} s join plan using (${c.storeId}, ${c.day}) where s.${c.batchId} = ${batchId}`,
    // A row without a readable SKU may have meant any SKU that has no row of its own.
    refused: sql`
      with named as (
        select distinct on (${c.storeId}, ${c.day}, ${c.sku}) ${c.storeId}, ${c.day}, ${c.sku}, ${c.message}
        from ${stagedRefusals} join plan using (${c.storeId}, ${c.day})
        where ${c.batchId} = ${batchId} order by ${c.storeId}, ${c.day}, ${c.sku}, ${c.line}
      )
      select ${c.storeId}, ${c.day}, ${c.sku}, ${c.message}, ${c.sku} <> '' as ${c.isNamed}, ${asOf.toISOString()}::timestamptz as ${c.asOf} from named
      union all
      select n.${c.storeId}, n.${c.day}, k.${c.sku}, n.${c.message}, false, ${asOf.toISOString()}::timestamptz from named n join ${skus} k using (${c.storeId})
      where n.${c.sku} = ''
        and not exists (select 1 from named o where o.${c.storeId} = n.${c.storeId} and o.${c.day} = n.${c.day} and o.${c.sku} = k.${c.sku})
        and not exists (
          select 1 from ${stagedRows} s
          where s.${c.batchId} = ${batchId} and s.${c.storeId} = n.${c.storeId} and s.${c.day} = n.${c.day} and s.${c.sku} = k.${c.sku})`,
  });
}

/** Deletes the staged rows of a batch's days. */
export async function deleteStaged(
  tx: Db,
  batchId: number,
  days: readonly { storeId: string; day: Day }[],
): Promise<void> {
  await tx.execute(sql`
    delete from ${stagedRows} s using ${storeDays(days)} as d (${c.storeId}, ${c.day})
    where s.${c.batchId} = ${batchId} and s.${c.storeId} = d.${c.storeId} and s.${c.day} = d.${c.day}`);
}

/** Days that are whole now wait for nobody any more. */
async function releaseHeld(tx: Db, days: readonly { storeId: string; day: Day }[]): Promise<void> {
  if (days.length === 0) return;
  await tx.execute(sql`
    delete from ${stagedRows} s using ${storeDays(days)} as d (${c.storeId}, ${c.day})
    where s.${c.held} and s.${c.storeId} = d.${c.storeId} and s.${c.day} = d.${c.day}`);
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
  return await rowsOf(
    tx,
    {
      storeId: feedDays.storeId,
      day: feedDays.day,
      rows: Number,
      units: Number,
      isComplete: notNull(stagedRows.isComplete),
    },
    sql`
    select ${c.storeId}, ${c.day}, count(*)::int + coalesce(max(r.${c.rows}), 0) as ${c.rows}, sum(s.${c.units}) as ${c.units},
      bool_and(coalesce(s.${c.isComplete}, true)) as ${c.isComplete}
    from ${stagedRows} s left join (
      select ${c.storeId}, ${c.day}, count(distinct (${c.sku}, case when ${c.sku} = '' then ${c.line} end))::int as ${c.rows}
      from ${stagedRefusals} where ${c.batchId} = ${batchId} group by ${c.storeId}, ${c.day}
    ) r using (${c.storeId}, ${c.day})
    where s.${c.batchId} = ${batchId} group by ${c.storeId}, ${c.day} order by ${c.storeId}, ${c.day}`,
  );
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
    const within = sql`join ${storeDays(days)} as d (${c.storeId}, ${c.day}) on d.${c.storeId} = s.${c.storeId} and d.${c.day} = s.${c.day}`;
    return enterSkus(tx, { batchId, now, known, firstSeen: sql`s.${c.day}`, within });
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
      update ${stagedRows} s set ${c.held} = true from ${storeDays(chunk)} as d (${c.storeId}, ${c.day})
      where s.${c.batchId} = ${batchId} and s.${c.storeId} = d.${c.storeId} and s.${c.day} = d.${c.day}`);
    // An earlier file held for the same day is superseded.
    await tx.execute(sql`
      delete from ${stagedRows} s using ${storeDays(chunk)} as d (${c.storeId}, ${c.day})
      where s.${c.held} and s.${c.batchId} < ${batchId} and s.${c.storeId} = d.${c.storeId} and s.${c.day} = d.${c.day}`);
    await tx.execute(sql`
      insert into ${feedDays} (${c.storeId}, ${c.day}, ${c.source}, ${c.state}, ${c.rows}, ${c.units}, ${c.asOf}, ${c.batchId}, ${c.firstBatchId}, ${c.revision})
      select s.${c.storeId}, s.${c.day}, ${source}, 'quarantined', count(*)::int, sum(s.${c.units})::int,
        ${asOf.toISOString()}::timestamptz, ${batchId}::bigint, ${batchId}::bigint, 1
      from ${stagedRows} s join ${storeDays(chunk)} as d (${c.storeId}, ${c.day}) on d.${c.storeId} = s.${c.storeId} and d.${c.day} = s.${c.day}
      where s.${c.batchId} = ${batchId} group by s.${c.storeId}, s.${c.day}
      on conflict (${c.storeId}, ${c.day}, ${c.source}) do update set ${c.rows} = excluded.${c.rows}, ${c.units} = excluded.${c.units},
        ${c.asOf} = excluded.${c.asOf}, ${c.batchId} = excluded.${c.batchId}
      where ${feedDays}.${c.state} = 'quarantined'`);
  }
}
