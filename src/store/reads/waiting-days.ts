// Sales days that wait for a person's decision: days set aside because they look cut short or faulty, and days with known
// orders that a newer report lacks.

import { eq, gt, sql } from 'drizzle-orm';
import type { Day } from '../../lib/day.ts';
import type { Db } from '../db.ts';
import { columnNames, notNull, rowsOf } from '../query-parts.ts';
import { feedDays, ingestBatches, stagedRows } from '../schema/index.ts';

const c = columnNames(stagedRows, ingestBatches);

export interface HeldDay {
  storeId: string;
  day: Day;
  batchId: number;
  fileName: string;
  rows: number;
  units: number;
  /** When the file was pulled. */
  asOf: Date;
}

/** Days that wait for a person, oldest first. */
export async function heldDays(db: Db): Promise<HeldDay[]> {
  return await rowsOf(
    db,
    {
      storeId: stagedRows.storeId,
      day: notNull(stagedRows.day),
      batchId: stagedRows.batchId,
      fileName: ingestBatches.fileName,
      rows: Number,
      units: Number,
      asOf: ingestBatches.asOf,
    },
    sql`
    select s.${c.storeId}, s.${c.day}, s.${c.batchId}, b.${c.fileName}, count(*)::int as rows, sum(s.${c.units}) as ${c.units}, b.${c.asOf}
    from ${stagedRows} s join ${ingestBatches} b on b.${c.id} = s.${c.batchId}
    where s.${c.held} group by s.${c.storeId}, s.${c.day}, s.${c.batchId}, b.${c.fileName}, b.${c.asOf}
    order by s.${c.day}, s.${c.storeId}, s.${c.batchId}`,
  );
}

/** A day with known orders that a newer complete report lacks; they count until a person decides. */
export interface DayWithMissingOrders {
  storeId: string;
  day: Day;
  orders: number;
  units: number;
  /** The report that lacks them. */
  fileName: string;
}

/** Days whose missing orders wait for a person, oldest first. */
export async function daysWithMissingOrders(db: Db): Promise<DayWithMissingOrders[]> {
  return db
    .select({
      storeId: feedDays.storeId,
      day: feedDays.day,
      orders: feedDays.missingOrders,
      units: feedDays.missingUnits,
      fileName: ingestBatches.fileName,
    })
    .from(feedDays)
    .innerJoin(ingestBatches, eq(ingestBatches.id, feedDays.batchId))
    .where(gt(feedDays.missingOrders, 0))
    .orderBy(feedDays.day, feedDays.storeId);
}
