import { randomUUID } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { silentLog } from '../../src/lib/log.ts';
import { migrate } from '../../src/store/migrate.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import * as schema from '../../src/store/schema/index.ts';
import { startChild } from '../support/child.ts';
import { databaseKind } from '../support/db.ts';
import { testFolder } from '../support/folder.ts';

const newFolder = testFolder();

interface Journal {
  entries: { idx: number; when: number; tag: string; version: string; breakpoints: boolean }[];
}

function journalOf(folder: string): Journal {
  return JSON.parse(readFileSync(path.join(folder, 'meta', '_journal.json'), 'utf8'));
}

/** A copy of a folder of migrations with one more, `later` milliseconds younger than the newest. */
function withMigration(statements: string[], { base = 'migrations', later = 1_000 } = {}): string {
  const folder = newFolder();
  cpSync(base, folder, { recursive: true });
  const journal = journalOf(folder);
  const newest = journal.entries.at(-1);
  if (!newest) throw new Error('No migrations');
  const tag = `9999_test_${randomUUID().slice(0, 8)}`;
  journal.entries.push({ ...newest, idx: newest.idx + 1, when: newest.when + later, tag });
  writeFileSync(path.join(folder, 'meta', '_journal.json'), JSON.stringify(journal));
  writeFileSync(path.join(folder, `${tag}.sql`), statements.join('\n--> statement-breakpoint\n'));
  return folder;
}

const addRow = [`insert into settings (name, value) values ('upgraded-' || gen_random_uuid(), '1')`];

describe.runIf(databaseKind === 'pglite')('the migrations folder', () => {
  test('has a journal whose moments strictly increase', () => {
    const moments = journalOf('migrations').entries.map(({ when }) => when);
    expect(moments).toEqual([...new Set(moments)].sort((a, b) => a - b));
    expect(journalOf('migrations').entries.map(({ idx }) => idx)).toEqual(moments.map((_, i) => i));
  });

  test('makes exactly the tables that the schema describes', async () => {
    const last = String(journalOf('migrations').entries.at(-1)?.idx ?? 0).padStart(4, '0');
    const snapshot = JSON.parse(readFileSync(`migrations/meta/${last}_snapshot.json`, 'utf8'));
    const current = generateDrizzleJson({ ...schema }, snapshot.id);
    expect(await generateMigration(snapshot, current)).toEqual([]);
  });
});

describe('one process', () => {
  test('applies everything to an empty database, and nothing the second time', async () => {
    const store = await emptyStore();
    const all = journalOf('migrations').entries.length;
    expect(await migrate(store, { log: silentLog })).toBe(all);
    expect(await migrate(store, { log: silentLog })).toBe(0);
    expect(await store.db.$count(schema.settings)).toBe(0);
    await store.close();
  });

  test('applies a migration that is older than the newest one applied', async () => {
    const store = await emptyStore();
    await migrate(store, { log: silentLog });
    expect(await migrate(store, { log: silentLog, folder: withMigration(addRow, { later: -1_000 }) })).toBe(1);
    expect(await store.db.$count(schema.settings)).toBe(1);
    await store.close();
  });

  test('leaves nothing behind of a migration that fails', async () => {
    const store = await emptyStore();
    await migrate(store, { log: silentLog });
    const broken = withMigration([...addRow, 'select 1 / 0']);
    await expect(migrate(store, { log: silentLog, folder: broken })).rejects.toThrow('division by zero');
    expect(await store.db.$count(schema.settings)).toBe(0);
    expect(await migrate(store, { log: silentLog, folder: withMigration(addRow) })).toBe(1);
    await store.close();
  });

  test('refuses a database that a newer version has upgraded, saying what to do', async () => {
    const store = await emptyStore();
    await migrate(store, { log: silentLog, folder: withMigration(addRow) });
    const refusal = await migrate(store, { log: silentLog }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(UserError);
    expect(refusal).toMatchObject({ code: 'DATABASE_NEWER', text: { zh: expect.stringContaining('版本') } });
    await store.close();
  });
});

describe.runIf(databaseKind === 'postgres')('three replicas at once', () => {
  test('on an empty database: one applies, none fails, five times', async () => {
    for (let round = 0; round < 5; round++) {
      const url = await emptyDatabase();
      const applied = await startThree(url);
      const all = journalOf('migrations').entries.length;
      expect(applied.sort()).toEqual([0, 0, all]);
    }
  });

  test('on an upgrade that inserts data: it is inserted once, five times', async () => {
    const url = await emptyDatabase();
    const store = await openStore({ databaseUrl: url, log: silentLog });
    await migrate(store, { log: silentLog });
    let folder = 'migrations';
    for (let round = 1; round <= 5; round++) {
      folder = withMigration(addRow, { base: folder });
      expect((await startThree(url, folder)).sort()).toEqual([0, 0, 1]);
      expect(await store.db.$count(schema.settings)).toBe(round);
    }
    await store.close();
  });

  test('as real processes', async () => {
    const url = await emptyDatabase();
    const replicas = [1, 2, 3].map(() => startChild('store/processes/migrate.ts', [url]));
    const answers = await Promise.all(replicas.map((replica) => replica.next()));
    const all = journalOf('migrations').entries.length;
    expect(answers.map(({ applied }) => applied).sort()).toEqual([0, 0, all]);
    expect(await Promise.all(replicas.map((replica) => replica.ended()))).toEqual([0, 0, 0]);
  });

  test('a replica killed in mid-migration leaves nothing behind and holds nobody up', async () => {
    const url = await emptyDatabase();
    const folder = withMigration([...addRow, 'select pg_sleep(30)']);
    const replica = startChild('store/processes/migrate.ts', [url, folder]);
    await vi.waitFor(async () => expect(await sleepers(url)).toBe(1), { timeout: 120_000, interval: 100 });
    replica.kill('SIGKILL');
    await replica.ended();
    expect(await startThree(url, withMigration(addRow))).toContain(journalOf('migrations').entries.length + 1);
    const store = await openStore({ databaseUrl: url, log: silentLog });
    expect(await store.db.$count(schema.settings)).toBe(1);
    await store.close();
  });
});

let admin: ReturnType<typeof postgres>;
const made: string[] = [];
beforeAll(() => {
  if (databaseKind === 'postgres') admin = postgres(inject('postgresUrl'), { max: 1 });
});
afterAll(async () => {
  for (const name of made) await admin.unsafe(`drop database ${name} with (force)`);
  await admin?.end();
});

async function emptyDatabase(): Promise<string> {
  const name = `migrate_${randomUUID().replaceAll('-', '')}`;
  await admin.unsafe(`create database ${name}`);
  made.push(name);
  return inject('postgresUrl').replace(/[^/]*$/, name);
}

async function emptyStore(): Promise<Store> {
  if (databaseKind === 'pglite') return await openStore({ memory: true, log: silentLog });
  return await openStore({ databaseUrl: await emptyDatabase(), log: silentLog });
}

async function startThree(url: string, folder?: string): Promise<number[]> {
  const start = async () => {
    const store = await openStore({ databaseUrl: url, log: silentLog });
    const applied = await migrate(store, { log: silentLog, ...(folder && { folder }) });
    await store.close();
    return applied;
  };
  return await Promise.all([start(), start(), start()]);
}

async function sleepers(url: string): Promise<number> {
  const [row] = await admin`
    select count(*)::int as count from pg_stat_activity where query like '%pg_sleep%' and datname = ${nameOf(url)}`;
  return row?.count ?? 0;
}

function nameOf(url: string): string {
  return new URL(url).pathname.slice(1);
}
