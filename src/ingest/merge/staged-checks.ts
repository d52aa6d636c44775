// Checks that need the whole file: repeated and contradicting rows, two currencies in one day. Works on the staged rows.

import { sql } from 'drizzle-orm';
import type { Day } from '../../lib/day.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Db } from '../../store/db.ts';
import type { StagedRefusal } from '../formats/format.ts';
import type { IssueLog } from '../issues.ts';
import { writeRefusals } from '../staging.ts';
import { storeDays } from './chunks.ts';

type StoreDay = { storeId: string; day: Day };

/** Keeps one of exactly repeated rows, refuses all of contradicting ones. Gives how many of each went. */
export async function dropRepeated(tx: Db, batchId: number, days: readonly StoreDay[], log: IssueLog) {
  const found = await tx.execute<{
    store_id: string;
    sku: string;
    day: Day;
    kinds: number;
    lines: number[];
    units: number[];
  }>(sql`
    with chunk (store_id, day) as (select * from ${storeDays(days)}),
    repeated as (
      select s.store_id, s.day, s.sku, min(s.line) as kept, array_agg(s.line order by s.line) as lines,
        array_agg(s.units order by s.line) as units, count(distinct row(s.status, s.units, s.orders, trim_scale(s.amount), s.currency, s.pending_units, s.is_complete)::text) as kinds
      from staged_rows s join chunk using (store_id, day)
      where s.batch_id = ${batchId}
      group by s.store_id, s.day, s.sku having count(*) > 1
    ),
    gone as (
      delete from staged_rows s using repeated r
      where s.batch_id = ${batchId} and s.store_id = r.store_id and s.day = r.day and s.sku = r.sku
        and (r.kinds > 1 or s.line <> r.kept)
    )
    select store_id, sku, day, kinds, lines, units from repeated order by kept`);
  let refused = 0;
  let skipped = 0;
  const conflicts: StagedRefusal[] = [];
  for (const { store_id, sku, day, kinds, lines, units } of found) {
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
    conflicts.push({ line, storeId: store_id, sku, day, message });
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
  const mixed = await tx.execute<{ store_id: string; day: Day; line: number; currencies: string[]; rows: number }>(sql`
    with chunk (store_id, day) as (select * from ${storeDays(days)})
    select s.store_id, s.day, min(s.line) as line, array_agg(distinct s.currency) filter (where s.currency is not null)
      as currencies, count(*)::int as rows
    from staged_rows s join chunk using (store_id, day)
    where s.batch_id = ${batchId}
    group by s.store_id, s.day having count(distinct s.currency) > 1`);
  if (mixed.length === 0) return { refused: 0, days: [] as StoreDay[] };
  const gone = mixed.map((each) => ({ storeId: each.store_id, day: each.day }));
  await tx.execute(sql`
    delete from staged_rows s using ${storeDays(gone)} as g (store_id, day)
    where s.batch_id = ${batchId} and s.store_id = g.store_id and s.day = g.day`);
  let refused = 0;
  const refusals: StagedRefusal[] = [];
  for (const { store_id, day, line, currencies, rows } of mixed) {
    refused += rows;
    const expected = policy.stores.find((store) => store.id === store_id)?.currency ?? '';
    const { message } = log.add('CURRENCY_CONFLICT', {
      line,
      column: 'currency',
      found: `${store_id} ${day}: ${currencies.join(', ')}`,
      expected,
    });
    refusals.push({ line, storeId: store_id, sku: '', day, message });
  }
  await writeRefusals(tx, batchId, refusals);
  return { refused, days: gone };
}

/** Tells of stores whose amounts are not in the store's own currency. */
export async function noteOtherCurrencies(tx: Db, batchId: number, log: IssueLog, policy: Policy): Promise<void> {
  const found = await tx.execute<{ store_id: string; currency: string; line: number }>(sql`
    select store_id, currency, min(line) as line from staged_rows
    where batch_id = ${batchId} and currency is not null group by store_id, currency`);
  for (const { store_id, currency, line } of found) {
    const own = policy.stores.find((store) => store.id === store_id)?.currency;
    if (own !== undefined && own !== currency)
      log.add('OTHER_CURRENCY', { line, column: 'currency', found: currency, expected: own });
  }
}
