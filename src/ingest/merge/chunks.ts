// Cuts the days of a file into pieces that one statement handles within its time limit and with little memory.

import { type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Day } from '../../lib/day.ts';
import type { Db } from '../../store/db.ts';
import { refreshStatistics } from '../staging.ts';

const rowsPerStatement = 20_000;

/** Consecutive groups of `items` with at most `rowsPerStatement` rows each (a single larger item stands alone). */
export function chunksOf<T extends { rows: number }>(items: readonly T[]): T[][] {
  const chunks: T[][] = [];
  let rows = Number.POSITIVE_INFINITY;
  for (const item of items) {
    if (rows + item.rows > rowsPerStatement || (chunks.at(-1)?.length ?? 0) >= 2_000) {
      chunks.push([]);
      rows = 0;
    }
    chunks.at(-1)?.push(item);
    rows += item.rows;
  }
  return chunks;
}

/**
 * Does the work chunk by chunk. Statistics of the growing tables are refreshed when the work has doubled: after chunk 1, 2,
 * 4, 8 and so on.
 */
export async function eachChunk<T extends { rows: number }>(
  tx: Db,
  items: readonly T[],
  of: { tables: readonly PgTable[]; onProgress: (share: number) => void },
  work: (chunk: T[]) => Promise<void>,
): Promise<void> {
  const chunks = chunksOf(items);
  for (const [i, chunk] of chunks.entries()) {
    await work(chunk);
    const done = i + 1;
    if (chunks.length > 1 && (done & i) === 0) await refreshStatistics(tx, of.tables);
    of.onProgress(done / chunks.length);
  }
}

/** Store-days as a table `(store_id, day)` for use in a statement. */
export function storeDays(items: readonly { storeId: string; day: Day }[]): SQL {
  return sql`unnest(${sql.param(items.map((each) => each.storeId))}::text[], ${sql.param(items.map((each) => each.day))}::text[]::date[])`;
}
