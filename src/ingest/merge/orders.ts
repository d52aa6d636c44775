// Merges order lines. Orders do not vanish: of each order the lines that tell of its latest state stand, whichever report
// brought them first, and the sales of every touched day are recomputed from the lines. What a newer report lacks is for a
// person to decide.

import { type SQL, sql } from 'drizzle-orm';
import type { Day } from '../../lib/day.ts';
import type { Db } from '../../store/db.ts';
import { columnNames, rowsOf } from '../../store/query-parts.ts';
import {
  ingestBatches,
  orderLines,
  refusedDays,
  salesDays,
  skus,
  stagedRefusals,
  stagedRows,
} from '../../store/schema/index.ts';
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

const c = columnNames(salesDays, refusedDays, stagedRows, stagedRefusals, orderLines, ingestBatches, skus);

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
  await eachChunk(tx, planned, { tables: [orderLines, salesDays, skus], onProgress }, async (chunk) => {
    const within = sql`join ${storeDays(chunk)} as d (${c.storeId}, ${c.day}) on d.${c.storeId} = s.${c.storeId} and d.${c.day} = s.${c.day}`;
    await enterSkus(tx, { batchId, now, known: true, firstSeen: sql`s.${c.day}`, within });
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
  return await rowsOf(
    tx,
    { storeId: salesDays.storeId, day: salesDays.day, rows: Number },
    sql`
    select ${c.storeId}, ${c.day}, count(*)::int as rows from (
      select ${c.storeId}, ${c.day} from ${stagedRows} where ${c.batchId} = ${batchId}
      union all select ${c.storeId}, ${c.day} from ${stagedRefusals} where ${c.batchId} = ${batchId}
    ) staged group by ${c.storeId}, ${c.day} order by ${c.storeId}, ${c.day}`,
  );
}

/**
 * Replaces the lines of the orders that the file knows a later state of, and enters those that are new. Of two reports with
 * the same state the newer counts; of two reports of one moment the one pulled later, then the one later by name. Gives the
 * days on which replaced orders stood before, where those are other days (the store's zone was changed).
 */
async function replaceLines(tx: Db, { batchId, version, asOf }: MergeInput, chunk: readonly OrderDayPlan[]) {
  const at = sql`${version.toISOString()}::timestamptz`;
  const gone = await rowsOf(
    tx,
    { storeId: salesDays.storeId, day: salesDays.day },
    sql`
    with ${namedOrders(batchId, chunk)},
    known as (
      select distinct on (l.${c.storeId}, l.${c.orderId}) l.${c.storeId}, l.${c.orderId}, l.${c.toldAt}, l.${c.asOf}, b.${c.asOf} as pulled_at,
        b.${c.fileName}, b.${c.sha256}
      from ${orderLines} l join good using (${c.storeId}, ${c.orderId}) join ${ingestBatches} b on b.${c.id} = l.${c.batchId}
      where l.${c.batchId} <> ${batchId} and l.${c.status} <> 'refused'
    ),
    newer as (
      select g.${c.storeId}, g.${c.orderId}
      from good g join known k using (${c.storeId}, ${c.orderId}) join ${ingestBatches} b on b.${c.id} = ${batchId}
      where (coalesce(g.${c.toldAt}, ${at}), ${at}, ${asOf.toISOString()}::timestamptz, b.${c.fileName}, b.${c.sha256})
        >= (k.${c.toldAt}, k.${c.asOf}, k.pulled_at, k.${c.fileName}, k.${c.sha256})
    ),
    healed as (
      delete from ${orderLines} l using good g
      where l.${c.storeId} = g.${c.storeId} and l.${c.orderId} = g.${c.orderId} and l.${c.status} = 'refused' and l.${c.asOf} <= ${at}
      returning l.${c.storeId}, l.${c.day}
    ),
    nameless as (
      delete from ${orderLines} l using ${storeDays(chunk.filter((plan) => plan.mode === 'slice'))} as d (${c.storeId}, ${c.day})
      where l.${c.storeId} = d.${c.storeId} and l.${c.day} = d.${c.day} and l.${c.orderId} like '?%' and l.${c.status} = 'refused' and l.${c.asOf} < ${at}
    ),
    gone as (
      delete from ${orderLines} l using newer n
      where l.${c.storeId} = n.${c.storeId} and l.${c.orderId} = n.${c.orderId} and l.${c.status} <> 'refused' and l.${c.batchId} <> ${batchId}
      returning l.${c.storeId}, l.${c.day}
    )
    select ${c.storeId}, ${c.day} from gone union select ${c.storeId}, ${c.day} from healed`,
  );
  await tx.execute(sql`
    with ${namedOrders(batchId, chunk)},
    entered as (
      insert into ${orderLines} (${c.storeId}, ${c.orderId}, ${c.lineNo}, ${c.sku}, ${c.day}, ${c.units}, ${c.amount}, ${c.currency}, ${c.status}, ${c.toldAt}, ${c.asOf},
        ${c.seenAsOf}, ${c.batchId})
      select s.${c.storeId}, s.${c.orderId}, s.${c.line}, s.${c.sku}, s.${c.day}, s.${c.units}, s.${c.amount}, s.${c.currency}, s.${c.status},
        coalesce(g.${c.toldAt}, ${at}), ${at}, ${at}, ${batchId}::bigint
      from ${stagedRows} s join good g using (${c.storeId}, ${c.orderId}) join days using (${c.storeId}, ${c.day})
      where s.${c.batchId} = ${batchId} and not exists (
        select 1 from ${orderLines} l where l.${c.storeId} = s.${c.storeId} and l.${c.orderId} = s.${c.orderId}
          and l.${c.status} <> 'refused' and l.${c.batchId} <> ${batchId})
    )
    update ${orderLines} l set ${c.seenAsOf} = ${at} from good g
    where l.${c.storeId} = g.${c.storeId} and l.${c.orderId} = g.${c.orderId} and l.${c.seenAsOf} < ${at}`);
  await enterRefused(tx, { batchId, version }, chunk);
  const mine = new Set(chunk.map((plan) => `${plan.storeId} ${plan.day}`));
  return gone.filter((each) => !mine.has(`${each.storeId} ${each.day}`));
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
    delete from ${orderLines} l using refused r
    where l.${c.storeId} = r.${c.storeId} and l.${c.orderId} = r.${c.orderId} and l.${c.status} = 'refused' and l.${c.asOf} < ${at}`);
  await tx.execute(sql`
    with ${namedOrders(batchId, chunk)},
    lines as (
      select ${c.storeId}, ${c.orderId}, ${c.sku}, ${c.day}, ${c.line}, ${c.message} from refused
      union
      select r.${c.storeId}, r.${c.orderId}, s.${c.sku}, s.${c.day}, s.${c.line}, r.${c.message}
      from ${stagedRows} s join refused r using (${c.storeId}, ${c.orderId}) where s.${c.batchId} = ${batchId}
    )
    insert into ${orderLines} (${c.storeId}, ${c.orderId}, ${c.lineNo}, ${c.sku}, ${c.day}, ${c.units}, ${c.status}, ${c.refusal}, ${c.toldAt}, ${c.asOf}, ${c.seenAsOf},
      ${c.batchId})
    -- Lines of the order that are in force keep their numbers.
    select ${c.storeId}, ${c.orderId}, -${c.line}, ${c.sku}, ${c.day}, 0, 'refused', ${c.message}, ${at}, ${at}, ${at}, ${batchId}::bigint
    from lines where not exists (
      select 1 from ${orderLines} l where l.${c.storeId} = lines.${c.storeId} and l.${c.orderId} = lines.${c.orderId}
        and l.${c.batchId} <> ${batchId} and l.${c.seenAsOf} >= ${at})
    on conflict do nothing`);
}

/** The orders that the file names on the days of a chunk, as parts of a statement: \`good\` ones, and lines of \`refused\` ones. */
function namedOrders(batchId: number, chunk: readonly OrderDayPlan[]): SQL {
  return sql`
    days (${c.storeId}, ${c.day}) as (select * from ${storeDays(chunk)}),
    refused as (
      select r.${c.storeId}, coalesce(nullif(r.${c.orderId}, ''), '?' || r.${c.day} || ' ' || r.${c.line}) as ${c.orderId}, r.${c.sku}, r.${c.day}, r.${c.line},
        r.${c.message}
      from ${stagedRefusals} r join days using (${c.storeId}, ${c.day}) where r.${c.batchId} = ${batchId}
    ),
    good as (
      select s.${c.storeId}, s.${c.orderId}, max(s.${c.toldAt}) as ${c.toldAt}
      from ${stagedRows} s join days using (${c.storeId}, ${c.day})
      where s.${c.batchId} = ${batchId}
        and not exists (select 1 from refused r where r.${c.storeId} = s.${c.storeId} and r.${c.orderId} = s.${c.orderId})
      group by s.${c.storeId}, s.${c.orderId}
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
    incoming: summed(sql`${orderLines} l join plan using (${c.storeId}, ${c.day}) where l.${c.status} <> 'refused'`),
    // A line without a readable SKU may have been of any SKU.
    refused: sql`
      with named as (
        select distinct on (l.${c.storeId}, l.${c.day}, l.${c.sku}) l.${c.storeId}, l.${c.day}, l.${c.sku}, l.${c.refusal} as ${c.message}, l.${c.asOf}
        from ${orderLines} l join plan using (${c.storeId}, ${c.day})
        where l.${c.status} = 'refused' order by l.${c.storeId}, l.${c.day}, l.${c.sku}, l.${c.asOf} desc, l.${c.orderId}, l.${c.lineNo} desc
      )
      select ${c.storeId}, ${c.day}, ${c.sku}, ${c.message}, ${c.sku} <> '' as ${c.isNamed}, ${c.asOf} from named
      union all
      select n.${c.storeId}, n.${c.day}, k.${c.sku}, n.${c.message}, false, n.${c.asOf} from named n join ${skus} k using (${c.storeId})
      where n.${c.sku} = ''
        and not exists (select 1 from named o where o.${c.storeId} = n.${c.storeId} and o.${c.day} = n.${c.day} and o.${c.sku} = k.${c.sku})`,
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
    select l.${c.storeId}, l.${c.day}, l.${c.sku},
      coalesce(sum(l.${c.units}) filter (where l.${c.status} in ('shipped', 'pending')), 0)::int as ${c.units},
      (count(distinct l.${c.orderId}) filter (where l.${c.status} in ('shipped', 'pending')))::int as ${c.orders},
      coalesce(sum(l.${c.amount}) filter (where l.${c.status} in ('shipped', 'pending')), 0) as ${c.amount},
      max(l.${c.currency}) as ${c.currency},
      coalesce(sum(l.${c.units}) filter (where l.${c.status} = 'pending'), 0)::int as ${c.pendingUnits},
      (count(*) filter (where l.${c.status} = 'cancelled'))::int as ${c.cancelledLines},
      coalesce(sum(l.${c.units}) filter (where l.${c.status} = 'other_channel'), 0)::int as ${c.otherChannelUnits}
    from ${lines}
    group by l.${c.storeId}, l.${c.day}, l.${c.sku}`;
}

/** Days that orders have left: recomputed as they stand. */
async function stillKnown(tx: Db, source: string, days: readonly StoreDay[]): Promise<OrderDayPlan[]> {
  const keys = new Set(days.map((each) => `${each.storeId} ${each.day}`));
  const feed = await feedAround(tx, source, days);
  return feed
    .filter((each) => keys.has(`${each.storeId} ${each.day}`))
    .map(({ storeId, day, state }) => ({ storeId, day, mode: 'edge' as const, state }));
}
