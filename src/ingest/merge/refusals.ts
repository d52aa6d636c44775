// What a file's refused rows leave unknown. Works on the staged rows, before they are put in force.

import { sql } from 'drizzle-orm';
import type { Db } from '../../store/db.ts';
import { columnNames, notNull, rowsOf } from '../../store/query-parts.ts';
import { stagedRefusals, stagedRows } from '../../store/schema/index.ts';
import type { IssueLog } from '../issues.ts';

const c = columnNames(stagedRefusals, stagedRows);

/**
 * A row that does not show its store or its day may have meant any store or day of the file on which its SKU has no other
 * row; it is spread over these.
 */
export async function spreadRefusals(tx: Db, batchId: number): Promise<void> {
  await tx.execute(sql`
    with open as (
      select ${c.storeId}, ${c.sku}, ${c.day}, min(${c.line}) as ${c.line}, min(${c.message}::text)::jsonb as ${c.message}
      from ${stagedRefusals} where ${c.batchId} = ${batchId} and (${c.storeId} = '' or ${c.day} is null)
      group by ${c.storeId}, ${c.sku}, ${c.day}
    ),
    days as (select distinct ${c.storeId}, ${c.day} from ${stagedRows} where ${c.batchId} = ${batchId})
    insert into ${stagedRefusals} (${c.batchId}, ${c.line}, ${c.storeId}, ${c.sku}, ${c.day}, ${c.message})
    select ${batchId}::bigint, o.${c.line}, d.${c.storeId}, o.${c.sku}, d.${c.day}, o.${c.message}
    from open o join days d on o.${c.storeId} in ('', d.${c.storeId}) and (o.${c.day} is null or o.${c.day} = d.${c.day})
    where o.${c.sku} = '' or not exists (
      select 1 from ${stagedRows} s
      where s.${c.batchId} = ${batchId} and s.${c.storeId} = d.${c.storeId} and s.${c.day} = d.${c.day} and s.${c.sku} = o.${c.sku})`);
  await tx.execute(
    sql`delete from ${stagedRefusals} where ${c.batchId} = ${batchId} and (${c.storeId} = '' or ${c.day} is null)`,
  );
}

/** Refuses rows beside a refused one of the same SKU and day: nobody can tell which is right. Gives how many went. */
export async function dropBesideRefused(tx: Db, batchId: number, log: IssueLog): Promise<number> {
  const gone = await rowsOf(
    tx,
    { sku: stagedRows.sku, day: notNull(stagedRows.day), line: stagedRows.line, units: Number, refused: Number },
    sql`
    with refused as (
      select ${c.storeId}, ${c.sku}, ${c.day}, min(${c.line}) as refused from ${stagedRefusals}
      where ${c.batchId} = ${batchId} and ${c.sku} <> '' group by ${c.storeId}, ${c.sku}, ${c.day}
    )
    delete from ${stagedRows} s using refused r
    where s.${c.batchId} = ${batchId} and s.${c.storeId} = r.${c.storeId} and s.${c.sku} = r.${c.sku} and s.${c.day} = r.${c.day}
    returning s.${c.sku}, s.${c.day}, s.${c.line}, s.${c.units}, r.refused`,
  );
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
