// Merges plain order lines: summed by store, SKU and day they are a table of daily sales. Cancelled lines are left out.

import { sql } from 'drizzle-orm';
import type { Day } from '../../lib/day.ts';
import type { Db } from '../../store/db.ts';
import type { StagedRefusal } from '../formats/format.ts';
import { largestCount } from '../numbers.ts';
import { writeRefusals } from '../staging.ts';
import { mergeDailySales } from './daily-sales.ts';
import type { MergeInput, MergeOutcome } from './merge.ts';
import { dropMixedCurrencies } from './staged-checks.ts';

/** Call inside a transaction. */
export async function mergeOrderLines(tx: Db, input: MergeInput): Promise<MergeOutcome> {
  const { batchId, log, policy } = input;
  const days = await tx.execute<{ store_id: string; day: Day }>(
    sql`select distinct store_id, day from staged_rows where batch_id = ${batchId}`,
  );
  const storeDays = days.map(({ store_id, day }) => ({ storeId: store_id, day }));
  const mixed = await dropMixedCurrencies(tx, batchId, storeDays, { log, policy });
  await dropDoubtful(tx, batchId);
  const tooLarge = await sumByDay(tx, input);
  const merged = await mergeDailySales(tx, input);
  return { ...merged, refused: merged.refused + mixed.refused + tooLarge };
}

/** A line that was refused may belong to any sum: of its SKU, or of all SKUs; of its day, or of all days. */
async function dropDoubtful(tx: Db, batchId: number): Promise<void> {
  await tx.execute(sql`
    delete from staged_rows s using staged_refusals r
    where s.batch_id = ${batchId} and r.batch_id = ${batchId} and r.store_id in ('', s.store_id)
      and r.sku in ('', s.sku) and (r.day is null or r.day = s.day)
      and not (r.sku = '' and r.day is null)`);
}

/** Replaces the lines by their sums. A sum beyond the largest count is refused; gives how many were. */
async function sumByDay(tx: Db, { batchId, log }: MergeInput): Promise<number> {
  const counts = sql`s.status <> 'cancelled'`;
  const grouped = sql`
    select s.store_id, s.sku, s.day, min(s.line) as line, coalesce(sum(s.units::bigint) filter (where ${counts}), 0) as units,
      count(distinct s.order_id) filter (where ${counts}) as orders, sum(s.amount) as amount, max(s.currency) as currency
    from staged_rows s where s.batch_id = ${batchId} and s.order_id is not null group by s.store_id, s.sku, s.day`;
  const large = await tx.execute<{ store_id: string; sku: string; day: Day; line: number; units: string }>(
    sql`select * from (${grouped}) g where units > ${largestCount}`,
  );
  const refusals = large.map(({ store_id, sku, day, line, units }): StagedRefusal => {
    const found = `${sku} ${day}: ${units}`;
    const { message } = log.add('OUT_OF_RANGE', { line, column: 'quantity', found });
    return { storeId: store_id, sku, day, line, message };
  });
  await writeRefusals(tx, batchId, refusals);
  await tx.execute(sql`
    insert into staged_rows (batch_id, line, store_id, sku, day, units, orders, amount, currency, pending_units, is_complete)
    select ${batchId}::bigint, line, store_id, sku, day, units::int, orders::int, amount, currency, 0, true
    from (${grouped}) g where units <= ${largestCount}`);
  await tx.execute(sql`delete from staged_rows where batch_id = ${batchId} and order_id is not null`);
  return large.length;
}
