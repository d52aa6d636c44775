// The record of every file that came in: opened before its rows are read, closed with its outcome. A reader gives a sign
// of life while it works; what a dead one left behind is swept away.

import { isDeepStrictEqual } from 'node:util';
import { and, desc, eq, inArray, lt, sql } from 'drizzle-orm';
import type { Db } from '../store/db.ts';
import { columnNames } from '../store/query-parts.ts';
import { ingestBatches, ingestIssues, stagedRefusals, stagedRows } from '../store/schema/index.ts';
import type { Issue } from './issues.ts';
import type { CoveredDays, FileReport, ImportStatus } from './report.ts';
import type { OrderReportKind, ReportRequest } from './report-request.ts';
import { clearStage } from './staging.ts';

const c = columnNames(stagedRows, stagedRefusals);

/** A reader that was not heard of for this long is dead. */
const leaseMs = 15 * 60_000;

/** Details of a batch, stored as JSON. */
interface BatchDetails {
  encoding: string | null;
  encodingSamples: string[];
  stores: string[];
  days: CoveredDays[];
  codes: string[];
  /** Of an order report: its kind, and how it was requested. */
  orderReport?: OrderReportKind;
  request?: ReportRequest;
}

export interface NewBatch {
  sha256: string;
  format: string | null;
  fileName: string;
  storeId: string | null;
  asOf: Date;
  now: Date;
  receivedBy: string;
}

/** Enters a file that is about to be read. */
export async function openBatch(db: Db, batch: NewBatch): Promise<number> {
  const { now, ...known } = batch;
  const details: BatchDetails = { encoding: null, encodingSamples: [], stores: [], days: [], codes: [] };
  const rows = await db
    .insert(ingestBatches)
    .values({
      ...known,
      receivedAt: now,
      rowsIn: 0,
      rowsKept: 0,
      rowsRefused: 0,
      status: 'running',
      details,
      leaseUntil: leaseFrom(now),
    })
    .returning({ id: ingestBatches.id });
  const id = rows[0]?.id;
  if (id === undefined) throw new Error('A batch was not entered');
  return id;
}

/** Extends the lease of a running import. */
export async function renewLease(db: Db, batchId: number, now: Date): Promise<void> {
  await db
    .update(ingestBatches)
    .set({ leaseUntil: leaseFrom(now) })
    .where(eq(ingestBatches.id, batchId));
}

/** Enters the outcome of a file and what was wrong with it. */
export async function closeBatch(
  db: Db,
  report: FileReport,
  orders: Pick<BatchDetails, 'orderReport' | 'request'> | undefined,
): Promise<void> {
  const { batchId, encoding, encodingSamples, stores, days, codes } = report;
  const details: BatchDetails = { encoding, encodingSamples, stores, days, codes, ...orders };
  await db
    .update(ingestBatches)
    .set({
      format: report.format,
      storeId: stores.length === 1 ? (stores[0] ?? null) : null,
      asOf: new Date(report.asOf),
      rowsIn: report.rowsIn,
      rowsKept: report.rowsKept,
      rowsRefused: report.rowsRefused,
      status: report.status,
      code: report.code,
      details,
      leaseUntil: null,
    })
    .where(eq(ingestBatches.id, batchId));
  await writeIssues(db, batchId, report.issues);
}

async function writeIssues(db: Db, batchId: number, issues: readonly Issue[]): Promise<void> {
  if (issues.length === 0) return;
  await db.insert(ingestIssues).values(issues.map((issue) => ({ batchId, ...issue })));
}

/**
 * The newest import of the same content that left nothing to be done; undefined when there is none. For an order report
 * only one with the same request.
 */
export async function earlierReading(db: Db, sha256: string, request: ReportRequest) {
  const whole: ImportStatus[] = ['accepted', 'accepted_with_warning', 'partial'];
  const rows = await db
    .select()
    .from(ingestBatches)
    .where(
      and(eq(ingestBatches.sha256, sha256), inArray(ingestBatches.status, whole), eq(ingestBatches.rowsRefused, 0)),
    )
    .orderBy(desc(ingestBatches.asOf), desc(ingestBatches.id))
    .limit(20);
  const batches = rows.map((batch) => ({ ...batch, details: batch.details as BatchDetails }));
  return batches.find(
    ({ details }) =>
      !details.codes.some((code) => unfinished.includes(code)) &&
      (details.request === undefined || isDeepStrictEqual(details.request, request)),
  );
}

/** Codes after which the same file can do more the next time. */
const unfinished = ['OWNER_NOT_SET', 'ROW_COUNT_DROP', 'ALL_ZERO_DAY'];

/** Forgets the staged rows of a batch, but not those of days that wait for a person. */
export async function clearUnheld(db: Db, batchId: number): Promise<void> {
  await db.execute(sql`delete from ${stagedRows} where ${c.batchId} = ${batchId} and not ${c.held}`);
  await db.execute(sql`
    delete from ${stagedRefusals} r where r.${c.batchId} = ${batchId} and not exists (
      select 1 from ${stagedRows} s where s.${c.batchId} = ${batchId} and s.${c.storeId} = r.${c.storeId} and s.${c.day} = r.${c.day})`);
}

/** A reading broke off by trouble outside the file: it is as if the file had not come, and the record says so. */
export async function failBatch(db: Db, batchId: number): Promise<void> {
  await db
    .update(ingestBatches)
    .set({ status: 'failed', code: 'INTERRUPTED', leaseUntil: null })
    .where(eq(ingestBatches.id, batchId));
}

/**
 * Holds a batch until the transaction ends: nobody sweeps it any more. False when its reader, slow or stopped for a
 * while, was taken for dead before: its rows are gone.
 */
export async function holdBatch(tx: Db, batchId: number): Promise<boolean> {
  const rows = await tx
    .select({ id: ingestBatches.id })
    .from(ingestBatches)
    .where(and(eq(ingestBatches.id, batchId), eq(ingestBatches.status, 'running')))
    .for('update');
  return rows.length === 1;
}

/** Deletes a batch that is not to be recorded. */
export async function forgetBatch(db: Db, batchId: number): Promise<void> {
  await db.delete(ingestBatches).where(eq(ingestBatches.id, batchId));
}

/** Clears away what readers that died have left: their staged rows never counted. Gives how many there were. */
export async function sweepDeadBatches(db: Db, now: Date): Promise<number> {
  const dead = await db
    .update(ingestBatches)
    .set({ status: 'failed', code: 'INTERRUPTED', leaseUntil: null })
    .where(and(eq(ingestBatches.status, 'running'), lt(ingestBatches.leaseUntil, now)))
    .returning({ id: ingestBatches.id });
  for (const { id } of dead) await clearStage(db, id);
  return dead.length;
}

function leaseFrom(now: Date): Date {
  return new Date(now.getTime() + leaseMs);
}
