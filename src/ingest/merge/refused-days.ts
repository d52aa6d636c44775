// Marks the SKUs whose sales of a day are unknown because their row in the newest file was refused. A newer valid row, or a
// newer complete file without the SKU, removes the mark.

import { sql } from 'drizzle-orm';
import type { Db } from '../../store/db.ts';
import { columnNames, rowsOf } from '../../store/query-parts.ts';
import { feedDays, refusedDays, salesDays, stagedRows } from '../../store/schema/index.ts';
import type { PlannedApplication } from './sales-days.ts';

const c = columnNames(stagedRows, refusedDays, feedDays, salesDays);

/** Call after the values are written and before the feed entries are. Gives the days on which something else is known now. */
export async function writeRefusedDays(tx: Db, application: PlannedApplication) {
  if (!(await hasAny(tx, application))) return [];
  return await (application.recomputed ? replaceAll(tx, application) : merge(tx, application));
}

/** Hardly any file has refused rows: then the day's values need not be read a second time. */
async function hasAny(tx: Db, { source, plan, refused }: PlannedApplication): Promise<boolean> {
  const rows = await tx.execute(sql`
    with plan as (${plan}), refused as (${refused})
    (select 1 from refused limit 1)
    union all
    (select 1 from ${refusedDays} m join plan using (${c.storeId}, ${c.day}) where m.${c.source} = ${source} limit 1)`);
  return rows.length > 0;
}

const changedDay = { storeId: refusedDays.storeId, day: refusedDays.day };

/** Values recomputed from order lines: what their lines say is all there is. */
async function replaceAll(tx: Db, { source, batchId, plan, refused }: PlannedApplication) {
  return await rowsOf(
    tx,
    changedDay,
    sql`
    with plan as (${plan}),
    refused as (${refused}),
    healed as (
      delete from ${refusedDays} m using plan p
      where m.${c.source} = ${source} and m.${c.storeId} = p.${c.storeId} and m.${c.day} = p.${c.day} and not exists (
        select 1 from refused r where r.${c.storeId} = m.${c.storeId} and r.${c.day} = m.${c.day} and r.${c.sku} = m.${c.sku})
      returning m.${c.storeId}, m.${c.day}
    ),
    put as (
      insert into ${refusedDays} (${c.storeId}, ${c.day}, ${c.sku}, ${c.source}, ${c.isNamed}, ${c.message}, ${c.asOf}, ${c.wholeBefore}, ${c.batchId})
      select ${c.storeId}, ${c.day}, ${c.sku}, ${source}, ${c.isNamed}, ${c.message}, ${c.asOf}, null, ${batchId}::bigint
      from refused
      on conflict (${c.storeId}, ${c.day}, ${c.sku}, ${c.source}) do update set ${c.isNamed} = excluded.${c.isNamed}, ${c.message} = excluded.${c.message},
        ${c.asOf} = excluded.${c.asOf}, ${c.batchId} = excluded.${c.batchId}
      returning ${c.storeId}, ${c.day}, ${c.sku}
    )
    select ${c.storeId}, ${c.day} from healed
    union
    select p.${c.storeId}, p.${c.day} from put p where not exists (
      select 1 from ${refusedDays} m where m.${c.storeId} = p.${c.storeId} and m.${c.day} = p.${c.day} and m.${c.sku} = p.${c.sku}
        and m.${c.source} = ${source})`,
  );
}

async function merge(tx: Db, { source, batchId, asOf, plan, incoming, refused }: PlannedApplication) {
  const at = asOf.toISOString();
  return await rowsOf(
    tx,
    changedDay,
    sql`
    with plan as (${plan}),
    incoming as (${incoming}),
    refused as (${refused}),
    marks as (
      select m.*, p.mode, p.is_whole from ${refusedDays} m join plan p using (${c.storeId}, ${c.day}) where m.${c.source} = ${source}
    ),
    healed as (
      delete from ${refusedDays} m using plan p
      where m.${c.source} = ${source} and m.${c.storeId} = p.${c.storeId} and m.${c.day} = p.${c.day} and m.${c.asOf} <= ${at}::timestamptz
        and not exists (select 1 from refused r where r.${c.storeId} = m.${c.storeId} and r.${c.day} = m.${c.day} and r.${c.sku} = m.${c.sku})
        and (p.mode = 'slice' or p.mode in ('upsert', 'edge') and exists (
          select 1 from incoming i where i.${c.storeId} = m.${c.storeId} and i.${c.day} = m.${c.day} and i.${c.sku} = m.${c.sku}))
      returning m.${c.storeId}, m.${c.day}
    ),
    -- An older whole file has told the value in force of days that a newer file refused, unless it refused the SKU as well.
    told as (
      update ${refusedDays} m set ${c.wholeBefore} = ${at}::timestamptz
      from marks o
      where m.${c.source} = ${source} and m.${c.storeId} = o.${c.storeId} and m.${c.day} = o.${c.day} and m.${c.sku} = o.${c.sku}
        and o.mode in ('older', 'fill') and o.is_whole and m.${c.asOf} > ${at}::timestamptz
        and (m.${c.wholeBefore} is null or m.${c.wholeBefore} < ${at}::timestamptz)
        and not exists (select 1 from refused r where r.${c.storeId} = m.${c.storeId} and r.${c.day} = m.${c.day} and r.${c.sku} = m.${c.sku})
    ),
    put as (
      insert into ${refusedDays} (${c.storeId}, ${c.day}, ${c.sku}, ${c.source}, ${c.isNamed}, ${c.message}, ${c.asOf}, ${c.wholeBefore}, ${c.batchId})
      select r.${c.storeId}, r.${c.day}, r.${c.sku}, ${source}, r.${c.isNamed}, r.${c.message}, ${at}::timestamptz, f.${c.wholeAsOf}, ${batchId}::bigint
      from refused r join plan p using (${c.storeId}, ${c.day})
      left join ${feedDays} f on f.${c.storeId} = r.${c.storeId} and f.${c.day} = r.${c.day} and f.${c.source} = ${source}
      where p.mode in ('slice', 'upsert', 'edge', 'refused')
        and (f.${c.wholeAsOf} is null or f.${c.wholeAsOf} <= ${at}::timestamptz)
        and not exists (
          select 1 from ${salesDays} s where s.${c.storeId} = r.${c.storeId} and s.${c.day} = r.${c.day} and s.${c.sku} = r.${c.sku}
            and s.${c.source} = ${source} and s.${c.asOf} > ${at}::timestamptz)
      on conflict (${c.storeId}, ${c.day}, ${c.sku}, ${c.source}) do update set ${c.isNamed} = excluded.${c.isNamed}, ${c.message} = excluded.${c.message},
        ${c.asOf} = excluded.${c.asOf}, ${c.batchId} = excluded.${c.batchId}
      where ${refusedDays}.${c.asOf} <= excluded.${c.asOf}
      returning ${c.storeId}, ${c.day}, ${c.sku}
    ),
    -- A SKU that only an older file names may be the one whose row a newer file could not read.
    meant as (
      insert into ${refusedDays} (${c.storeId}, ${c.day}, ${c.sku}, ${c.source}, ${c.isNamed}, ${c.message}, ${c.asOf}, ${c.wholeBefore}, ${c.batchId})
      select i.${c.storeId}, i.${c.day}, i.${c.sku}, ${source}, false, o.${c.message}, o.${c.asOf}, ${at}::timestamptz, o.${c.batchId}
      from incoming i join marks o on o.${c.storeId} = i.${c.storeId} and o.${c.day} = i.${c.day} and o.${c.sku} = ''
      join ${salesDays} s on s.${c.storeId} = i.${c.storeId} and s.${c.day} = i.${c.day} and s.${c.sku} = i.${c.sku} and s.${c.source} = ${source}
      where o.mode in ('older', 'fill') and o.${c.asOf} > ${at}::timestamptz and s.${c.asOf} = ${at}::timestamptz
        and s.${c.batchId} = ${batchId}
      on conflict (${c.storeId}, ${c.day}, ${c.sku}, ${c.source}) do nothing
    )
    select ${c.storeId}, ${c.day} from healed
    union
    select p.${c.storeId}, p.${c.day} from put p where not exists (
      select 1 from marks m where m.${c.storeId} = p.${c.storeId} and m.${c.day} = p.${c.day} and m.${c.sku} = p.${c.sku})`,
  );
}
