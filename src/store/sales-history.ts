// What a rehearsal needs of a store's past beyond the sales window of its last day: what was known of each SKU on each
// of the days before.

import { and, between, eq, sql } from 'drizzle-orm';
import type { Day } from '../lib/day.ts';
import type { Db } from './db.ts';
import { effectiveSource } from './feed.ts';
import { among, columnNames, rowsOf } from './query-parts.ts';
import type { WindowStore } from './sales.ts';
import { dayMarks, salesDays } from './schema/index.ts';

const c = columnNames(salesDays);

interface Span {
  store: WindowStore;
  from: Day;
  through: Day;
  only: readonly string[];
}

/** The unit price that the sales of a day show, by SKU, oldest first; as `loadSalesWindow` reads it. */
export async function pricesByDay(
  db: Db,
  { store, from, through, only }: Span,
): Promise<Map<string, { offset: number; price: number }[]>> {
  const source = (await effectiveSource(db, store)) ?? '';
  const rows = await rowsOf(
    db,
    { sku: salesDays.sku, days: String, prices: String },
    sql`
    select ${c.sku}, string_agg((${c.day} - ${from}::date)::text, ',' order by ${c.day}) as days,
      string_agg((${c.amount} / (${c.units} - ${c.pendingUnits}))::text, ',' order by ${c.day}) as prices
    from ${salesDays}
    where ${c.storeId} = ${store.id} and ${c.source} = ${source} and ${c.day} between ${from}::date and ${through}::date
      and ${c.units} > ${c.pendingUnits} and ${c.amount} > 0 and ${among(salesDays.sku, only)}
    group by ${c.sku}`,
  );
  return new Map(
    rows.map(({ sku, days, prices }) => {
      const price = prices.split(',').map(Number);
      return [sku, days.split(',').map((offset, i) => ({ offset: Number(offset), price: price[i] ?? Number.NaN }))];
    }),
  );
}

/** The days at which answers restarted the level of a SKU, oldest first. */
export async function levelRestarts(db: Db, { store, from, through, only }: Span): Promise<Map<string, Day[]>> {
  const rows = await db
    .select({ sku: dayMarks.sku, day: dayMarks.day })
    .from(dayMarks)
    .where(
      and(
        eq(dayMarks.storeId, store.id),
        eq(dayMarks.mark, 'new_level'),
        between(dayMarks.day, from, through),
        among(dayMarks.sku, only),
      ),
    )
    .orderBy(dayMarks.day);
  const found = new Map<string, Day[]>();
  for (const { sku, day } of rows) found.set(sku, [...(found.get(sku) ?? []), day]);
  return found;
}
