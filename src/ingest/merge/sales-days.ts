// Puts new values of sales days in force: what changes is kept as a revision, each day's feed entry says how far the day
// is known. The one place that writes sales_days, sales_revisions and feed_days.

import { type SQL, sql } from 'drizzle-orm';
import type { Day } from '../../lib/day.ts';
import type { Db } from '../../store/db.ts';
import type { FeedState } from './plan-days.ts';

export interface AppliedDay {
  storeId: string;
  day: Day;
  mode: 'slice' | 'upsert' | 'fill' | 'older' | 'edge';
  state: FeedState;
}

export interface Application {
  source: string;
  batchId: number;
  asOf: Date;
  days: readonly AppliedDay[];
  /**
   * The new values, as a query over `plan` (store_id, day, mode, state) that gives store_id, day, sku, units, orders,
   * amount, currency, pending_units, cancelled_lines, other_channel_units.
   */
  incoming: SQL;
  /** True when `incoming` is the whole truth whatever its age: values recomputed from order lines. */
  recomputed: boolean;
}

/** Applies the days; says on which of them units, orders or the state changed. Call inside a transaction. */
export async function applyDays(tx: Db, application: Application): Promise<{ storeId: string; day: Day }[]> {
  const { days } = application;
  if (days.length === 0) return [];
  const changed = await writeValues(tx, application);
  return await writeFeed(tx, application, changed);
}

async function writeValues(tx: Db, { source, batchId, asOf, days, incoming, recomputed }: Application) {
  const at = asOf.toISOString();
  return await tx.execute<{ store_id: string; day: Day; changes: number }>(sql`
    with plan as (${planRows(days)}),
    incoming as (${incoming}),
    -- What is in force now, beside what comes.
    pair as (
      select coalesce(s.store_id, i.store_id) as store_id, coalesce(s.day, i.day) as day, coalesce(s.sku, i.sku) as sku,
        p.mode, i.sku is not null as is_in, s.sku is not null as was_in,
        ${recomputed} or s.as_of is null or s.as_of <= ${at}::timestamptz as may_change,
        (s.units, s.orders, s.amount, s.currency, s.pending_units, s.cancelled_lines, s.other_channel_units)
          is distinct from
          (i.units, i.orders, i.amount, i.currency, i.pending_units, i.cancelled_lines, i.other_channel_units) as differs,
        coalesce(s.units, 0) <> coalesce(i.units, 0)
          or coalesce(s.orders, 0) <> coalesce(i.orders, 0) as counts_differ,
        i.units, i.orders, i.amount, i.currency, i.pending_units, i.cancelled_lines, i.other_channel_units
      from incoming i
      full join (
        select s.* from sales_days s join plan using (store_id, day) where s.source = ${source}
      ) s on s.store_id = i.store_id and s.day = i.day and s.sku = i.sku
      join plan p on p.store_id = coalesce(s.store_id, i.store_id) and p.day = coalesce(s.day, i.day)
    ),
    taken as (
      select * from pair where is_in and may_change
        and (mode in ('slice', 'edge', 'upsert') or (mode = 'fill' and not was_in))
        and (differs or mode = 'upsert')
    ),
    dropped as (
      select * from pair where not is_in and may_change and mode in ('slice', 'edge')
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
      where s.source = ${source} and t.is_in and t.differs and (t.mode in ('older', 'fill') or not t.may_change)
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
  { source, batchId, asOf, days }: Application,
  changed: readonly { store_id: string; day: Day }[],
): Promise<{ storeId: string; day: Day }[]> {
  const isChanged = new Set(changed.map((each) => `${each.store_id} ${each.day}`));
  const flags = days.map((each) => isChanged.has(`${each.storeId} ${each.day}`));
  const at = asOf.toISOString();
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
      select s.store_id, s.day, count(*)::int as rows, sum(s.units)::int as units
      from sales_days s join plan using (store_id, day)
      where s.source = ${source} group by s.store_id, s.day
    ),
    put as (
      insert into feed_days (store_id, day, source, state, rows, units, as_of, whole_as_of, batch_id, first_batch_id, revision)
      select p.store_id, p.day, ${source}, p.state, coalesce(c.rows, 0), coalesce(c.units, 0), ${at}::timestamptz,
        case when p.mode = 'slice' then ${at}::timestamptz end, ${batchId}::bigint, ${batchId}::bigint, 1
      from plan p left join counted c using (store_id, day)
      where p.mode <> 'older'
      on conflict (store_id, day, source) do update set
        state = excluded.state, rows = excluded.rows, units = excluded.units,
        as_of = greatest(feed_days.as_of, excluded.as_of),
        whole_as_of = greatest(feed_days.whole_as_of, excluded.whole_as_of),
        batch_id = excluded.batch_id
      returning store_id, day
    ),
    grown as (
      select p.store_id, p.day, b.store_id is null as is_new
      from plan p left join before b using (store_id, day)
      where p.mode <> 'older' and (b.store_id is null or p.flag or b.state <> p.state)
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
  const list = (of: (day: AppliedDay) => string) => sql.param(days.map(of));
  return sql`
    select store_id, day::date as day, mode, state${extra}
    from unnest(${list((each) => each.storeId)}::text[], ${list((each) => each.day)}::text[],
      ${list((each) => each.mode)}::text[], ${list((each) => each.state)}::text[])
      with ordinality as plan_rows (store_id, day, mode, state, position)`;
}
