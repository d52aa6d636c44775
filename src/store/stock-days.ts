// On which days a SKU is known to have been out of stock, from snapshots taken at moments.

import { sql } from 'drizzle-orm';
import type { Store } from '../policy/policy.ts';
import type { Db } from './db.ts';
import { among, columnNames, rowsOf } from './query-parts.ts';
import { stockSnapshots } from './schema/index.ts';

const c = columnNames(stockSnapshots);

/** Snapshots of one SKU, oldest first. */
export interface StockMoment {
  /** Milliseconds since 1970. */
  at: number;
  /** Units that could be sold. */
  sellable: number;
}

/** Between two equal snapshots further apart than this, nothing is known. */
const longestGapMs = 48 * 3_600_000;

/** A day counts as out of stock when that is known of a quarter of it or more. */
const outShare = 0.25;

/**
 * Snapshots by SKU, of the SKUs in `only` where it is given. What counts is what can be sold: stock at Amazon (and the seller's own shelf) where a SKU has any
 * record there, else all locations together.
 */
export async function loadStockMoments(
  db: Db,
  store: Pick<Store, 'id' | 'pool'>,
  { from, to, only }: { from: Date; to: Date; only?: readonly string[] },
): Promise<Map<string, StockMoment[]>> {
  const rows = await rowsOf(
    db,
    { sku: stockSnapshots.sku, moments: String, sellable: String },
    sql`
    with snap as (
      select ${c.sku}, ${c.location}, ${c.asOf}, ${c.available} + coalesce(${c.merchantAvailable}, 0) as sellable
      from ${stockSnapshots}
      where ${c.poolId} = ${store.pool ?? store.id}
        and ${c.asOf} between ${from.toISOString()}::timestamptz and ${to.toISOString()}::timestamptz
        and ${among(stockSnapshots.sku, only)}
    ),
    at_amazon as (select distinct ${c.sku} from snap where ${c.location} = 'FBA'),
    moment as (
      select s.${c.sku}, s.${c.asOf}, sum(s.sellable) as sellable
      from snap s left join at_amazon a on a.${c.sku} = s.${c.sku}
      where a.${c.sku} is null or s.${c.location} = 'FBA'
      group by s.${c.sku}, s.${c.asOf}
    )
    select ${c.sku}, string_agg((extract(epoch from ${c.asOf}) * 1000)::bigint::text, ',' order by ${c.asOf}) as moments,
      string_agg(sellable::text, ',' order by ${c.asOf}) as sellable
    from moment group by ${c.sku}`,
  );
  return new Map(
    rows.map((row) => {
      const sellable = row.sellable.split(',');
      return [row.sku, row.moments.split(',').map((at, i) => ({ at: Number(at), sellable: Number(sellable[i]) }))];
    }),
  );
}

/**
 * What is known of each day, given the first instants of the days and of the day after the last. Two snapshots in a row
 * that both show nothing, at most 48 hours apart, make the time between them out of stock. Pure.
 */
export function stockOnDays(
  moments: readonly StockMoment[],
  starts: readonly number[],
  codes: { unknown: number; inStock: number; out: number },
): Uint8Array {
  const empty = emptySpans(moments);
  return Uint8Array.from(starts.slice(0, -1), (start, i) => {
    const end = starts[i + 1] ?? start;
    const out = empty.reduce((sum, span) => sum + Math.max(0, Math.min(end, span.to) - Math.max(start, span.from)), 0);
    if (end > start && out >= (end - start) * outShare) return codes.out;
    return moments.some(({ at, sellable }) => sellable > 0 && at >= start && at < end) ? codes.inStock : codes.unknown;
  });
}

function emptySpans(moments: readonly StockMoment[]): { from: number; to: number }[] {
  return moments.flatMap((moment, i) => {
    const next = moments[i + 1];
    if (!next || moment.sellable > 0 || next.sellable > 0 || next.at - moment.at > longestGapMs) return [];
    return [{ from: moment.at, to: next.at }];
  });
}
