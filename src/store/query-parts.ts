// Parts of statements that several tables share.

import { inArray, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';

/** True for the SKUs in `only`; for all when it is left out. */
export function among(column: PgColumn, only: readonly string[] | undefined): SQL {
  return only === undefined ? sql`true` : inArray(column, [...only]);
}

/** The value that an insert brought, for the update of the row it met. */
export function excluded(column: PgColumn): SQL {
  return sql`excluded.${sql.identifier(column.name)}`;
}
