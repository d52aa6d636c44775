// The condition that limits a read to some SKUs.

import { inArray, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';

/** True for the SKUs in `only`; for all when it is left out. */
export function among(column: PgColumn, only: readonly string[] | undefined): SQL {
  return only === undefined ? sql`true` : inArray(column, [...only]);
}
