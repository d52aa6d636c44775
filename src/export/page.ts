// Reads a table page by page along its key, so that a long export holds one page in memory and no transaction open.

import { type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Db } from '../store/db.ts';
import { list } from '../store/query-parts.ts';

export type RawRow = Record<string, unknown>;

const rowsPerPage = 2_000;

/**
 * Pages of `query` in the order of its key columns. `query` is a select without order; the columns of `key`, which it gives
 * under their own names, are unique together and never null.
 */
export async function* pagesOf(db: Db, query: SQL, key: readonly PgColumn[]): AsyncGenerator<RawRow[]> {
  const columns = list(key.map(({ name }) => sql.identifier(name)));
  let after: SQL = sql`true`;
  for (;;) {
    const rows = await db.execute<RawRow>(
      sql`select * from (${query}) page where ${after} order by ${columns} limit ${rowsPerPage}`,
    );
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < rowsPerPage) return;
    const values = key.map(
      (column) => sql`${last[column.name]}::${sql.raw(column.getSQLType().replace('serial', 'int'))}`,
    );
    after = sql`(${columns}) > (${list(values)})`;
  }
}
