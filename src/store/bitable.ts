// How the tables of 多维表格 do, and which record of the shared record belongs to which case. Decides nothing.

import { and, asc, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import type { TableUse } from '../policy/bitable-policy.ts';
import type { Db } from './db.ts';
import { excluded } from './query-parts.ts';
import { anomalyCases, answers, bitableRows, bitableStates } from './schema/index.ts';

export type BitableState = typeof bitableStates.$inferSelect;
type StateChange = Partial<Omit<BitableState, 'use' | 'place' | 'leaseOwner' | 'leaseUntil'>>;
export type BitableRow = typeof bitableRows.$inferSelect;

/** Leases alone are told by the database's own clock. */
const databaseTime = sql`clock_timestamp()`;

export async function bitableStatesNow(db: Db): Promise<BitableState[]> {
  return db.select().from(bitableStates);
}

/** The state of a use; begun anew when it speaks of another place than `place`. */
export async function stateOf(db: Db, use: TableUse, place: string): Promise<BitableState> {
  const fresh = { place, triedAt: null, goodAt: null, rows: null, contentHash: null, trouble: null };
  await db
    .insert(bitableStates)
    .values({ use, ...fresh })
    .onConflictDoUpdate({
      target: bitableStates.use,
      set: { ...fresh, leaseOwner: null, leaseUntil: null },
      setWhere: sql`${bitableStates.place} <> ${place}`,
    });
  const [row] = await db.select().from(bitableStates).where(eq(bitableStates.use, use));
  if (!row) throw new Error('The state of a table was not entered');
  return row;
}

/** Notes how a table did; nothing when the policy file names another one meanwhile. */
export async function noteState(db: Db, { use, place }: BitableState, change: StateChange): Promise<void> {
  await db
    .update(bitableStates)
    .set(change)
    .where(and(eq(bitableStates.use, use), eq(bitableStates.place, place)));
}

/** Takes, or keeps, the right to write into a table for `seconds`; false while somebody else has it. */
export async function leaseTable(db: Db, use: TableUse, owner: string, seconds: number): Promise<boolean> {
  const { leaseOwner, leaseUntil } = bitableStates;
  const taken = await db
    .update(bitableStates)
    .set({ leaseOwner: owner, leaseUntil: sql`${databaseTime} + make_interval(secs => ${seconds})` })
    .where(
      and(
        eq(bitableStates.use, use),
        or(eq(leaseOwner, owner), isNull(leaseUntil), lt(leaseUntil, sql`${databaseTime}`)),
      ),
    )
    .returning({ use: bitableStates.use });
  return taken.length === 1;
}

export async function releaseTable(db: Db, use: TableUse, owner: string): Promise<void> {
  await db
    .update(bitableStates)
    .set({ leaseOwner: null, leaseUntil: null })
    .where(and(eq(bitableStates.use, use), eq(bitableStates.leaseOwner, owner)));
}

/** A case whose record is missing or not as the case is, with what is known of the record. */
export interface OwedRecord {
  caseId: number;
  caseVersion: number;
  row: BitableRow | null;
}

/** Cases that were answered or closed and are not recorded as they are; those of broken-off batches first. */
export async function owedRecords(db: Db, place: string, limit: number): Promise<OwedRecord[]> {
  const hasAnswer = sql`exists (select 1 from ${answers} where ${answers.caseId} = ${anomalyCases.id})`;
  return db
    .select({ caseId: anomalyCases.id, caseVersion: anomalyCases.version, row: bitableRows })
    .from(anomalyCases)
    .leftJoin(bitableRows, and(eq(bitableRows.caseId, anomalyCases.id), eq(bitableRows.place, place)))
    .where(
      and(
        or(eq(anomalyCases.status, 'closed'), hasAnswer),
        sql`${bitableRows.caseVersion} is distinct from ${anomalyCases.version}`,
      ),
    )
    .orderBy(sql`${bitableRows.batchToken} nulls last`, asc(anomalyCases.id))
    .limit(limit);
}

/** Notes, before it is tried, that a batch is to make the records of these cases. */
export async function noteBatch(db: Db, place: string, caseIds: readonly number[], batchToken: string): Promise<void> {
  await db
    .insert(bitableRows)
    .values(caseIds.map((caseId) => ({ place, caseId, batchToken })))
    .onConflictDoUpdate({ target: [bitableRows.place, bitableRows.caseId], set: { batchToken } });
}

/** Notes which record is a case's; without a version, that it is still to be written. */
export async function noteRecord(
  db: Db,
  place: string,
  rows: readonly { caseId: number; recordId: string; caseVersion: number | null; contentHash: string | null }[],
): Promise<void> {
  if (rows.length === 0) return;
  await db
    .insert(bitableRows)
    .values(rows.map((row) => ({ place, ...row })))
    .onConflictDoUpdate({
      target: [bitableRows.place, bitableRows.caseId],
      set: {
        recordId: excluded(bitableRows.recordId),
        batchToken: null,
        caseVersion: excluded(bitableRows.caseVersion),
        contentHash: excluded(bitableRows.contentHash),
      },
    });
}

/** The records of these cases are gone from the table. */
export async function forgetRecords(db: Db, place: string, caseIds: readonly number[]): Promise<void> {
  if (caseIds.length === 0) return;
  await db.delete(bitableRows).where(and(eq(bitableRows.place, place), inArray(bitableRows.caseId, [...caseIds])));
}
