// Merges plain order lines: summed by store, SKU and day they are a table of daily sales. Cancelled lines are left out.

import { sql } from 'drizzle-orm';
import type { Db } from '../../store/db.ts';
import { columnNames, notNull, rowsOf } from '../../store/query-parts.ts';
import { stagedRefusals, stagedRows } from '../../store/schema/index.ts';
import type { StagedRefusal } from '../formats/format.ts';
import { largestCount } from '../numbers.ts';
import { writeRefusals } from '../staging.ts';
import { mergeDailySales } from './daily-sales.ts';
import type { MergeInput, MergeOutcome } from './merge.ts';
import { dropMixedCurrencies } from './staged-checks.ts';

const c = columnNames(stagedRows, stagedRefusals);

/** Call inside a transaction. */
export async function mergeOrderLines(tx: Db, input: MergeInput): Promise<MergeOutcome> {
  const { batchId, log, policy } = input;
  const days = await rowsOf(
    tx,
    { storeId: stagedRows.storeId, day: notNull(stagedRows.day) },
    sql`select distinct ${c.storeId}, ${c.day} from ${stagedRows} where ${c.batchId} = ${batchId}`,
  );
  const mixed = await dropMixedCurrencies(tx, batchId, days, { log, policy });
  await dropDoubtful(tx, batchId);
  const tooLarge = await sumByDay(tx, input);
  const merged = await mergeDailySales(tx, input);
  return { ...merged, refused: merged.refused + mixed.refused + tooLarge };
}

/** A line that was refused may belong to any sum: of its SKU, or of all SKUs; of its day, or of all days. */
async function dropDoubtful(tx: Db, batchId: number): Promise<void> {
  await tx.execute(sql`
    delete from ${stagedRows} s using ${stagedRefusals} r
    where s.${c.batchId} = ${batchId} and r.${c.batchId} = ${batchId} and r.${c.storeId} in ('', s.${c.storeId})
      and r.${c.sku} in ('', s.${c.sku}) and (r.${c.day} is null or r.${c.day} = s.${c.day})
      and not (r.${c.sku} = '' and r.${c.day} is null)`);
}

/** Replaces the lines by their sums. A sum beyond the largest count is refused; gives how many were. */
async function sumByDay(tx: Db, { batchId, log }: MergeInput): Promise<number> {
  const counts = sql`s.${c.status} <> 'cancelled'`;
  const grouped = sql`
    select s.${c.storeId}, s.${c.sku}, s.${c.day}, min(s.${c.line}) as ${c.line}, coalesce(sum(s.${c.units}::bigint) filter (where ${counts}), 0) as ${c.units},
      count(distinct s.${c.orderId}) filter (where ${counts}) as ${c.orders}, sum(s.${c.amount}) as ${c.amount}, max(s.${c.currency}) as ${c.currency}
    from ${stagedRows} s where s.${c.batchId} = ${batchId} and s.${c.orderId} is not null group by s.${c.storeId}, s.${c.sku}, s.${c.day}`;
  const large = await rowsOf(
    tx,
    {
      storeId: stagedRows.storeId,
      sku: stagedRows.sku,
      day: notNull(stagedRows.day),
      line: stagedRows.line,
      units: String,
    },
    sql`select * from (${grouped}) g where ${c.units} > ${largestCount}`,
  );
  const refusals = large.map(({ storeId, sku, day, line, units }): StagedRefusal => {
    const found = `${sku} ${day}: ${units}`;
    const { message } = log.add('OUT_OF_RANGE', { line, column: 'quantity', found });
    return { storeId, sku, day, line, message };
  });
  await writeRefusals(tx, batchId, refusals);
  await tx.execute(sql`
    insert into ${stagedRows} (${c.batchId}, ${c.line}, ${c.storeId}, ${c.sku}, ${c.day}, ${c.units}, ${c.orders}, ${c.amount}, ${c.currency}, ${c.pendingUnits}, ${c.isComplete})
    select ${batchId}::bigint, ${c.line}, ${c.storeId}, ${c.sku}, ${c.day}, ${c.units}::int, ${c.orders}::int, ${c.amount}, ${c.currency}, 0, true
    from (${grouped}) g where ${c.units} <= ${largestCount}`);
  await tx.execute(sql`delete from ${stagedRows} where ${c.batchId} = ${batchId} and ${c.orderId} is not null`);
  return large.length;
}
