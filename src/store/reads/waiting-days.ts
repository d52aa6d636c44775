// Sales days that wait for a person's decision: days set aside because they look cut short or faulty, and days with known
// orders that a newer report lacks.

import { eq, gt, sql } from 'drizzle-orm';
import type { Day } from '../../lib/day.ts';
import type { Db } from '../db.ts';
import { feedDays, ingestBatches } from '../schema/index.ts';

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
  const rows = await db.execute<{
    store_id: string;
    day: Day;
    batch_id: number;
    file_name: string;
    rows: number;
    units: string | number;
    as_of: string | Date;
  }>(sql`
    select s.store_id, s.day, s.batch_id, b.file_name, count(*)::int as rows, sum(s.units) as units, b.as_of
    from staged_rows s join ingest_batches b on b.id = s.batch_id
    where s.held group by s.store_id, s.day, s.batch_id, b.file_name, b.as_of
    order by s.day, s.store_id, s.batch_id`);
  return rows.map((row) => ({
    storeId: row.store_id,
    day: row.day,
    batchId: row.batch_id,
    fileName: row.file_name,
    rows: row.rows,
    units: Number(row.units),
    asOf: new Date(row.as_of),
  }));
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
