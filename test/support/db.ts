// The database of one test file: migrated, emptied between its tests. Which database stands behind it is the test
// project's choice (vitest.config.ts), not the test's.

import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, inject } from 'vitest';
import type { Db } from '../../src/store/db.ts';
import { embeddedDriver, openPglite } from '../../src/store/embedded-driver.ts';
import { postgresDriver } from '../../src/store/postgres-driver.ts';
import { type Driver, databaseOver } from '../../src/store/session.ts';
import { countedDriver } from './counted-driver.ts';

export const databaseKind: 'pglite' | 'postgres' =
  process.env.SKUWATCH_TEST_DATABASE === 'postgres' ? 'postgres' : 'pglite';

export interface TestDatabase {
  /** The database; only inside tests and hooks. */
  readonly db: Db;
  /** Its address; only on PostgreSQL. */
  readonly url: string;
  /** Statements sent to it so far. */
  statements(): number;
}

interface Opened {
  db: Db;
  statements: () => number;
  url?: string;
  close(): Promise<void>;
}

/** Gives the calling test file a database of its own. Call it once, outside the tests. */
export function testDatabase(): TestDatabase {
  let opened: Opened | undefined;
  beforeAll(async () => {
    opened = databaseKind === 'postgres' ? await onServer() : await embedded();
  });
  afterEach(async () => {
    if (opened) await emptyAll(opened.db);
  });
  afterAll(async () => {
    await opened?.close();
  });
  return {
    get db() {
      if (!opened) throw new Error('The database is there inside tests and hooks only');
      return opened.db;
    },
    get url() {
      if (!opened?.url) throw new Error('Only a PostgreSQL database has an address');
      return opened.url;
    },
    statements: () => opened?.statements() ?? 0,
  };
}

/** Opening an embedded database costs more than most tests: files that run in one process share it, emptied. */
let shared: Promise<Omit<Opened, 'close'>> | undefined;

async function embedded(): Promise<Opened> {
  shared ??= openImage();
  const opened = await shared;
  await emptyAll(opened.db);
  return { ...opened, close: async () => {} };
}

async function openImage(): Promise<Omit<Opened, 'close'>> {
  const image = new Blob([await readFile(inject('migratedImage'))]);
  return counted(embeddedDriver(await openPglite(undefined, { loadDataDir: image })));
}

async function onServer(): Promise<Opened> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const admin = postgres(inject('postgresUrl'), { max: 1 });
  await admin.unsafe(`create database ${name} template template_skuwatch`);
  const url = inject('postgresUrl').replace(/[^/]*$/, name);
  const driver = postgresDriver({ url, prepare: true, max: 5, connectMs: 5_000, statementMs: 30_000 });
  return {
    ...counted(driver),
    url,
    close: async () => {
      await driver.close(1_000);
      await admin.unsafe(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}

function counted(driver: Driver): Pick<Opened, 'db' | 'statements'> {
  const { statements, ...countedOver } = countedDriver(driver);
  return { db: databaseOver(countedOver), statements };
}

/**
 * Deleting a few rows costs a tenth of truncating their table. But what is deleted stays in the file and slows later
 * statements, so a table that has grown is truncated; what refers to it is emptied as well in any case.
 */
export async function emptyAll(db: Db): Promise<void> {
  await db.execute(sql`
    do $$
    declare found record;
    begin
      set local session_replication_role = replica;
      for found in select format('%I', relname) as name, pg_relation_size(oid) as bytes from pg_class
          where relnamespace = 'public'::regnamespace and relkind = 'r' loop
        if found.bytes > 1024 * 1024 then
          execute format('truncate %s cascade', found.name);
        elsif found.bytes > 0 then
          execute format('delete from %s', found.name);
        end if;
      end loop;
      for found in select format('%I', sequencename) as name, start_value from pg_sequences
          where schemaname = 'public' and last_value is not null loop
        perform setval(found.name, found.start_value, false);
      end loop;
    end $$`);
}
