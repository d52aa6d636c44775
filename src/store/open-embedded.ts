// The store inside this process: PGlite in a folder that only this process may open, or in memory.

import { existsSync } from 'node:fs';
import path from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { sql } from 'drizzle-orm';
import { UserError } from '../errors.ts';
import type { Clock } from '../lib/clock.ts';
import { describeError } from '../lib/describe-error.ts';
import type { Log } from '../lib/log.ts';
import { type Backups, backupFile, backupsOf, databaseFolder } from './backup.ts';
import { embeddedDriver, openPglite } from './embedded-driver.ts';
import { type FolderLock, lockFolder } from './folder-lock.ts';
import type { Store } from './open.ts';
import { databaseOver } from './session.ts';

export async function openEmbedded(options: { dataDir: string | undefined; log: Log; system: Clock }): Promise<Store> {
  const { dataDir, log, system } = options;
  if (dataDir === undefined) return storeOver(await openPglite(), system);
  const lock = await lockFolder(dataDir, log);
  try {
    const client = await openFolder(dataDir);
    return storeOver(client, system, { lock, backups: backupsOf(client, dataDir) });
  } catch (error) {
    await lock.release();
    throw error;
  }
}

function storeOver(client: PGlite, system: Clock, kept?: { lock: FolderLock; backups: Backups }): Store {
  const db = databaseOver(embeddedDriver(client));
  return {
    db,
    kind: 'embedded',
    clock: { now: () => system.now(), skewMs: () => 0, measure: async () => {} },
    ping: async () => void (await db.execute(sql`select 1`)),
    exclusively: (work) => db.transaction(work),
    // PGlite runs none of the server's own housekeeping: without this its log and its tables only grow.
    maintain: async () => {
      if (kept && !(await kept.backups.changed())) return;
      await client.exec('vacuum analyze');
      await client.exec('checkpoint');
      await kept?.backups.write();
    },
    close: async () => {
      if (!client.closed) await client.close();
      await kept?.lock.release();
    },
  };
}

async function openFolder(dataDir: string): Promise<PGlite> {
  const folder = path.join(dataDir, databaseFolder);
  const isNew = !existsSync(path.join(folder, 'PG_VERSION'));
  try {
    return await openPglite(folder);
  } catch (error) {
    if (isNew) throw error;
    throw damaged(dataDir, error);
  }
}

function damaged(dataDir: string, error: unknown): UserError {
  const backup = backupFile(dataDir);
  const reason = describeError(error);
  return backup
    ? new UserError('FOLDER_DAMAGED', { folder: dataDir, reason, backup })
    : new UserError('FOLDER_LOST', { folder: dataDir, reason });
}
