// What the feed knows of days, and whether a day was over when a file was pulled.

import { sql } from 'drizzle-orm';
import { addDays, type Day } from '../../lib/day.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Db } from '../../store/db.ts';
import { columnNames, rowsOf } from '../../store/query-parts.ts';
import { feedDays } from '../../store/schema/index.ts';
import { finalityOf } from '../finality.ts';
import type { FeedDay } from './plan-days.ts';

const c = columnNames(feedDays);

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
  return await rowsOf(
    tx,
    {
      storeId: feedDays.storeId,
      day: feedDays.day,
      state: feedDays.state,
      rows: feedDays.rows,
      units: feedDays.units,
      wholeAsOf: feedDays.wholeAsOf,
    },
    sql`
    select ${c.storeId}, ${c.day}, ${c.state}, ${c.rows}, ${c.units}, ${c.wholeAsOf} from ${feedDays}
    where ${c.source} = ${source} and ${c.storeId} = any(${sql.param(stores)}::text[])
      and ${c.day} between ${addDays(first, -lookbackDays)}::date and ${last}::date`,
  );
}

/** Whether a store's day was over at `asOf`, its closing margin included. */
export function overAt(policy: Policy, asOf: Date, now: Date): (storeId: string, day: Day) => boolean {
  const stores = new Map(policy.stores.map((store) => [store.id, store]));
  return (storeId, day) => {
    const store = stores.get(storeId);
    return store !== undefined && finalityOf(day, store.zone, asOf, now, store.closeMarginMinutes) !== 'partial';
  };
}
