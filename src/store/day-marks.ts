// What answers said about days of history.

import { eq } from 'drizzle-orm';
import type { Day } from '../lib/day.ts';
import type { Db } from './db.ts';
import { dayMarks } from './schema/index.ts';

export type Mark = (typeof dayMarks.$inferSelect)['mark'];

/** Replaces the marks that a case's answers have set. */
export async function replaceDayMarks(
  db: Db,
  of: { caseId: number; storeId: string; sku: string },
  marks: readonly { day: Day; mark: Mark }[],
): Promise<void> {
  await db.delete(dayMarks).where(eq(dayMarks.caseId, of.caseId));
  if (marks.length === 0) return;
  await db
    .insert(dayMarks)
    .values(marks.map((each) => ({ ...of, ...each })))
    .onConflictDoNothing();
}

/** Adds one mark; one that is there already stays. */
export async function addDayMark(
  db: Db,
  of: { caseId: number; storeId: string; sku: string },
  mark: { day: Day; mark: Mark },
): Promise<void> {
  await db
    .insert(dayMarks)
    .values({ ...of, ...mark })
    .onConflictDoNothing();
}
