// The one type under which the rest of the program knows the database, whichever driver stands behind it.

import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type * as schema from './schema/index.ts';

/** Rows of a statement, and how many rows it touched (also where it returns none). */
export type Rows<Row = Record<string, unknown>> = Row[] & { readonly rowCount: number };

/** What `execute`, and a write without `returning`, give on both drivers. */
export interface StoreResult extends PgQueryResultHKT {
  type: Rows<this['row']>;
}

/** A database handle, or a transaction on it. */
export type Db = PgDatabase<StoreResult, typeof schema>;
