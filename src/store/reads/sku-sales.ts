// What one SKU sold, day by day: for its chart.

import { and, between, eq } from 'drizzle-orm';
import { addDays, type Day } from '../../lib/day.ts';
import type { Store } from '../../team/policy.ts';
import type { Db } from '../db.ts';
import { effectiveSource } from '../feed.ts';
import { feedDays, salesDays } from '../schema/index.ts';

/** Measured quantity on each complete day of the `count` days up to `through`; days of which nothing is known are missing. */
export async function soldOnDays(
  db: Db,
  of: { store: Pick<Store, 'id' | 'salesSource' | 'measure'>; sku: string; through: Day; count: number },
): Promise<Map<Day, number>> {
  const { store, sku, through, count } = of;
  const source = await effectiveSource(db, store);
  if (source === undefined) return new Map();
  const from = addDays(through, 1 - count);
  const complete = await db
    .select({ day: feedDays.day })
    .from(feedDays)
    .where(
      and(
        eq(feedDays.storeId, store.id),
        eq(feedDays.source, source),
        eq(feedDays.state, 'complete'),
        between(feedDays.day, from, through),
      ),
    );
  const sold = await db
    .select({ day: salesDays.day, units: salesDays.units, orders: salesDays.orders })
    .from(salesDays)
    .where(
      and(
        eq(salesDays.storeId, store.id),
        eq(salesDays.sku, sku),
        eq(salesDays.source, source),
        between(salesDays.day, from, through),
      ),
    );
  const quantities = new Map(complete.map(({ day }) => [day, 0]));
  for (const { day, units, orders } of sold) {
    if (quantities.has(day)) quantities.set(day, store.measure === 'orders' ? (orders ?? units) : units);
  }
  return quantities;
}
