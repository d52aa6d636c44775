// The one way in for files: from a terminal, the console's upload or the demo. One file's fault never stops the others.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Context } from '../context.ts';
import { UserError } from '../errors.ts';
import type { Store } from '../policy/policy.ts';
import { sweepDeadBatches } from './batches.ts';
import { collectFiles, type FoundFile } from './collect.ts';
import type { FileOptions, FileProgress } from './file-input.ts';
import { formats } from './formats/index.ts';
import { importFile } from './import-file.ts';
import { inReadingOrder } from './reading-order.ts';
import type { FileReport } from './report.ts';

/** A file that was sent rather than named: its bytes, or where they were put. */
type Upload = { name: string; bytes: Uint8Array | AsyncIterable<Uint8Array> } | { name: string; path: string };

export interface ImportProgress extends FileProgress {
  file: string;
  /** Counted from 1. */
  position: number;
  of: number;
}

export interface ImportInput extends Omit<FileOptions, 'store'> {
  /** Files and folders. */
  paths?: readonly string[];
  uploads?: readonly Upload[];
  /** Id of the store the files belong to, where they do not say. */
  store?: string | undefined;
  onProgress?: (progress: ImportProgress) => void;
}

/** Takes files in; a report for each, in their order. Throws UserError for a path or store that does not exist. */
export async function importFiles(ctx: Context, input: ImportInput): Promise<FileReport[]> {
  const { paths = [], uploads = [], store, onProgress, ...options } = input;
  const fileOptions: FileOptions = { ...options, store: store === undefined ? undefined : requireStore(ctx, store) };
  await sweepDeadBatches(ctx.db, ctx.clock.now());
  const spool = uploads.some((upload) => 'bytes' in upload)
    ? await mkdtemp(path.join(tmpdir(), 'skuwatch-upload-'))
    : '';
  try {
    const sent = await Promise.all(uploads.map((upload, i) => spooled(upload, path.join(spool, String(i)))));
    const files: Source[] = [...(await collectFiles(paths)), ...sent];
    return await readAll(ctx, files, { options: fileOptions, onProgress });
  } finally {
    if (spool) await rm(spool, { recursive: true, force: true });
  }
}

/** An upload has no time of its own: it is as new as its arrival. */
type Source = Omit<FoundFile, 'modifiedAt'> & { modifiedAt: Date | undefined };

/**
 * Reads each file once. A stock report that names no store waits until the files beside it are read: when they all speak
 * of one store, it is that store's.
 */
async function readAll(
  ctx: Context,
  files: readonly Source[],
  { options, onProgress }: { options: FileOptions; onProgress: ImportInput['onProgress'] },
): Promise<FileReport[]> {
  const reports = new Map<Source, FileReport>();
  const read = async (file: Source, more: { store?: Store | undefined; deferStoreNeeded: boolean }) => {
    const { store = options.store, deferStoreNeeded } = more;
    const position = files.indexOf(file) + 1;
    const label = file.folder === '' ? file.name : file.path;
    const report = await importFile(ctx, {
      path: file.path,
      name: file.name,
      label,
      modifiedAt: file.modifiedAt,
      options: { ...options, store },
      deferStoreNeeded,
      onProgress: (progress) => onProgress?.({ ...progress, file: label, position, of: files.length }),
    });
    if (report !== 'deferred') reports.set(file, report);
    return report;
  };
  const waiting: Source[] = [];
  for (const file of inReadingOrder(files, ctx.clock.now())) {
    if ((await read(file, { deferStoreNeeded: true })) === 'deferred') waiting.push(file);
  }
  for (const file of waiting) {
    await read(file, { store: storeBeside(ctx, file, reports), deferStoreNeeded: false });
  }
  return files.flatMap((file) => reports.get(file) ?? []);
}

const orderReports = new Set(formats.flatMap(({ id, isOrderReport }) => (isOrderReport ? [id] : [])));

/** The one store that the other files of the same folder speak of. */
function storeBeside(ctx: Context, file: Source, reports: ReadonlyMap<Source, FileReport>): Store | undefined {
  const beside = [...reports].filter(([other]) => other.folder === file.folder).map(([, report]) => report);
  const orders = beside.filter((report) => orderReports.has(report.format ?? ''));
  const telling = orders.some((report) => report.stores.length > 0) ? orders : beside;
  const ids = new Set(telling.flatMap((report) => report.stores));
  return ids.size === 1 ? ctx.policy.stores.find((store) => ids.has(store.id)) : undefined;
}

async function spooled(upload: Upload, place: string): Promise<Source> {
  const name = path.basename(upload.name) || 'upload';
  if ('path' in upload) return { path: upload.path, name, folder: '', modifiedAt: undefined };
  await writeFile(place, upload.bytes);
  return { path: place, name, folder: '', modifiedAt: undefined };
}

function requireStore(ctx: Context, id: string): Store {
  const store = ctx.policy.stores.find((each) => each.id === id);
  if (store) return store;
  const known = ctx.policy.stores.map((each) => each.id).join(', ');
  throw new UserError('UNKNOWN_STORE', { store: id, known });
}
