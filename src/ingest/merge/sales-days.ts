// Puts new values of sales days in force: what changes is kept as a revision, each day's feed entry says how far the day
// is known. The one place that writes sales_days, sales_revisions and feed_days.

import { type SQL, sql } from 'drizzle-orm';
import type { Day } from '../../lib/day.ts';
import type { Db } from '../../store/db.ts';
import type { FeedState } from './plan-days.ts';
import { writeRefusedDays } from './refused-days.ts';

export interface AppliedDay {
  storeId: string;
  day: Day;
  /** `refused`: every row of the day was refused, so that no value changes. */
  mode: 'slice' | 'upsert' | 'fill' | 'older' | 'edge' | 'refused';
  state: FeedState;
  /** Of an older file: did it hold the day whole? */
  isWhole?: boolean;
}

export interface Application {
  source: string;
  batchId: number;
  /** Tells which of two words on a value is newer. */
  asOf: Date;
  /** When the file was pulled, where that is another moment. */
  pulledAt?: Date;
  days: readonly AppliedDay[];
  /**
   * The new values, as a query over `plan` (store_id, day, mode, state) that gives store_id, day, sku, units, orders,
   * amount, currency, pending_units, cancelled_lines, other_channel_units.
   */
  incoming: SQL;
  /**
   * The SKUs that refused rows leave unknown, as a query over `plan` that gives store_id, day, sku, message, is_named, as_of
   * of the file.
   */
  refused: SQL;
  /** True when `incoming` is the whole truth whatever its age: values recomputed from order lines. */
  recomputed: boolean;
}

/** Applies the days; says on which of them units, orders or the state changed. Call inside a transaction. */
export async function applyDays(tx: Db, application: Application): Promise<{ storeId: string; day: Day }[]> {
  const { days } = application;
  if (days.length === 0) return [];
  const planned = { ...application, plan: planRows(days) };
  const changed = await writeValues(tx, planned);
  const unknown = await writeRefusedDays(tx, planned);
  return await writeFeed(tx, application, [...changed, ...unknown]);
}

/** With what is to happen on each day, as a query that gives store_id, day, mode, state, is_whole. */
export type PlannedApplication = Application & { plan: SQL };

async function writeValues(tx: Db, application: PlannedApplication) {
  const { source, batchId, asOf, plan, incoming, refused, recomputed } = application;
  const at = asOf.toISOString();
  return await tx.execute<{ store_id: string; day: Day; changes: number }>(sql`
    with plan as (${plan}),
    incoming as (${incoming}),
    refused as (${refused}),
    marks as (
      select m.* from refused_days m join plan using (store_id, day) where m.source = ${source}
    ),
    -- What is in force now, beside what comes.
    pair as (
      select coalesce(s.store_id, i.store_id) as store_id, coalesce(s.day, i.day) as day, coalesce(s.sku, i.sku) as sku,
        p.mode, i.sku is not null as is_in, s.sku is not null as was_in,
        ${recomputed} or s.as_of is null or s.as_of <= ${at}::timestamptz as may_change,
        (s.units, s.orders, s.amount, s.currency, s.pending_units, s.cancelled_lines, s.other_channel_units)
          is distinct from
          (i.units, i.orders, i.amount, i.currency, i.pending_units, i.cancelled_lines, i.other_channel_units) as differs,
        not ${recomputed} and r.sku is not null as is_refused,
        -- A newer file has refused the SKU's row: then an older one may still tell the value in force.
        p.mode in ('older', 'fill') and coalesce(m.as_of, any_sku.as_of) > ${at}::timestamptz
          and coalesce(m.whole_before, any_sku.whole_before, '-infinity') < ${at}::timestamptz as is_open,
        p.is_whole,
        coalesce(s.units, 0) <> coalesce(i.units, 0)
          or coalesce(s.orders, 0) <> coalesce(i.orders, 0) as counts_differ,
        i.units, i.orders, i.amount, i.currency, i.pending_units, i.cancelled_lines, i.other_channel_units
      from incoming i
      full join (
        select s.* from sales_days s join plan using (store_id, day) where s.source = ${source}
      ) s on s.store_id = i.store_id and s.day = i.day and s.sku = i.sku
      join plan p on p.store_id = coalesce(s.store_id, i.store_id) and p.day = coalesce(s.day, i.day)
      left join refused r on r.store_id = p.store_id and r.day = p.day and r.sku = coalesce(s.sku, i.sku)
      left join marks m on m.store_id = p.store_id and m.day = p.day and m.sku = coalesce(s.sku, i.sku)
      left join marks any_sku on any_sku.store_id = p.store_id and any_sku.day = p.day and any_sku.sku = ''
        and s.sku is null
    ),
    taken as (
      select * from pair where is_in and may_change
        and (mode in ('slice', 'edge', 'upsert') or (mode = 'fill' and not was_in) or is_open)
        and (differs or mode = 'upsert')
    ),
    dropped as (
      select * from pair where not is_in and not is_refused and may_change
        and (mode in ('slice', 'edge') or (is_open and is_whole))
    ),
    replaced as (
      insert into sales_revisions
        (store_id, day, sku, source, units, orders, amount, as_of, batch_id, replaced_by, effective)
      select s.store_id, s.day, s.sku, s.source, s.units, s.orders, s.amount, s.as_of, s.batch_id, ${batchId}::bigint, true
      from sales_days s
      join (select * from taken where differs union all select * from dropped) t using (store_id, day, sku)
      where s.source = ${source}
    ),
    late as (
      insert into sales_revisions
        (store_id, day, sku, source, units, orders, amount, as_of, batch_id, replaced_by, effective)
      select s.store_id, s.day, s.sku, ${source}, t.units, t.orders, t.amount, ${at}::timestamptz, ${batchId}::bigint,
        s.batch_id, false
      from pair t join sales_days s using (store_id, day, sku)
      where s.source = ${source} and t.is_in and t.differs and (t.mode in ('older', 'fill') and not t.is_open or not t.may_change)
    ),
    removed as (
      delete from sales_days s using dropped t
      where s.store_id = t.store_id and s.day = t.day and s.sku = t.sku and s.source = ${source}
    ),
    put as (
      insert into sales_days (store_id, day, sku, source, units, orders, amount, currency, pending_units,
        cancelled_lines, other_channel_units, as_of, batch_id)
      select store_id, day, sku, ${source}, units, orders, amount, currency, pending_units,
        cancelled_lines, other_channel_units, ${at}::timestamptz, ${batchId}::bigint
      from taken
      on conflict (store_id, day, sku, source) do update set units = excluded.units, orders = excluded.orders,
        amount = excluded.amount, currency = excluded.currency, pending_units = excluded.pending_units,
        cancelled_lines = excluded.cancelled_lines, other_channel_units = excluded.other_channel_units,
        as_of = excluded.as_of, batch_id = excluded.batch_id
    )
    select store_id, day, count(*) as changes
    from (select * from taken union all select * from dropped) t
    where counts_differ
    group by store_id, day`);
}

/** Says of each day how far it is known; its revision grows only when something that counts has changed. */
async function writeFeed(
  tx: Db,
  { source, batchId, asOf, pulledAt = asOf, days }: Application,
  changed: readonly { store_id: string; day: Day }[],
): Promise<{ storeId: string; day: Day }[]> {
  const isChanged = new Set(changed.map((each) => `${each.store_id} ${each.day}`));
  const flags = days.map((each) => isChanged.has(`${each.storeId} ${each.day}`));
  const at = asOf.toISOString();
  const pulled = pulledAt.toISOString();
  const rows = await tx.execute<{ store_id: string; day: Day }>(sql`
    with plan as (
      select p.store_id, p.day, p.mode, p.state, f.flag
      from (${planRows(days, sql`, position`)}) p
      join unnest(${sql.param(flags)}::boolean[]) with ordinality as f (flag, position) using (position)
    ),
    before as (
      select f.* from feed_days f join plan using (store_id, day) where f.source = ${source}
    ),
    counted as (
      select store_id, day, count(*)::int as rows, sum(units)::int as units
      from (
        select store_id, day, sku, units from sales_days where source = ${source}
        union all
        select m.store_id, m.day, m.sku, 0 from refused_days m where m.source = ${source} and m.is_named and not exists (
          select 1 from sales_days s
          where s.store_id = m.store_id and s.day = m.day and s.sku = m.sku and s.source = m.source)
      ) known join plan using (store_id, day)
      group by store_id, day
    ),
    put as (
      insert into feed_days (store_id, day, source, state, rows, units, as_of, whole_as_of, batch_id, first_batch_id, revision)
      select p.store_id, p.day, ${source}, case when p.mode = 'refused' then b.state else p.state end, coalesce(c.rows, 0), coalesce(c.units, 0), ${pulled}::timestamptz,
        case when p.mode = 'slice' then ${at}::timestamptz end, ${batchId}::bigint, ${batchId}::bigint, 1
      from plan p left join counted c using (store_id, day) left join before b using (store_id, day)
      where p.mode not in ('older', 'refused') or b.store_id is not null
      on conflict (store_id, day, source) do update set
        state = excluded.state, rows = excluded.rows, units = excluded.units,
        as_of = greatest(feed_days.as_of, excluded.as_of),
        whole_as_of = greatest(feed_days.whole_as_of, excluded.whole_as_of),
        batch_id = case when excluded.as_of >= feed_days.as_of then excluded.batch_id else feed_days.batch_id end
      returning store_id, day
    ),
    grown as (
      select p.store_id, p.day, b.store_id is null as is_new
      from plan p left join before b using (store_id, day)
      where p.mode not in ('older', 'refused') and (b.store_id is null or p.flag or b.state <> p.state)
        or p.mode in ('older', 'refused') and b.store_id is not null and p.flag
    )
    select store_id, day, is_new from grown`);
  const grown = rows.map((row) => ({ storeId: row.store_id, day: row.day }));
  const known = rows.filter((row) => !('is_new' in row && row.is_new));
  if (known.length > 0) await growRevisions(tx, source, known);
  return grown;
}

async function growRevisions(tx: Db, source: string, days: readonly { store_id: string; day: Day }[]): Promise<void> {
  await tx.execute(sql`
    update feed_days f set revision = f.revision + 1
    from unnest(${sql.param(days.map((each) => each.store_id))}::text[],
      ${sql.param(days.map((each) => each.day))}::text[]::date[]) as g (store_id, day)
    where f.store_id = g.store_id and f.day = g.day and f.source = ${source}`);
}

function planRows(days: readonly AppliedDay[], extra: SQL = sql``): SQL {
  const list = (of: (day: AppliedDay) => string | boolean) => sql.param(days.map(of));
  return sql`
    select store_id, day::date as day, mode, state, is_whole${extra}
    from unnest(${list((each) => each.storeId)}::text[], ${list((each) => each.day)}::text[],
      ${list((each) => each.mode)}::text[], ${list((each) => each.state)}::text[],
      ${list((each) => each.isWhole ?? false)}::boolean[])
      with ordinality as plan_rows (store_id, day, mode, state, is_whole, position)`;
}
