import { cpSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { silentLog } from '../../src/lib/log.ts';
import { restoreBackup } from '../../src/store/backup.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { startChild } from '../support/child.ts';
import { manualClock } from '../support/clock.ts';
import { testFolder } from '../support/folder.ts';
import { seededRandom } from '../support/seeded-random.ts';

const newFolder = testFolder();
const now = new Date('2026-03-02T09:00:00Z');

let prepared = '';

/** Making a new database takes seconds: it is done once, and copied where its making is not what the test is about. */
beforeAll(async () => {
  prepared = newFolder();
  await (await open(prepared)).close();
});

function folderWithDatabase(): string {
  const folder = newFolder();
  cpSync(prepared, folder, { recursive: true });
  return folder;
}

function open(dataDir: string): Promise<Store> {
  return openStore({ dataDir, log: silentLog });
}

async function write(store: Store, value: number): Promise<void> {
  await store.db.execute(sql`create table if not exists kept (value int)`);
  await store.db.execute(sql`insert into kept values (${value})`);
}

async function values(store: Store): Promise<number[]> {
  const rows = await store.db.execute<{ value: number }>(sql`select value from kept order by value`);
  return rows.map(({ value }) => value);
}

describe('an embedded store in a folder', () => {
  test('keeps what was written, and its folder is free after closing', async () => {
    const folder = path.join(newFolder(), 'not', 'there', 'yet');
    const first = await open(folder);
    await write(first, 1);
    await first.close();
    const second = await open(folder);
    expect(await values(second)).toEqual([1]);
    expect(second.kind).toBe('embedded');
    await second.ping();
    await second.close();
  });

  test('is refused while it is open, and unharmed by that', async () => {
    const folder = folderWithDatabase();
    const store = await open(folder);
    await write(store, 1);
    await expect(open(folder)).rejects.toMatchObject({ code: 'FOLDER_IN_USE' });
    expect(await values(store)).toEqual([1]);
    await store.close();
  });

  test('loses no acknowledged row in five kills, and opens each time without hand work', async () => {
    const folder = folderWithDatabase();
    const seed = Number(process.env.SKUWATCH_SEED ?? Date.now() % 1_000_000);
    process.stdout.write(`five kills of the embedded store: seed ${seed}\n`);
    const random = seededRandom(seed);
    let acknowledged = 0;
    for (let round = 0; round < 5; round++) {
      const writer = startChild('store/processes/write-rows.ts', [folder]);
      const { found } = await writer.next();
      expect(found).toEqual(Array.from({ length: (found as number[]).length }, (_, i) => i + 1));
      expect((found as number[]).length).toBeGreaterThanOrEqual(acknowledged);
      const rows = 20 + Math.floor(random() * 200);
      for (let i = 0; i < rows; i++) acknowledged = Number((await writer.next()).n);
      writer.kill('SIGKILL');
      expect(await writer.ended()).toBe('SIGKILL');
    }
    expect(acknowledged).toBeGreaterThan(100);
  });
});

describe('backups', () => {
  test('bring back what was written before the last one, and keep the damaged database beside it', async () => {
    const folder = folderWithDatabase();
    const store = await open(folder);
    await write(store, 1);
    await store.maintain();
    await write(store, 2);
    await store.maintain();
    await write(store, 3);
    await store.close();
    expect(readdirSync(path.join(folder, 'backup')).sort()).toEqual(['newest.tar.gz', 'previous.tar.gz']);

    expect(await restoreBackup({ dataDir: folder, now, log: silentLog })).toBe(
      path.join(folder, 'backup', 'newest.tar.gz'),
    );
    const restored = await open(folder);
    expect(await values(restored)).toEqual([1, 2]);
    await restored.close();
    expect(readdirSync(folder)).toContain('database-before-2026-03-02T09-00-00.000Z');
  });

  test('are not written again while nothing changes', async () => {
    const folder = folderWithDatabase();
    const store = await open(folder);
    await write(store, 1);
    await store.maintain();
    rmSync(path.join(folder, 'backup'), { recursive: true });
    await store.maintain();
    expect(existsSync(path.join(folder, 'backup'))).toBe(false);
    await write(store, 2);
    await store.maintain();
    expect(readdirSync(path.join(folder, 'backup'))).toEqual(['newest.tar.gz']);
    await store.close();
  });

  test('a damaged database is refused with the name of the backup to return to', async () => {
    const folder = folderWithDatabase();
    const store = await open(folder);
    await write(store, 1);
    await store.maintain();
    await store.close();
    writeFileSync(path.join(folder, 'database', 'global', 'pg_control'), 'power cut');
    const refusal = await open(folder).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(UserError);
    expect(refusal).toMatchObject({ code: 'FOLDER_DAMAGED', text: { zh: expect.stringContaining('newest.tar.gz') } });
    await restoreBackup({ dataDir: folder, now, log: silentLog });
    const restored = await open(folder);
    expect(await values(restored)).toEqual([1]);
    await restored.close();
  });

  test('cannot be restored under a running service, nor where there are none', async () => {
    const folder = folderWithDatabase();
    const store = await open(folder);
    await expect(restoreBackup({ dataDir: folder, now, log: silentLog })).rejects.toMatchObject({
      code: 'FOLDER_IN_USE',
    });
    await store.close();
    await expect(restoreBackup({ dataDir: folder, now, log: silentLog })).rejects.toMatchObject({ code: 'NO_BACKUP' });
  });
});

test('a store in memory follows the clock it is given and can be maintained', async () => {
  const clock = manualClock(now);
  const store = await openStore({ memory: true, log: silentLog, system: clock });
  expect(store.clock.now()).toEqual(now);
  clock.advanceMinutes(5);
  expect(store.clock.now()).toEqual(new Date('2026-03-02T09:05:00Z'));
  expect(store.clock.skewMs()).toBe(0);
  await store.maintain();
  await store.close();
});
