// Puts new values of sales days in force: what changes is kept as a revision, each day's feed entry says how far the day
// is known. The one place that writes sales_days, sales_revisions and feed_days.

import { type SQL, sql } from 'drizzle-orm';
import type { Day } from '../../lib/day.ts';
import type { Db } from '../../store/db.ts';
import { columnNames, rowsOf } from '../../store/query-parts.ts';
import { feedDays, refusedDays, salesDays, salesRevisions, stagedRows } from '../../store/schema/index.ts';
import type { FeedState } from './plan-days.ts';
import { writeRefusedDays } from './refused-days.ts';

const c = columnNames(stagedRows, refusedDays, salesDays, salesRevisions, feedDays);

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
   * The new values, as a query over `plan` (storeId, day, mode, state) that gives storeId, day, sku, units, orders,
   * amount, currency, pending_units, cancelled_lines, other_channel_units.
   */
  incoming: SQL;
  /**
   * The SKUs that refused rows leave unknown, as a query over `plan` that gives storeId, day, sku, message, is_named, as_of
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

/** With what is to happen on each day, as a query that gives storeId, day, mode, state, is_whole. */
export type PlannedApplication = Application & { plan: SQL };

async function writeValues(tx: Db, application: PlannedApplication) {
  const { source, batchId, asOf, plan, incoming, refused, recomputed } = application;
  const at = asOf.toISOString();
  return await rowsOf(
    tx,
    { storeId: salesDays.storeId, day: salesDays.day },
    sql`
    with plan as (${plan}),
    incoming as (${incoming}),
    refused as (${refused}),
    marks as (
      select m.* from ${refusedDays} m join plan using (${c.storeId}, ${c.day}) where m.${c.source} = ${source}
    ),
    -- What is in force now, beside what comes.
    pair as (
      select coalesce(s.${c.storeId}, i.${c.storeId}) as ${c.storeId}, coalesce(s.${c.day}, i.${c.day}) as ${c.day}, coalesce(s.${c.sku}, i.${c.sku}) as ${c.sku},
        p.mode, i.${c.sku} is not null as is_in, s.${c.sku} is not null as was_in,
        ${recomputed} or s.${c.asOf} is null or s.${c.asOf} <= ${at}::timestamptz as may_change,
        (s.${c.units}, s.${c.orders}, s.${c.amount}, s.${c.currency}, s.${c.pendingUnits}, s.${c.cancelledLines}, s.${c.otherChannelUnits})
          is distinct from
          (i.${c.units}, i.${c.orders}, i.${c.amount}, i.${c.currency}, i.${c.pendingUnits}, i.${c.cancelledLines}, i.${c.otherChannelUnits}) as differs,
        not ${recomputed} and r.${c.sku} is not null as is_refused,
        -- A newer file has refused the SKU's row: then an older one may still tell the value in force.
        p.mode in ('older', 'fill') and coalesce(m.${c.asOf}, any_sku.${c.asOf}) > ${at}::timestamptz
          and coalesce(m.${c.wholeBefore}, any_sku.${c.wholeBefore}, '-infinity') < ${at}::timestamptz as is_open,
        p.is_whole,
        coalesce(s.${c.units}, 0) <> coalesce(i.${c.units}, 0)
          or coalesce(s.${c.orders}, 0) <> coalesce(i.${c.orders}, 0) as counts_differ,
        i.${c.units}, i.${c.orders}, i.${c.amount}, i.${c.currency}, i.${c.pendingUnits}, i.${c.cancelledLines}, i.${c.otherChannelUnits}
      from incoming i
      full join (
        select s.* from ${salesDays} s join plan using (${c.storeId}, ${c.day}) where s.${c.source} = ${source}
      ) s on s.${c.storeId} = i.${c.storeId} and s.${c.day} = i.${c.day} and s.${c.sku} = i.${c.sku}
      join plan p on p.${c.storeId} = coalesce(s.${c.storeId}, i.${c.storeId}) and p.${c.day} = coalesce(s.${c.day}, i.${c.day})
      left join refused r on r.${c.storeId} = p.${c.storeId} and r.${c.day} = p.${c.day} and r.${c.sku} = coalesce(s.${c.sku}, i.${c.sku})
      left join marks m on m.${c.storeId} = p.${c.storeId} and m.${c.day} = p.${c.day} and m.${c.sku} = coalesce(s.${c.sku}, i.${c.sku})
      left join marks any_sku on any_sku.${c.storeId} = p.${c.storeId} and any_sku.${c.day} = p.${c.day} and any_sku.${c.sku} = ''
        and s.${c.sku} is null
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
      insert into ${salesRevisions}
        (${c.storeId}, ${c.day}, ${c.sku}, ${c.source}, ${c.units}, ${c.orders}, ${c.amount}, ${c.asOf}, ${c.batchId}, ${c.replacedBy}, ${c.effective})
      select s.${c.storeId}, s.${c.day}, s.${c.sku}, s.${c.source}, s.${c.units}, s.${c.orders}, s.${c.amount}, s.${c.asOf}, s.${c.batchId}, ${batchId}::bigint, true
      from ${salesDays} s
      join (select * from taken where differs union all select * from dropped) t using (${c.storeId}, ${c.day}, ${c.sku})
      where s.${c.source} = ${source}
    ),
    late as (
      insert into ${salesRevisions}
        (${c.storeId}, ${c.day}, ${c.sku}, ${c.source}, ${c.units}, ${c.orders}, ${c.amount}, ${c.asOf}, ${c.batchId}, ${c.replacedBy}, ${c.effective})
      select s.${c.storeId}, s.${c.day}, s.${c.sku}, ${source}, t.${c.units}, t.${c.orders}, t.${c.amount}, ${at}::timestamptz, ${batchId}::bigint,
        s.${c.batchId}, false
      from pair t join ${salesDays} s using (${c.storeId}, ${c.day}, ${c.sku})
      where s.${c.source} = ${source} and t.is_in and t.differs and (t.mode in ('older', 'fill') and not t.is_open or not t.may_change)
    ),
    removed as (
      delete from ${salesDays} s using dropped t
      where s.${c.storeId} = t.${c.storeId} and s.${c.day} = t.${c.day} and s.${c.sku} = t.${c.sku} and s.${c.source} = ${source}
    ),
    put as (
      insert into ${salesDays} (${c.storeId}, ${c.day}, ${c.sku}, ${c.source}, ${c.units}, ${c.orders}, ${c.amount}, ${c.currency}, ${c.pendingUnits},
        ${c.cancelledLines}, ${c.otherChannelUnits}, ${c.asOf}, ${c.batchId})
      select ${c.storeId}, ${c.day}, ${c.sku}, ${source}, ${c.units}, ${c.orders}, ${c.amount}, ${c.currency}, ${c.pendingUnits},
        ${c.cancelledLines}, ${c.otherChannelUnits}, ${at}::timestamptz, ${batchId}::bigint
      from taken
      on conflict (${c.storeId}, ${c.day}, ${c.sku}, ${c.source}) do update set ${c.units} = excluded.${c.units}, ${c.orders} = excluded.${c.orders},
        ${c.amount} = excluded.${c.amount}, ${c.currency} = excluded.${c.currency}, ${c.pendingUnits} = excluded.${c.pendingUnits},
        ${c.cancelledLines} = excluded.${c.cancelledLines}, ${c.otherChannelUnits} = excluded.${c.otherChannelUnits},
        ${c.asOf} = excluded.${c.asOf}, ${c.batchId} = excluded.${c.batchId}
    )
    select ${c.storeId}, ${c.day}
    from (select * from taken union all select * from dropped) t
    where counts_differ
    group by ${c.storeId}, ${c.day}`,
  );
}

/** Says of each day how far it is known; its revision grows only when something that counts has changed. */
async function writeFeed(
  tx: Db,
  { source, batchId, asOf, pulledAt = asOf, days }: Application,
  changed: readonly { storeId: string; day: Day }[],
): Promise<{ storeId: string; day: Day }[]> {
  const isChanged = new Set(changed.map((each) => `${each.storeId} ${each.day}`));
  const flags = days.map((each) => isChanged.has(`${each.storeId} ${each.day}`));
  const at = asOf.toISOString();
  const pulled = pulledAt.toISOString();
  const rows = await rowsOf(
    tx,
    { storeId: feedDays.storeId, day: feedDays.day, fresh: Boolean },
    sql`
    with plan as (
      select p.${c.storeId}, p.${c.day}, p.mode, p.${c.state}, f.flag
      from (${planRows(days, sql`, position`)}) p
      join unnest(${sql.param(flags)}::boolean[]) with ordinality as f (flag, position) using (position)
    ),
    before as (
      select f.* from ${feedDays} f join plan using (${c.storeId}, ${c.day}) where f.${c.source} = ${source}
    ),
    counted as (
      select ${c.storeId}, ${c.day}, count(*)::int as ${c.rows}, sum(${c.units})::int as ${c.units}
      from (
        select ${c.storeId}, ${c.day}, ${c.sku}, ${c.units} from ${salesDays} where ${c.source} = ${source}
        union all
        select m.${c.storeId}, m.${c.day}, m.${c.sku}, 0 from ${refusedDays} m where m.${c.source} = ${source} and m.${c.isNamed} and not exists (
          select 1 from ${salesDays} s
          where s.${c.storeId} = m.${c.storeId} and s.${c.day} = m.${c.day} and s.${c.sku} = m.${c.sku} and s.${c.source} = m.${c.source})
      ) known join plan using (${c.storeId}, ${c.day})
      group by ${c.storeId}, ${c.day}
    ),
    put as (
      insert into ${feedDays} (${c.storeId}, ${c.day}, ${c.source}, ${c.state}, ${c.rows}, ${c.units}, ${c.asOf}, ${c.wholeAsOf}, ${c.batchId}, ${c.firstBatchId}, ${c.revision})
      select p.${c.storeId}, p.${c.day}, ${source}, case when p.mode = 'refused' then b.${c.state} else p.${c.state} end, coalesce(n.${c.rows}, 0), coalesce(n.${c.units}, 0), ${pulled}::timestamptz,
        case when p.mode = 'slice' then ${at}::timestamptz end, ${batchId}::bigint, ${batchId}::bigint, 1
      from plan p left join counted n using (${c.storeId}, ${c.day}) left join before b using (${c.storeId}, ${c.day})
      where p.mode not in ('older', 'refused') or b.${c.storeId} is not null
      on conflict (${c.storeId}, ${c.day}, ${c.source}) do update set
        ${c.state} = excluded.${c.state}, ${c.rows} = excluded.${c.rows}, ${c.units} = excluded.${c.units},
        ${c.asOf} = greatest(${feedDays}.${c.asOf}, excluded.${c.asOf}),
        ${c.wholeAsOf} = greatest(${feedDays}.${c.wholeAsOf}, excluded.${c.wholeAsOf}),
        ${c.batchId} = case when excluded.${c.asOf} >= ${feedDays}.${c.asOf} then excluded.${c.batchId} else ${feedDays}.${c.batchId} end
      returning ${c.storeId}, ${c.day}
    ),
    grown as (
      select p.${c.storeId}, p.${c.day}, b.${c.storeId} is null as fresh
      from plan p left join before b using (${c.storeId}, ${c.day})
      where p.mode not in ('older', 'refused') and (b.${c.storeId} is null or p.flag or b.${c.state} <> p.${c.state})
        or p.mode in ('older', 'refused') and b.${c.storeId} is not null and p.flag
    )
    select ${c.storeId}, ${c.day}, fresh from grown`,
  );
  const known = rows.filter(({ fresh }) => !fresh);
  if (known.length > 0) await growRevisions(tx, source, known);
  return rows.map(({ storeId, day }) => ({ storeId, day }));
}

async function growRevisions(tx: Db, source: string, days: readonly { storeId: string; day: Day }[]): Promise<void> {
  await tx.execute(sql`
    update ${feedDays} f set ${c.revision} = f.${c.revision} + 1
    from unnest(${sql.param(days.map((each) => each.storeId))}::text[],
      ${sql.param(days.map((each) => each.day))}::text[]::date[]) as g (${c.storeId}, ${c.day})
    where f.${c.storeId} = g.${c.storeId} and f.${c.day} = g.${c.day} and f.${c.source} = ${source}`);
}

function planRows(days: readonly AppliedDay[], extra: SQL = sql``): SQL {
  const list = (of: (day: AppliedDay) => string | boolean) => sql.param(days.map(of));
  return sql`
    select ${c.storeId}, ${c.day}::date as ${c.day}, mode, ${c.state}, is_whole${extra}
    from unnest(${list((each) => each.storeId)}::text[], ${list((each) => each.day)}::text[],
      ${list((each) => each.mode)}::text[], ${list((each) => each.state)}::text[],
      ${list((each) => each.isWhole ?? false)}::boolean[])
      with ordinality as plan_rows (${c.storeId}, ${c.day}, mode, ${c.state}, is_whole, position)`;
}
