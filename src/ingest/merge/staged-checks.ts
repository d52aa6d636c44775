// Checks that need the whole file: repeated and contradicting rows, two currencies in one day. Works on the staged rows.

import { sql } from 'drizzle-orm';
import type { Day } from '../../lib/day.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Db } from '../../store/db.ts';
import { columnNames, listOf, notNull, rowsOf } from '../../store/query-parts.ts';
import { stagedRows } from '../../store/schema/index.ts';
import type { StagedRefusal } from '../formats/format.ts';
import type { IssueLog } from '../issues.ts';
import { writeRefusals } from '../staging.ts';
import { storeDays } from './chunks.ts';

const c = columnNames(stagedRows);

type StoreDay = { storeId: string; day: Day };

/** Keeps one of exactly repeated rows, refuses all of contradicting ones. Gives how many of each went. */
export async function dropRepeated(tx: Db, batchId: number, days: readonly StoreDay[], log: IssueLog) {
  const found = await rowsOf(
    tx,
    {
      storeId: stagedRows.storeId,
      sku: stagedRows.sku,
      day: notNull(stagedRows.day),
      kinds: Number,
      lines: listOf(Number),
      units: listOf(Number),
    },
    sql`
    with chunk (${c.storeId}, ${c.day}) as (select * from ${storeDays(days)}),
    repeated as (
      select s.${c.storeId}, s.${c.day}, s.${c.sku}, min(s.${c.line}) as kept, array_agg(s.${c.line} order by s.${c.line}) as lines,
        array_agg(s.${c.units} order by s.${c.line}) as ${c.units}, count(distinct row(s.${c.status}, s.${c.units}, s.${c.orders}, trim_scale(s.${c.amount}), s.${c.currency}, s.${c.pendingUnits}, s.${c.isComplete})::text) as kinds
      from ${stagedRows} s join chunk using (${c.storeId}, ${c.day})
      where s.${c.batchId} = ${batchId}
      group by s.${c.storeId}, s.${c.day}, s.${c.sku} having count(*) > 1
    ),
    gone as (
      delete from ${stagedRows} s using repeated r
      where s.${c.batchId} = ${batchId} and s.${c.storeId} = r.${c.storeId} and s.${c.day} = r.${c.day} and s.${c.sku} = r.${c.sku}
        and (r.kinds > 1 or s.${c.line} <> r.kept)
    )
    select ${c.storeId}, ${c.sku}, ${c.day}, kinds, lines, ${c.units} from repeated order by kept`,
  );
  let refused = 0;
  let skipped = 0;
  const conflicts: StagedRefusal[] = [];
  for (const { storeId, sku, day, kinds, lines, units } of found) {
    if (Number(kinds) === 1) {
      skipped += lines.length - 1;
      continue;
    }
    refused += lines.length;
    const [line = 0] = lines;
    const { message } = log.add('DUPLICATE_KEY_CONFLICT', {
      line,
      column: 'sku',
      found: `${sku} ${day}`,
      expected: `${lines.slice(0, 20).join(', ')}/${units.slice(0, 20).join(', ')}`,
    });
    conflicts.push({ line, storeId, sku, day, message });
  }
  await writeRefusals(tx, batchId, conflicts);
  return { refused, skipped };
}

/** Refuses the store-days in which two currencies occur. Gives the number of rows that went, and the days. */
export async function dropMixedCurrencies(
  tx: Db,
  batchId: number,
  days: readonly StoreDay[],
  { log, policy }: { log: IssueLog; policy: Policy },
) {
  const mixed = await rowsOf(
    tx,
    {
      storeId: stagedRows.storeId,
      day: notNull(stagedRows.day),
      line: stagedRows.line,
      currencies: listOf(String),
      rows: Number,
    },
    sql`
    with chunk (${c.storeId}, ${c.day}) as (select * from ${storeDays(days)})
    select s.${c.storeId}, s.${c.day}, min(s.${c.line}) as ${c.line}, array_agg(distinct s.${c.currency}) filter (where s.${c.currency} is not null)
      as currencies, count(*)::int as rows
    from ${stagedRows} s join chunk using (${c.storeId}, ${c.day})
    where s.${c.batchId} = ${batchId}
    group by s.${c.storeId}, s.${c.day} having count(distinct s.${c.currency}) > 1`,
  );
  if (mixed.length === 0) return { refused: 0, days: [] as StoreDay[] };
  const gone = mixed.map((each) => ({ storeId: each.storeId, day: each.day }));
  await tx.execute(sql`
    delete from ${stagedRows} s using ${storeDays(gone)} as g (${c.storeId}, ${c.day})
    where s.${c.batchId} = ${batchId} and s.${c.storeId} = g.${c.storeId} and s.${c.day} = g.${c.day}`);
  let refused = 0;
  const refusals: StagedRefusal[] = [];
  for (const { storeId, day, line, currencies, rows } of mixed) {
    refused += rows;
    const expected = policy.stores.find((store) => store.id === storeId)?.currency ?? '';
    const { message } = log.add('CURRENCY_CONFLICT', {
      line,
      column: 'currency',
      found: `${storeId} ${day}: ${currencies.join(', ')}`,
      expected,
    });
    refusals.push({ line, storeId, sku: '', day, message });
  }
  await writeRefusals(tx, batchId, refusals);
  return { refused, days: gone };
}

/** Tells of stores whose amounts are not in the store's own currency. */
export async function noteOtherCurrencies(tx: Db, batchId: number, log: IssueLog, policy: Policy): Promise<void> {
  const found = await rowsOf(
    tx,
    { storeId: stagedRows.storeId, currency: String, line: stagedRows.line },
    sql`
    select ${c.storeId}, ${c.currency}, min(${c.line}) as ${c.line} from ${stagedRows}
    where ${c.batchId} = ${batchId} and ${c.currency} is not null group by ${c.storeId}, ${c.currency}`,
  );
  for (const { storeId, currency, line } of found) {
    const own = policy.stores.find((store) => store.id === storeId)?.currency;
    if (own !== undefined && own !== currency)
      log.add('OTHER_CURRENCY', { line, column: 'currency', found: currency, expected: own });
  }
}
