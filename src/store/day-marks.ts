// What answers said about days of history.

import { eq } from 'drizzle-orm';
import type { Day } from '../lib/day.ts';
import type { Db } from './db.ts';
import { dayMarks } from './schema/index.ts';

export type Mark = (typeof dayMarks.$inferSelect)['mark'];

/** Whose days a case's answers speak of. */
export interface Marked {
  caseId: number;
  storeId: string;
  skus: readonly string[];
}

const chunk = 500;

/** Replaces the marks that a case's answers have set. */
export async function replaceDayMarks(db: Db, of: Marked, marks: readonly { day: Day; mark: Mark }[]): Promise<void> {
  await db.delete(dayMarks).where(eq(dayMarks.caseId, of.caseId));
  for (const mark of marks) await addDayMark(db, of, mark);
}

/** Adds one mark to each SKU; one that is there already stays. */
export async function addDayMark(db: Db, of: Marked, mark: { day: Day; mark: Mark }): Promise<void> {
  const { caseId, storeId, skus } = of;
  for (let at = 0; at < skus.length; at += chunk) {
    const rows = skus.slice(at, at + chunk).map((sku) => ({ caseId, storeId, sku, ...mark }));
    await db.insert(dayMarks).values(rows).onConflictDoNothing();
  }
}
