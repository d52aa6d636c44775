// Copies of an embedded database on disk: PGlite never asks the disk to keep what it wrote, so after a power cut the
// newest copy is what counts. The last two are kept.

import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { UserError } from '../errors.ts';
import type { Log } from '../lib/log.ts';
import { lockFolder } from './folder-lock.ts';

/** Where in a data folder the database lies. */
export const databaseFolder = 'database';

export interface Backups {
  /** Has anything been written since the last copy of this process? */
  changed(): Promise<boolean>;
  write(): Promise<void>;
}

export function backupsOf(client: PGlite, dataDir: string): Backups {
  let copiedAt: string | undefined;
  return {
    changed: async () => (await position(client)) !== copiedAt,
    write: async () => {
      const image = await client.dumpDataDir('gzip');
      await keep(path.join(dataDir, 'backup'), new Uint8Array(await image.arrayBuffer()));
      copiedAt = await position(client);
    },
  };
}

/** The newest copy in a data folder. */
export function backupFile(dataDir: string): string | undefined {
  const names = ['newest.tar.gz', 'previous.tar.gz'];
  return names.map((name) => path.join(dataDir, 'backup', name)).find((file) => existsSync(file));
}

/**
 * Puts the newest copy in the place of the folder's database, which is kept beside it, and gives the copy's name.
 * Throws UserError when there is no copy or the folder is in use.
 */
export async function restoreBackup(options: { dataDir: string; now: Date; log: Log }): Promise<string> {
  const { dataDir, now, log } = options;
  const lock = await lockFolder(dataDir, log);
  try {
    const file = backupFile(dataDir);
    if (!file) throw noBackup(dataDir);
    const folder = path.join(dataDir, databaseFolder);
    const draft = `${folder}-draft`;
    await rm(draft, { recursive: true, force: true });
    const client = await PGlite.create(draft, { loadDataDir: new Blob([await readFile(file)]) });
    await client.close();
    if (existsSync(folder)) await rename(folder, `${folder}-before-${now.toISOString().replaceAll(':', '-')}`);
    await rename(draft, folder);
    log.info({ file }, 'backup restored');
    return file;
  } finally {
    await lock.release();
  }
}

/** The place in the write-ahead log: it moves with every change. */
async function position(client: PGlite): Promise<string> {
  const { rows } = await client.query<{ at: string }>('select pg_current_wal_insert_lsn()::text as at');
  return rows[0]?.at ?? '';
}

/** Written whole and forced to disk before it takes its name, so that a cut at any moment leaves one good copy. */
async function keep(folder: string, image: Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true });
  const draft = path.join(folder, 'draft');
  const newest = path.join(folder, 'newest.tar.gz');
  const file = await open(draft, 'w');
  try {
    await file.writeFile(image);
    await file.sync();
  } finally {
    await file.close();
  }
  if (existsSync(newest)) await rename(newest, path.join(folder, 'previous.tar.gz'));
  await rename(draft, newest);
  await syncFolder(folder);
}

async function syncFolder(folder: string): Promise<void> {
  // Windows opens no folders; there the file system's own log keeps the names.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function noBackup(dataDir: string): UserError {
  return new UserError('NO_BACKUP', { folder: dataDir });
}
