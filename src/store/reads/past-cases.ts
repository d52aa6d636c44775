// What was really asked about sales that moved, to be held beside a rehearsal.

import { and, asc, gte, inArray, isNull, ne, or } from 'drizzle-orm';
import type { Day } from '../../lib/day.ts';
import type { Db } from '../db.ts';
import { anomalyCases } from '../schema/index.ts';

/** Cases of SKUs and of whole stores that were still out on `from` or later, oldest first; withdrawn ones had no cause. */
export async function pastDeviationCases(db: Db, from: Day) {
  const { id, storeId, sku, direction, firstDay, lastDay, promise } = anomalyCases;
  return db
    .select({ id, storeId, sku, direction, firstDay, lastDay, promise })
    .from(anomalyCases)
    .where(
      and(
        inArray(anomalyCases.formKind, ['surge', 'drop', 'store_wide']),
        gte(lastDay, from),
        or(isNull(anomalyCases.resolution), ne(anomalyCases.resolution, 'withdrawn')),
      ),
    )
    .orderBy(asc(id));
}
