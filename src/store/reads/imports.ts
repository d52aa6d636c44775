// Files that came in, with what was wrong in them.

import { asc, count, desc, gt, inArray, max } from 'drizzle-orm';
import type { Db } from '../db.ts';
import { ingestBatches, ingestIssues } from '../schema/index.ts';

export type BatchRow = typeof ingestBatches.$inferSelect;
export type IssueRow = typeof ingestIssues.$inferSelect;

/** The newest batches, each with its first issues. */
export async function recentBatches(
  db: Db,
  limits: { batches: number; issues: number },
): Promise<{ batch: BatchRow; issues: IssueRow[] }[]> {
  const batches = await db.select().from(ingestBatches).orderBy(desc(ingestBatches.id)).limit(limits.batches);
  if (batches.length === 0) return [];
  const issues = await db
    .select()
    .from(ingestIssues)
    .where(
      inArray(
        ingestIssues.batchId,
        batches.map((batch) => batch.id),
      ),
    )
    .orderBy(asc(ingestIssues.batchId), asc(ingestIssues.id))
    .limit(limits.batches * limits.issues);
  return batches.map((batch) => ({
    batch,
    issues: issues.filter((issue) => issue.batchId === batch.id).slice(0, limits.issues),
  }));
}

/** A word that changes whenever a file brings rows. */
export async function importMark(db: Db): Promise<string> {
  const [files] = await db
    .select({ taken: count(), newest: max(ingestBatches.id) })
    .from(ingestBatches)
    .where(gt(ingestBatches.rowsKept, 0));
  return `${files?.taken ?? 0} ${files?.newest ?? 0}`;
}
