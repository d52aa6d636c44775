// Reads a table page by page along its key, so that a long export holds one page in memory and no transaction open.

import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../store/db.ts';

export type RawRow = Record<string, unknown>;

const rowsPerPage = 2_000;

/**
 * Pages of `query` in the order of its key columns. `query` is a select without order; `key` names result columns that
 * are unique together and never null, `types` their types.
 */
export async function* pagesOf(
  db: Db,
  query: SQL,
  key: readonly { column: string; type: string }[],
): AsyncGenerator<RawRow[]> {
  const columns = sql.raw(key.map(({ column }) => column).join(', '));
  let after: SQL = sql`true`;
  for (;;) {
    const rows = await db.execute<RawRow>(
      sql`select * from (${query}) page where ${after} order by ${columns} limit ${rowsPerPage}`,
    );
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < rowsPerPage) return;
    const values = key.map(({ column, type }) => sql`${last[column]}::${sql.raw(type)}`);
    after = sql`(${columns}) > (${sql.join(values, sql`, `)})`;
  }
}
