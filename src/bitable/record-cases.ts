// The shared record: one row of a table for each case that was answered or closed, written in batches, one after the other.
// A row is looked for before it is made, and made under a token, so that no failure in between makes a second one.

import { createHash, randomUUID } from 'node:crypto';
import type { Context } from '../context.ts';
import { caseNumber } from '../model/anomaly-case.ts';
import type { TablePlace } from '../policy/bitable-policy.ts';
import {
  forgetRecords,
  leaseTable,
  noteBatch,
  noteRecord,
  type OwedRecord,
  owedRecords,
  releaseTable,
  stateOf,
} from '../store/bitable.ts';
import { type Bitables, mostAtOnce } from './calls.ts';
import { caseFields, type FieldValue, recordColumns } from './model/case-fields.ts';
import { loadRecordedCases } from './recorded-cases.ts';
import { noteGood, noteTrouble, placeKey } from './table-state.ts';
import { recordGone, type TableTrouble, tableTrouble } from './trouble.ts';

/** Much longer than one call may take. */
const leaseSeconds = 120;
/** Rounds of one run; what is left is for the next. */
const mostRounds = 40;
/** What a person must put right is tried again after this long. */
const restMs = 55 * 60_000;

export interface Recorded {
  /** Rows that were added or changed. */
  rows: number;
  trouble: TableTrouble | undefined;
  /** Nothing was tried: somebody else writes, or it would be too soon after trouble. */
  waits: boolean;
}

/** A case that is owed to the record, as its row is to be. */
interface OwedRow extends OwedRecord {
  key: string;
  fields: Record<string, FieldValue>;
  hash: string;
}

/** One writer at work. */
interface Writing {
  ctx: Context;
  tables: Bitables;
  place: TablePlace;
  /** Of the table, without a view: rows are written whatever view shows them. */
  placeId: string;
}

/**
 * Brings the table to what the cases are now; makes no call when nothing is owed. What goes wrong is noted, told where a
 * person must act, and returned. Call outside of transactions: Feishu may be slow.
 */
export async function recordCases(ctx: Context, tables: Bitables, place: TablePlace): Promise<Recorded> {
  const { appToken, tableId } = place;
  const placeId = placeKey({ appToken, tableId });
  const state = await stateOf(ctx.db, 'cases', placeId);
  const owner = randomUUID();
  if (rests(ctx, state) || !(await leaseTable(ctx.db, 'cases', owner, leaseSeconds))) {
    return { rows: 0, trouble: undefined, waits: true };
  }
  let rows = 0;
  try {
    for (let round = 0; round < mostRounds; round++) {
      // Whoever lost the lease meanwhile leaves the rest to the other one.
      if (!(await leaseTable(ctx.db, 'cases', owner, leaseSeconds))) break;
      const owed = await owedRows({ ctx, tables, place, placeId });
      if (owed.length === 0) break;
      rows += await writeRound({ ctx, tables, place, placeId }, owed);
    }
    if (rows > 0 || state.trouble !== null) await noteGood(ctx, state, {});
    return { rows, trouble: undefined, waits: false };
  } catch (error) {
    const trouble = tableTrouble(error, ctx.policy.team.language);
    await noteTrouble(ctx, state, trouble, { state: 'unwritten' });
    return { rows, trouble, waits: false };
  } finally {
    await releaseTable(ctx.db, 'cases', owner);
  }
}

function rests(ctx: Context, { trouble, triedAt }: Awaited<ReturnType<typeof stateOf>>): boolean {
  if (trouble === null || trouble.passes || triedAt === null) return false;
  return ctx.clock.now().getTime() - triedAt.getTime() < restMs;
}

async function owedRows({ ctx, tables, placeId }: Writing): Promise<OwedRow[]> {
  const { language } = ctx.policy.team;
  const owed = await owedRecords(ctx.db, placeId, mostAtOnce);
  const cases = await loadRecordedCases(
    ctx,
    owed.map(({ caseId }) => caseId),
    tables.consoleUrl,
  );
  return owed.flatMap((each) => {
    const recorded = cases.get(each.caseId);
    if (!recorded) return [];
    const fields = caseFields(recorded, language);
    return [{ ...each, key: caseNumber(each.caseId), fields, hash: hashOf(fields) }];
  });
}

/** At most one batch of each kind; gives the number of rows written. */
async function writeRound(writing: Writing, owed: readonly OwedRow[]): Promise<number> {
  const { ctx, placeId } = writing;
  const known = owed.filter(({ row }) => row?.recordId);
  const isShown = (each: OwedRow) => each.row?.contentHash === each.hash;
  await noteRecord(
    ctx.db,
    placeId,
    known.filter(isShown).map((each) => written(each, each.row?.recordId ?? '')),
  );
  const changed = known.filter((each) => !isShown(each));
  if (changed.length > 0) return change(writing, changed);
  const missing = owed.filter(({ row }) => !row?.recordId);
  return missing.length > 0 ? add(writing, missing) : 0;
}

async function change(writing: Writing, rows: readonly OwedRow[]): Promise<number> {
  const { ctx, tables, place, placeId } = writing;
  const records = rows.map(({ row, fields }) => ({ recordId: row?.recordId ?? '', fields }));
  try {
    await tables.change(place, records);
  } catch (error) {
    if (tableTrouble(error, ctx.policy.team.language).code !== recordGone) throw error;
    // Somebody took rows away: those that are still there keep their place, the others are made anew.
    const found = await lookUp(writing, rows);
    const gone = rows.filter(({ caseId }) => !found.has(caseId)).map(({ caseId }) => caseId);
    const moved = rows.filter(({ caseId, row }) => found.has(caseId) && found.get(caseId) !== row?.recordId);
    if (gone.length === 0 && moved.length === 0) throw error;
    await forgetRecords(ctx.db, placeId, gone);
    await noteRecord(
      ctx.db,
      placeId,
      moved.map(({ caseId }) => unwritten(caseId, found.get(caseId) ?? '')),
    );
    return 0;
  }
  await noteRecord(
    ctx.db,
    placeId,
    rows.map((each) => written(each, each.row?.recordId ?? '')),
  );
  return rows.length;
}

/** Looks for the rows first; what is there already is changed in the next round. */
async function add(writing: Writing, rows: readonly OwedRow[]): Promise<number> {
  const { ctx, tables, place, placeId } = writing;
  const found = await lookUp(writing, rows);
  if (found.size > 0) {
    await noteRecord(
      ctx.db,
      placeId,
      [...found].map(([caseId, recordId]) => unwritten(caseId, recordId)),
    );
    // Their batch was made, and somebody took them away since: its token would bring all of it back.
    const lost = rows.filter(({ caseId, row }) => row?.batchToken && !found.has(caseId));
    await forgetRecords(
      ctx.db,
      placeId,
      lost.map(({ caseId }) => caseId),
    );
    return 0;
  }
  const tried = rows.find(({ row }) => row?.batchToken)?.row?.batchToken;
  const batch = tried ? rows.filter(({ row }) => row?.batchToken === tried) : rows;
  const token = tried ?? randomUUID();
  const caseIds = batch.map(({ caseId }) => caseId);
  await noteBatch(ctx.db, placeId, caseIds, token);
  const records = batch.map(({ fields }) => fields);
  const made = await tables.add(place, { records, token, column: keyColumn(ctx) });
  const idOf = new Map(made.map(({ key, recordId }) => [key, recordId]));
  const known = batch.flatMap((each) => {
    const recordId = idOf.get(each.key);
    if (recordId === undefined) return [];
    // A batch that was tried before may have been made then, from what the cases were at that time.
    return [tried ? unwritten(each.caseId, recordId) : written(each, recordId)];
  });
  await noteRecord(ctx.db, placeId, known);
  return known.length;
}

/** The records that stand in the table for these cases, by case; the first where somebody copied a row. */
async function lookUp({ ctx, tables, place }: Writing, rows: readonly OwedRow[]): Promise<Map<number, string>> {
  const caseIds = new Map(rows.map(({ key, caseId }) => [key, caseId]));
  const records = await tables.find(place, keyColumn(ctx), [...caseIds.keys()]);
  const found = new Map<number, string>();
  for (const { key, recordId } of records) {
    const caseId = caseIds.get(key);
    if (caseId !== undefined && !found.has(caseId)) found.set(caseId, recordId);
  }
  return found;
}

/** The column that says whose row it is. */
function keyColumn({ policy }: Context): string {
  return recordColumns.number[policy.team.language];
}

/** A row whose record is known, and still to be written. */
function unwritten(caseId: number, recordId: string) {
  return { caseId, recordId, caseVersion: null, contentHash: null };
}

function written({ caseId, caseVersion, hash }: OwedRow, recordId: string) {
  return { caseId, recordId, caseVersion, contentHash: hash };
}

function hashOf(fields: Record<string, FieldValue>): string {
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex');
}
