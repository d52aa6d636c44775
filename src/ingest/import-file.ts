// One file from first byte to outcome: look at it, recognise it, read its rows aside, check them as a whole, and put them
// in force in one transaction. Whatever is wrong with a file becomes its report; only trouble outside the file is thrown.

import { type Context, withTransaction } from '../context.ts';
import { OperationalError } from '../errors.ts';
import { describeError } from '../lib/describe-error.ts';
import { failpoint } from '../lib/failpoint.ts';
import { actorName } from '../policy/actor.ts';
import { authorize } from '../policy/authorize.ts';
import { stagedRows } from '../store/schema/index.ts';
import { waitForLock } from '../store/single-flight.ts';
import { loadRoster } from '../team/roster.ts';
import { asOfOf, atLeast, versionOf } from './as-of.ts';
import { clearUnheld, closeBatch, failBatch, forgetBatch, holdBatch, openBatch, renewLease } from './batches.ts';
import type { FileInput, Work } from './file-input.ts';
import type { Format } from './formats/format.ts';
import { formats, headerWords, type Recognised, recognise } from './formats/index.ts';
import { type Inspection, inspectFile, rawHash } from './inspect.ts';
import { alreadyRead, FileFault, issueLog } from './issues.ts';
import { loadKnownCodes } from './known-codes.ts';
import type { MergeOutcome } from './merge/merge.ts';
import { earlierReport } from './read-before.ts';
import { readByConvention } from './read-by-convention.ts';
import type { ReadResult } from './read-rows.ts';
import { composeReport, type FileReport } from './report.ts';
import { requestOf } from './report-request.ts';
import { clearStage, refreshStatistics, stagedAtOnce, stageOf } from './staging.ts';
import { storeFinder } from './stores.ts';
import { hasRows, headerCandidates } from './text-table.ts';

/**
 * Reads one file. Everything that is the file's own fault is in the report. "deferred" when nothing but its store is
 * missing and the caller asked to be told before that is recorded.
 */
export async function importFile(ctx: Context, input: FileInput): Promise<FileReport | 'deferred'> {
  const now = ctx.clock.now();
  const asOf = asOfOf({ given: input.options.asOf, name: input.name, modifiedAt: input.modifiedAt, now });
  const work: Work = { ctx, input, now, asOf, log: issueLog(input.label), rowsIn: 0 };
  try {
    return await readAndMerge(work);
  } catch (error) {
    const fault = faultOf(error);
    if (fault?.code === 'STORE_NEEDED' && input.deferStoreNeeded) {
      await takeBack(work);
      return 'deferred';
    }
    if (!fault) {
      await abandon(work);
      throw error;
    }
    return await refuseFile(work, fault);
  }
}

async function readAndMerge(work: Work): Promise<FileReport> {
  const { ctx, input, now } = work;
  const { options } = input;
  const inspection = await inspectFile(input.path, { name: input.name, encoding: options.encoding, headerWords });
  work.sha256 = inspection.sha256;
  work.encoding = inspection.encoding;
  const recognised = recognise(headerCandidates(inspection.start, inspection.startIsAll), options.format);
  const { format } = recognised;
  work.format = format.id;
  work.source = format.source ?? format.id;
  if (inspection.startIsAll && !hasRows(inspection.start)) throw new FileFault('NO_ROWS');
  const column = format.storeColumn;
  const stores = storeFinder(ctx.policy, options.store);
  if (column && recognised.at[column] === undefined && !stores.only) {
    throw new FileFault('STORE_NEEDED', { expected: ctx.policy.stores[0]?.id });
  }
  const earlier = await earlierReport(work);
  if (earlier && !earlier.mayChange) {
    await enterBatch(work);
    return await close(work, { ...earlier.outcome, code: alreadyRead });
  }
  const batchId = await enterBatch(work);
  const read = await readRowsOf(work, { batchId, inspection, recognised, stores });
  const version = versionOf(work.asOf, read.newestStamp, now);
  work.asOf = atLeast(work.asOf, read.newestStamp, now);
  failpoint('import.after-staging');
  const report = await withTransaction(ctx, async (tx) => {
    const inTx: Work = { ...work, ctx: tx };
    if (!(await holdBatch(tx.db, batchId))) throw takenForDead(input.label);
    const merged = await merge(inTx, { batchId, format, read, version });
    await clearUnheld(tx.db, batchId);
    const isRepetition = earlier !== undefined && !merged.changed && work.log.counts.size === 0;
    const outcome = { ...merged, refused: read.refused + merged.refused, skipped: read.skipped + merged.skipped };
    const closed = await close(inTx, { ...outcome, code: isRepetition ? alreadyRead : null });
    failpoint('import.before-commit');
    return closed;
  });
  failpoint('import.after-commit');
  input.onProgress({ phase: 'done', rows: read.rowsIn, share: 1 });
  ctx.wake();
  return report;
}

async function readRowsOf(
  work: Work,
  about: { batchId: number; inspection: Inspection; recognised: Recognised; stores: ReturnType<typeof storeFinder> },
): Promise<ReadResult> {
  const { ctx, input } = work;
  const { batchId, inspection } = about;
  const stage = stageOf(ctx.db, batchId);
  const read = await readByConvention(work, {
    ...about,
    knownCodes: await loadKnownCodes(ctx.db),
    stage,
    clear: () => clearStage(ctx.db, batchId),
    onPart: async (rows, bytes) => {
      work.rowsIn = rows;
      await renewLease(ctx.db, batchId, ctx.clock.now());
      failpoint('import.after-part');
      input.onProgress({ phase: 'reading', rows, share: Math.min(1, bytes / Math.max(1, inspection.textBytes)) });
    },
  });
  if (read.rowsIn > stagedAtOnce) await refreshStatistics(ctx.db, [stagedRows]);
  work.rowsIn = read.rowsIn;
  work.encodingSamples = read.encodingSamples;
  if (read.oldDay && !input.options.allowOld) {
    throw new FileFault('OLD_DATE', { line: read.oldDay.line, found: read.oldDay.day });
  }
  if (!about.recognised.format.isOrderReport) return read;
  const orderReport = input.options.orders ?? read.orderReport;
  const kept = read.rowsIn - read.refused - read.skipped;
  if (!orderReport && kept > 0) throw new FileFault('REPORT_KIND_NEEDED');
  work.orderReport = orderReport;
  return read;
}

async function merge(
  { ctx, input, now, asOf, log, orderReport }: Work,
  { batchId, format, read, version }: { batchId: number; format: Format; read: ReadResult; version: Date },
): Promise<MergeOutcome> {
  await waitForLock(ctx.db, 'import');
  const { from, to } = requestOf(input);
  const roster = await loadRoster(ctx);
  return await format.merge(ctx.db, {
    batchId,
    source: format.source ?? format.id,
    asOf: asOf.at,
    version,
    now,
    policy: ctx.policy,
    fileName: input.name,
    log,
    orderReport,
    asked: from && to ? { from, to } : undefined,
    broughtBy: actorName(ctx.actor),
    mayAssign: (ownerId) => authorize(roster, ctx.actor, 'assign', { kind: 'sku', ownerId }),
    onProgress: (share) => input.onProgress({ phase: 'merging', rows: read.rowsIn, share }),
  });
}

async function enterBatch(work: Work): Promise<number> {
  const { ctx, input, now, asOf } = work;
  work.batchId ??= await openBatch(ctx.db, {
    sha256: work.sha256 ?? (await rawHash(input.path).catch(() => '')),
    format: work.format ?? null,
    fileName: input.name,
    storeId: input.options.store?.id ?? null,
    asOf: asOf.at,
    now,
    receivedBy: actorName(ctx.actor),
  });
  return work.batchId;
}

/** Records the outcome; the report is what was recorded. */
async function close(
  work: Work,
  outcome: Pick<MergeOutcome, 'days' | 'stores' | 'refused' | 'skipped'> & { code: string | null },
): Promise<FileReport> {
  const report = composeReport({
    file: work.input.label,
    format: work.format ?? null,
    encoding: work.encoding ?? null,
    encodingSamples: work.encodingSamples ?? [],
    asOf: work.asOf.at.toISOString(),
    batchId: await enterBatch(work),
    rowsIn: work.rowsIn,
    log: work.log,
    takenFor: takenFor(work, outcome.stores),
    ...outcome,
  });
  const { orderReport, input } = work;
  await closeBatch(work.ctx.db, report, orderReport && { orderReport, request: requestOf(input) });
  return report;
}

function takenFor({ ctx, format }: Work, storeIds: readonly string[]) {
  const name = formats.find((each) => each.id === format)?.name;
  const nameOf = (id: string) => ctx.policy.stores.find((store) => store.id === id)?.name ?? id;
  return name ? { name, stores: storeIds.map(nameOf) } : null;
}

/** The file as a whole is not taken: what was staged goes, the fault is recorded. */
async function refuseFile(work: Work, fault: FileFault): Promise<FileReport> {
  const { ctx, input } = work;
  const refused: Work = { ...work, log: issueLog(input.label) };
  for (const facts of fault.facts) refused.log.add(fault.code, facts);
  const batchId = await enterBatch(refused);
  return await withTransaction(ctx, async (tx) => {
    await clearStage(tx.db, batchId);
    return await close({ ...refused, ctx: tx }, { days: [], stores: [], refused: work.rowsIn, skipped: 0, code: null });
  });
}

function takenForDead(file: string): OperationalError {
  return new OperationalError(`Reading ${file} stood still for so long that it was taken for dead; read it again`, {
    retry: true,
  });
}

/** Nothing of this reading is to remain. */
async function takeBack({ ctx, batchId }: Work): Promise<void> {
  if (batchId === undefined) return;
  await clearStage(ctx.db, batchId);
  await forgetBatch(ctx.db, batchId);
}

/** Trouble that is not the file's: what can be cleared away is, the rest is swept later. */
async function abandon({ ctx, batchId }: Work): Promise<void> {
  if (batchId === undefined) return;
  try {
    await clearStage(ctx.db, batchId);
    await failBatch(ctx.db, batchId);
  } catch (error) {
    ctx.log.warn({ batchId, error: describeError(error) }, 'a broken-off import could not be cleared away');
  }
}

function faultOf(error: unknown): FileFault | undefined {
  if (error instanceof FileFault) return error;
  const code = error instanceof Error && 'syscall' in error && 'code' in error ? error.code : undefined;
  const isFileTrouble = ['ENOENT', 'EACCES', 'EPERM', 'EISDIR', 'EIO', 'ENAMETOOLONG'].includes(String(code));
  return isFileTrouble ? new FileFault('READ_FAILED', { found: String(code) }) : undefined;
}
