// How the service itself is doing: feeds, scheduled work. Counts and times only. What is overdue is
// told by `store/overdue.ts`.

import { and, asc, count, desc, gte, inArray, max, sum } from 'drizzle-orm';
import type { Db } from '../db.ts';
import { feedDays, ingestBatches, jobRuns, shopVerdicts } from '../schema/index.ts';

/** The newest sales day that each feed delivered, whole or not. */
export async function newestFeedDays(db: Db) {
  return db
    .selectDistinctOn([feedDays.storeId, feedDays.source], {
      storeId: feedDays.storeId,
      source: feedDays.source,
      day: feedDays.day,
      state: feedDays.state,
      rows: feedDays.rows,
      asOf: feedDays.asOf,
    })
    .from(feedDays)
    .orderBy(feedDays.storeId, feedDays.source, desc(feedDays.day));
}

/** The last judged sales day of each store. */
export async function lastJudgedDays(db: Db) {
  return db
    .select({ storeId: shopVerdicts.storeId, day: max(shopVerdicts.day), judgedAt: max(shopVerdicts.judgedAt) })
    .from(shopVerdicts)
    .groupBy(shopVerdicts.storeId)
    .orderBy(asc(shopVerdicts.storeId));
}

/** The newest run of every scheduled job. */
export async function newestJobRuns(db: Db) {
  return db
    .selectDistinctOn([jobRuns.job])
    .from(jobRuns)
    .orderBy(jobRuns.job, desc(jobRuns.dueAt), desc(jobRuns.startedAt));
}

/** Runs of jobs that went wrong since then, newest first. */
export async function troubledRuns(db: Db, since: Date, limit: number) {
  return db
    .select()
    .from(jobRuns)
    .where(and(inArray(jobRuns.state, ['failed', 'missed']), gte(jobRuns.dueAt, since)))
    .orderBy(desc(jobRuns.dueAt))
    .limit(limit);
}

/** Runs of jobs by how they ended. */
export async function countJobRuns(db: Db) {
  return db
    .select({ job: jobRuns.job, state: jobRuns.state, runs: count() })
    .from(jobRuns)
    .groupBy(jobRuns.job, jobRuns.state);
}

/** Files that came in and their rows, by what became of the file. */
export async function countIngestRows(db: Db) {
  return db
    .select({
      status: ingestBatches.status,
      files: count(),
      kept: sum(ingestBatches.rowsKept).mapWith(Number),
      refused: sum(ingestBatches.rowsRefused).mapWith(Number),
    })
    .from(ingestBatches)
    .groupBy(ingestBatches.status);
}
