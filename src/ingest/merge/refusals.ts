// What a file's refused rows leave unknown. Works on the staged rows, before they are put in force.

import { sql } from 'drizzle-orm';
import type { Day } from '../../lib/day.ts';
import type { Db } from '../../store/db.ts';
import type { IssueLog } from '../issues.ts';

/**
 * A row that does not show its store or its day may have meant any store or day of the file on which its SKU has no other
 * row; it is spread over these.
 */
export async function spreadRefusals(tx: Db, batchId: number): Promise<void> {
  await tx.execute(sql`
    with open as (
      select store_id, sku, day, min(line) as line, min(message::text)::jsonb as message
      from staged_refusals where batch_id = ${batchId} and (store_id = '' or day is null)
      group by store_id, sku, day
    ),
    days as (select distinct store_id, day from staged_rows where batch_id = ${batchId})
    insert into staged_refusals (batch_id, line, store_id, sku, day, message)
    select ${batchId}::bigint, o.line, d.store_id, o.sku, d.day, o.message
    from open o join days d on o.store_id in ('', d.store_id) and (o.day is null or o.day = d.day)
    where o.sku = '' or not exists (
      select 1 from staged_rows s
      where s.batch_id = ${batchId} and s.store_id = d.store_id and s.day = d.day and s.sku = o.sku)`);
  await tx.execute(sql`delete from staged_refusals where batch_id = ${batchId} and (store_id = '' or day is null)`);
}

/** Refuses rows beside a refused one of the same SKU and day: nobody can tell which is right. Gives how many went. */
export async function dropBesideRefused(tx: Db, batchId: number, log: IssueLog): Promise<number> {
  const gone = await tx.execute<{ sku: string; day: Day; line: number; units: number; refused: number }>(sql`
    with refused as (
      select store_id, sku, day, min(line) as refused from staged_refusals
      where batch_id = ${batchId} and sku <> '' group by store_id, sku, day
    )
    delete from staged_rows s using refused r
    where s.batch_id = ${batchId} and s.store_id = r.store_id and s.sku = r.sku and s.day = r.day
    returning s.sku, s.day, s.line, s.units, r.refused`);
  for (const { sku, day, line, units, refused } of gone) {
    const lines = [line, refused].sort((a, b) => a - b).join(', ');
    log.add('DUPLICATE_KEY_CONFLICT', {
      line,
      column: 'sku',
      found: `${sku} ${day}`,
      expected: `${lines}/${units}, ?`,
    });
  }
  return gone.length;
}
