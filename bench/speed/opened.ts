// The product's store on each engine, counting its statements, and how much room it takes on the disk.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import type { Db } from '../../src/store/db.ts';
import { embeddedDriver, openPglite } from '../../src/store/embedded-driver.ts';
import { postgresDriver } from '../../src/store/postgres-driver.ts';
import { type Driver, databaseOver } from '../../src/store/session.ts';
import { countedDriver } from '../../test/support/counted-driver.ts';
import { startPostgres } from '../../test/support/postgres.ts';

export type Engine = 'postgres' | 'pglite';
export const engines: readonly Engine[] = ['postgres', 'pglite'];

export interface Opened {
  db: Db;
  /** Statements sent so far. */
  statements(): number;
  /** Bytes of all tables and indexes. */
  bytes(): Promise<number>;
  close(): Promise<void>;
}

export function open(engine: Engine): Promise<Opened> {
  return engine === 'pglite' ? openFolder() : openServer();
}

async function openFolder(): Promise<Opened> {
  const folder = await mkdtemp(path.join(tmpdir(), 'skuwatch-bench-'));
  const client = await openPglite(folder);
  return opened(embeddedDriver(client), async () => {
    await client.close();
    await rm(folder, { recursive: true, force: true });
  });
}

/** A server that waits for its disk and has room in memory, as one that a shop runs. */
async function openServer(): Promise<Opened> {
  const server = await startPostgres({
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    shared_buffers: '1GB',
    max_wal_size: '4GB',
    work_mem: '64MB',
  });
  const admin = postgres(server.url('postgres'), { max: 1 });
  await admin`create database bench`;
  await admin.end();
  const driver = postgresDriver({
    url: server.url('bench'),
    prepare: true,
    max: 10,
    connectMs: 5_000,
    statementMs: 600_000,
  });
  return opened(driver, async () => {
    await driver.close(0);
    await server.stop();
  });
}

function opened(driver: Driver, close: () => Promise<void>): Opened {
  const { statements, ...counted } = countedDriver(driver);
  const db = databaseOver(counted);
  return {
    db,
    statements,
    bytes: async () => {
      // Rows on their way in leave room behind that the next file uses.
      await db.execute(sql`vacuum staged_rows`);
      const [row] = await db.execute<{ bytes: string | number }>(
        sql`select sum(pg_total_relation_size(oid)) as bytes from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
      );
      return Number(row?.bytes ?? 0);
    },
    close,
  };
}
