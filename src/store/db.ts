// The one type under which the rest of the program knows the database, whichever driver stands behind it.

import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type * as schema from './schema/index.ts';

/** A database handle, or a transaction on it. */
export type Db = PgDatabase<PgQueryResultHKT, typeof schema>;
