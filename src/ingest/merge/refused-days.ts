// Marks the SKUs whose sales of a day are unknown because their row in the newest file was refused. A newer valid row, or a
// newer complete file without the SKU, removes the mark.

import { sql } from 'drizzle-orm';
import type { Day } from '../../lib/day.ts';
import type { Db } from '../../store/db.ts';
import type { PlannedApplication } from './sales-days.ts';

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
    (select 1 from refused_days m join plan using (store_id, day) where m.source = ${source} limit 1)`);
  return rows.length > 0;
}

type Changed = { store_id: string; day: Day };

/** Values recomputed from order lines: what their lines say is all there is. */
async function replaceAll(tx: Db, { source, batchId, plan, refused }: PlannedApplication) {
  return await tx.execute<Changed>(sql`
    with plan as (${plan}),
    refused as (${refused}),
    healed as (
      delete from refused_days m using plan p
      where m.source = ${source} and m.store_id = p.store_id and m.day = p.day and not exists (
        select 1 from refused r where r.store_id = m.store_id and r.day = m.day and r.sku = m.sku)
      returning m.store_id, m.day
    ),
    put as (
      insert into refused_days (store_id, day, sku, source, is_named, message, as_of, whole_before, batch_id)
      select store_id, day, sku, ${source}, is_named, message, as_of, null, ${batchId}::bigint
      from refused
      on conflict (store_id, day, sku, source) do update set is_named = excluded.is_named, message = excluded.message,
        as_of = excluded.as_of, batch_id = excluded.batch_id
      returning store_id, day, sku
    )
    select store_id, day from healed
    union
    select p.store_id, p.day from put p where not exists (
      select 1 from refused_days m where m.store_id = p.store_id and m.day = p.day and m.sku = p.sku
        and m.source = ${source})`);
}

async function merge(tx: Db, { source, batchId, asOf, plan, incoming, refused }: PlannedApplication) {
  const at = asOf.toISOString();
  return await tx.execute<Changed>(sql`
    with plan as (${plan}),
    incoming as (${incoming}),
    refused as (${refused}),
    marks as (
      select m.*, p.mode, p.is_whole from refused_days m join plan p using (store_id, day) where m.source = ${source}
    ),
    healed as (
      delete from refused_days m using plan p
      where m.source = ${source} and m.store_id = p.store_id and m.day = p.day and m.as_of <= ${at}::timestamptz
        and not exists (select 1 from refused r where r.store_id = m.store_id and r.day = m.day and r.sku = m.sku)
        and (p.mode = 'slice' or p.mode in ('upsert', 'edge') and exists (
          select 1 from incoming i where i.store_id = m.store_id and i.day = m.day and i.sku = m.sku))
      returning m.store_id, m.day
    ),
    -- An older whole file has told the value in force of days that a newer file refused.
    told as (
      update refused_days m set whole_before = ${at}::timestamptz
      from marks o
      where m.source = ${source} and m.store_id = o.store_id and m.day = o.day and m.sku = o.sku
        and o.mode in ('older', 'fill') and o.is_whole and m.as_of > ${at}::timestamptz
        and (m.whole_before is null or m.whole_before < ${at}::timestamptz)
    ),
    put as (
      insert into refused_days (store_id, day, sku, source, is_named, message, as_of, whole_before, batch_id)
      select r.store_id, r.day, r.sku, ${source}, r.is_named, r.message, ${at}::timestamptz, f.whole_as_of, ${batchId}::bigint
      from refused r join plan p using (store_id, day)
      left join feed_days f on f.store_id = r.store_id and f.day = r.day and f.source = ${source}
      where p.mode in ('slice', 'upsert', 'edge', 'refused')
        and (f.whole_as_of is null or f.whole_as_of <= ${at}::timestamptz)
        and not exists (
          select 1 from sales_days s where s.store_id = r.store_id and s.day = r.day and s.sku = r.sku
            and s.source = ${source} and s.as_of > ${at}::timestamptz)
      on conflict (store_id, day, sku, source) do update set is_named = excluded.is_named, message = excluded.message,
        as_of = excluded.as_of, batch_id = excluded.batch_id
      where refused_days.as_of <= excluded.as_of
      returning store_id, day, sku
    ),
    -- A SKU that only an older file names may be the one whose row a newer file could not read.
    meant as (
      insert into refused_days (store_id, day, sku, source, is_named, message, as_of, whole_before, batch_id)
      select i.store_id, i.day, i.sku, ${source}, false, o.message, o.as_of, ${at}::timestamptz, o.batch_id
      from incoming i join marks o on o.store_id = i.store_id and o.day = i.day and o.sku = ''
      join sales_days s on s.store_id = i.store_id and s.day = i.day and s.sku = i.sku and s.source = ${source}
      where o.mode in ('older', 'fill') and o.as_of > ${at}::timestamptz and s.as_of = ${at}::timestamptz
        and s.batch_id = ${batchId}
      on conflict (store_id, day, sku, source) do nothing
    )
    select store_id, day from healed
    union
    select p.store_id, p.day from put p where not exists (
      select 1 from marks m where m.store_id = p.store_id and m.day = p.day and m.sku = p.sku)`);
}
