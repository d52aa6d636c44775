// What should have happened and has not: read straight from the rows, sharing nothing with the code that does the work,
// so that a fault there does not hide itself here. Changes nothing.

import { and, asc, count, eq, inArray, isNotNull, lt, ne, type SQL, sql } from 'drizzle-orm';
import type { Db } from './db.ts';
import { storesInTrouble } from './judging-trouble.ts';
import { anomalyCases } from './schema/cases.ts';
import { deliveries } from './schema/outbox.ts';
import { jobRuns } from './schema/runs.ts';

export interface OverdueRow {
  what: 'case' | 'delivery' | 'job';
  /** The case's id, the delivery's key, the job and its slot. */
  name: string;
  dueAt: Date;
  trouble: string | null;
}

export interface OverdueCounts {
  cases: number;
  /** Cases that the sweep could not decide and put aside. */
  troubledCases: number;
  /** Stores whose new sales could not be judged. */
  troubledStores: number;
  deliveries: number;
  jobs: number;
}

const shownOfEach = 20;

/** Rows of each kind that were due before `before`, oldest first, and how many there are in all. */
export async function overdueSince(db: Db, before: Date): Promise<{ counts: OverdueCounts; rows: OverdueRow[] }> {
  const troubled = and(isNotNull(anomalyCases.trouble), ne(anomalyCases.status, 'closed'));
  const counts: OverdueCounts = {
    cases: await db.$count(anomalyCases, lt(anomalyCases.nextDueAt, before)),
    troubledCases: await db.$count(anomalyCases, troubled),
    troubledStores: (await storesInTrouble(db)).length,
    deliveries: await db.$count(deliveries, lateDelivery(before)),
    jobs: await db.$count(jobRuns, lateJob(before)),
  };
  const rows = [
    ...(await lateCases(db, before)),
    ...(await lateDeliveries(db, before)),
    ...(await lateJobs(db, before)),
  ];
  return { counts, rows: rows.sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime()) };
}

/** How many deliveries stand in each state; states without any are left out. */
export async function countDeliveries(db: Db): Promise<{ platform: string; state: string; count: number }[]> {
  return db
    .select({ platform: deliveries.platform, state: deliveries.state, count: count() })
    .from(deliveries)
    .groupBy(deliveries.platform, deliveries.state);
}

/**
 * Not said although it could have been: retries move `not_before`, so lateness counts from the moment the message was
 * due, or was queued if that came later. One that is held back on purpose becomes due with its `not_before`.
 */
function lateDelivery(before: Date): SQL | undefined {
  const since = deliverySince();
  return and(
    inArray(deliveries.state, ['queued', 'sending']),
    sql`${since} < ${sql.param(before, deliveries.dueAt)}::timestamptz`,
  );
}

function deliverySince(): SQL<Date> {
  const { dueAt, createdAt, attempts, notBefore } = deliveries;
  return sql<Date>`greatest(${dueAt}, ${createdAt}, case when ${attempts} = 0 then ${notBefore} end)`.mapWith(dueAt);
}

/** Begun, and the worker that began it is gone. */
function lateJob(before: Date): SQL | undefined {
  return and(eq(jobRuns.state, 'running'), lt(jobRuns.leaseUntil, before));
}

async function lateCases(db: Db, before: Date): Promise<OverdueRow[]> {
  const { id, nextDueAt, trouble } = anomalyCases;
  const rows = await db
    .select({ id, dueAt: sql<Date>`${nextDueAt}`.mapWith(nextDueAt), trouble })
    .from(anomalyCases)
    .where(lt(nextDueAt, before))
    .orderBy(asc(nextDueAt))
    .limit(shownOfEach);
  return rows.map((row) => ({ what: 'case', name: String(row.id), dueAt: row.dueAt, trouble: row.trouble }));
}

async function lateDeliveries(db: Db, before: Date): Promise<OverdueRow[]> {
  const rows = await db
    .select({ name: deliveries.key, dueAt: deliverySince(), trouble: deliveries.lastError })
    .from(deliveries)
    .where(lateDelivery(before))
    .orderBy(asc(deliverySince()))
    .limit(shownOfEach);
  return rows.map((row) => ({ what: 'delivery', ...row }));
}

async function lateJobs(db: Db, before: Date): Promise<OverdueRow[]> {
  const rows = await db.select().from(jobRuns).where(lateJob(before)).orderBy(asc(jobRuns.dueAt)).limit(shownOfEach);
  return rows.map((row) => ({ what: 'job', name: `${row.job} ${row.slot}`, dueAt: row.dueAt, trouble: row.outcome }));
}
