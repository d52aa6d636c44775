// Known orders that a newer report lacks although it covers their whole day. Amazon does not drop orders from a report, so
// they still count, and the day waits for a person's decision: keep them, or follow the newer report.

import { sql } from 'drizzle-orm';
import type { Day } from '../../lib/day.ts';
import type { Db } from '../../store/db.ts';
import { columnNames, rowsOf } from '../../store/query-parts.ts';
import { feedDays, orderLines } from '../../store/schema/index.ts';
import { storeDays } from './chunks.ts';

const c = columnNames(feedDays, orderLines);

type StoreDay = { storeId: string; day: Day };

/** Counts the missing orders of days and remembers the counts with the days. Gives the days that have any. */
export async function countMissing(
  tx: Db,
  source: string,
  days: readonly StoreDay[],
): Promise<(StoreDay & { orders: number; units: number })[]> {
  if (days.length === 0) return [];
  const rows = await rowsOf(
    tx,
    { storeId: feedDays.storeId, day: feedDays.day, orders: Number, units: feedDays.units },
    sql`
    with counted as (
      select f.${c.storeId}, f.${c.day}, count(distinct l.${c.orderId})::int as orders, coalesce(sum(l.${c.units}), 0)::int as ${c.units}
      from ${storeDays(days)} as d (${c.storeId}, ${c.day})
      join ${feedDays} f on f.${c.storeId} = d.${c.storeId} and f.${c.day} = d.${c.day} and f.${c.source} = ${source}
      left join ${orderLines} l on l.${c.storeId} = f.${c.storeId} and l.${c.day} = f.${c.day} and l.${c.seenAsOf} < f.${c.wholeAsOf}
        and not l.${c.kept} and l.${c.status} in ('shipped', 'pending')
      group by f.${c.storeId}, f.${c.day}
    )
    update ${feedDays} f set ${c.missingOrders} = n.orders, ${c.missingUnits} = n.${c.units}
    from counted n
    where f.${c.storeId} = n.${c.storeId} and f.${c.day} = n.${c.day} and f.${c.source} = ${source}
      and (f.${c.missingOrders} <> n.orders or f.${c.missingUnits} <> n.${c.units} or n.orders > 0)
    returning f.${c.storeId}, f.${c.day}, n.orders, n.${c.units}`,
  );
  return rows
    .filter((each) => each.orders > 0)
    .sort((a, b) => (`${a.storeId} ${a.day}` < `${b.storeId} ${b.day}` ? -1 : 1));
}

/** Carries out the decision on a day's missing orders: they stand (`keep`), or they go as the newer report has it (`take`). */
export async function settleMissing(tx: Db, { storeId, day }: StoreDay, decision: 'keep' | 'take'): Promise<void> {
  const missing = sql`
    l.${c.storeId} = ${storeId} and l.${c.day} = ${day}::date and not l.${c.kept} and exists (
      select 1 from ${feedDays} f where f.${c.storeId} = l.${c.storeId} and f.${c.day} = l.${c.day} and l.${c.seenAsOf} < f.${c.wholeAsOf})`;
  await tx.execute(
    decision === 'take'
      ? sql`delete from ${orderLines} l where ${missing}`
      : sql`update ${orderLines} l set ${c.kept} = true where ${missing}`,
  );
}
