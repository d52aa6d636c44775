// Known orders that a newer report lacks although it covers their whole day. Amazon does not drop orders from a report, so
// they still count, and the day waits for a person's decision: keep them, or follow the newer report.

import { sql } from 'drizzle-orm';
import type { Day } from '../../lib/day.ts';
import type { Db } from '../../store/db.ts';
import { storeDays } from './chunks.ts';

type StoreDay = { storeId: string; day: Day };

/** Counts the missing orders of days and remembers the counts with the days. Gives the days that have any. */
export async function countMissing(
  tx: Db,
  source: string,
  days: readonly StoreDay[],
): Promise<(StoreDay & { orders: number; units: number })[]> {
  if (days.length === 0) return [];
  const rows = await tx.execute<{ store_id: string; day: Day; orders: number; units: number }>(sql`
    with counted as (
      select f.store_id, f.day, count(distinct l.order_id)::int as orders, coalesce(sum(l.units), 0)::int as units
      from ${storeDays(days)} as d (store_id, day)
      join feed_days f on f.store_id = d.store_id and f.day = d.day and f.source = ${source}
      left join order_lines l on l.store_id = f.store_id and l.day = f.day and l.seen_as_of < f.whole_as_of
        and not l.kept and l.status in ('shipped', 'pending')
      group by f.store_id, f.day
    )
    update feed_days f set missing_orders = c.orders, missing_units = c.units
    from counted c
    where f.store_id = c.store_id and f.day = c.day and f.source = ${source}
      and (f.missing_orders <> c.orders or f.missing_units <> c.units or c.orders > 0)
    returning f.store_id, f.day, c.orders, c.units`);
  return rows
    .map((row) => ({ storeId: row.store_id, day: row.day, orders: row.orders, units: row.units }))
    .filter((each) => each.orders > 0)
    .sort((a, b) => (`${a.storeId} ${a.day}` < `${b.storeId} ${b.day}` ? -1 : 1));
}

/** Carries out the decision on a day's missing orders: they stand (`keep`), or they go as the newer report has it (`take`). */
export async function settleMissing(tx: Db, { storeId, day }: StoreDay, decision: 'keep' | 'take'): Promise<void> {
  const missing = sql`
    l.store_id = ${storeId} and l.day = ${day}::date and not l.kept and exists (
      select 1 from feed_days f where f.store_id = l.store_id and f.day = l.day and l.seen_as_of < f.whole_as_of)`;
  await tx.execute(
    decision === 'take'
      ? sql`delete from order_lines l where ${missing}`
      : sql`update order_lines l set kept = true where ${missing}`,
  );
}
