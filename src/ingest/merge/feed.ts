// What the feed knows of days, and whether a day was over when a file was pulled.

import { sql } from 'drizzle-orm';
import { addDays, type Day } from '../../lib/day.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Db } from '../../store/db.ts';
import { finalityOf } from '../finality.ts';
import type { FeedDay, FeedState } from './plan-days.ts';

/** Days before the first one asked for that are read too, to know what is usual. */
const lookbackDays = 60;

/** The feed entries of a source around the given days. */
export async function feedAround(
  tx: Db,
  source: string,
  days: readonly { storeId: string; day: Day }[],
): Promise<FeedDay[]> {
  const sorted = days.map((each) => each.day).sort();
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return [];
  const stores = [...new Set(days.map((each) => each.storeId))];
  const rows = await tx.execute<{
    store_id: string;
    day: Day;
    state: FeedState;
    rows: number;
    units: number;
    whole_as_of: string | Date | null;
  }>(sql`
    select store_id, day, state, rows, units, whole_as_of from feed_days
    where source = ${source} and store_id = any(${sql.param(stores)}::text[])
      and day between ${addDays(first, -lookbackDays)}::date and ${last}::date`);
  return rows.map((row) => ({
    storeId: row.store_id,
    day: row.day,
    state: row.state,
    rows: row.rows,
    units: row.units,
    wholeAsOf: row.whole_as_of === null ? null : new Date(row.whole_as_of),
  }));
}

/** Whether a store's day was over at `asOf`, its closing margin included. */
export function overAt(policy: Policy, asOf: Date, now: Date): (storeId: string, day: Day) => boolean {
  const stores = new Map(policy.stores.map((store) => [store.id, store]));
  return (storeId, day) => {
    const store = stores.get(storeId);
    return store !== undefined && finalityOf(day, store.zone, asOf, now, store.closeMarginMinutes) !== 'partial';
  };
}
