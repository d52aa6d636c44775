import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { OperationalError } from '../../src/errors.ts';
import { silentLog } from '../../src/lib/log.ts';
import { sqlState } from '../../src/store/errors.ts';
import { type Limits, openStore, type Store } from '../../src/store/open.ts';
import { databaseKind, testDatabase } from '../support/db.ts';

const database = testDatabase();

async function withStore<T>(options: { url?: string; limits?: Partial<Limits> }, work: (store: Store) => Promise<T>) {
  const store = await openStore({ databaseUrl: options.url ?? database.url, log: silentLog, limits: options.limits });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return await work.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe.runIf(databaseKind === 'postgres')('a store on a server', () => {
  test('answers, tells its kind, and follows the time of the database', async () => {
    await withStore({}, async (store) => {
      await store.ping();
      expect(store.kind).toBe('postgres');
      // Read between two looks at ours, so that it does not matter how long the answer takes.
      const before = store.clock.now().getTime();
      const [row] = await store.db.execute<{ at: string }>(sql`select clock_timestamp() as at`);
      const after = store.clock.now().getTime();
      const at = new Date(row?.at ?? '').getTime();
      expect(at).toBeGreaterThan(before - 1_000);
      expect(at).toBeLessThan(after + 1_000);
    });
  });

  test('is refused when nothing listens, with a failure that may pass', async () => {
    const failure = await failureOf(openStore({ databaseUrl: 'postgres://u@127.0.0.1:1/x', log: silentLog }));
    expect(failure).toBeInstanceOf(OperationalError);
    expect(failure).toMatchObject({ retry: true, message: expect.stringContaining('ECONNREFUSED') });
  });

  test('is refused when the database does not exist, in the words of the server', async () => {
    const url = database.url.replace(/[^/]*$/, 'not_there');
    const failure = await failureOf(openStore({ databaseUrl: url, log: silentLog }));
    expect(sqlState(failure)).toBe('3D000');
    expect(String(failure)).toContain('not_there');
  });

  test('is refused on a database that is not in UTF8', async () => {
    const name = `ascii_${randomUUID().replaceAll('-', '')}`;
    await database.db.execute(sql.raw(`create database ${name} encoding 'SQL_ASCII' template template0`));
    const failure = await failureOf(openStore({ databaseUrl: database.url.replace(/[^/]*$/, name), log: silentLog }));
    expect(failure).toMatchObject({ code: 'DATABASE_UNFIT', text: { zh: expect.stringContaining('UTF8') } });
    await database.db.execute(sql.raw(`drop database ${name} with (force)`));
  });

  test('ends a statement beyond the limit, here and on the server, and works on', async () => {
    await withStore({ limits: { statementMs: 2_000 } }, async (store) => {
      const failure = await failureOf(store.db.execute(sql`select pg_sleep(3600)`));
      expect(failure).toMatchObject({ retry: true });
      // By itself it would sleep for an hour. The server ends it by its own clock, a moment before or after ours.
      await expect.poll(() => sleeping(database)).toBe(0);
      await store.ping();
    });
  });

  test('has more work wait for a connection than it has connections', async () => {
    await withStore({ limits: { connections: 2 } }, async (store) => {
      const seen = new Set<unknown>();
      const work = () =>
        store.db.transaction(async (tx) => {
          const [row] = await tx.execute(sql`select pg_backend_pid() as pid from pg_sleep(0.02)`);
          seen.add(row?.pid);
        });
      await Promise.all(Array.from({ length: 20 }, work));
      expect(seen.size).toBe(2);
    });
  });

  test('says so when no connection becomes free within the limit', async () => {
    await withStore({ limits: { connections: 1, statementMs: 2_000 } }, async (store) => {
      let release = () => {};
      const held = store.db.transaction(
        () =>
          new Promise<void>((resolve) => {
            release = resolve;
          }),
      );
      const failure = await failureOf(store.db.execute(sql`select 1`));
      expect(sqlState(failure)).toBe('POOL_TIMEOUT');
      release();
      await failureOf(held);
      await store.ping();
    });
  });

  test('works without named statements behind a pooler', async () => {
    await withStore({ url: `${database.url}?prepare=false` }, async (store) => {
      for (let i = 0; i < 3; i++) {
        const [row] = await store.db.execute<{ n: number }>(sql`select ${i}::int as n`);
        expect(row?.n).toBe(i);
      }
      const [row] = await store.db.execute<{ n: number }>(sql`select count(*) as n from pg_prepared_statements`);
      expect(row?.n).toBe(0);
    });
  });

  test('lets one process at a time do exclusive work', async () => {
    await withStore({}, async (one) => {
      await withStore({}, async (other) => {
        let inside = 0;
        const work = async () => {
          inside += 1;
          expect(inside).toBe(1);
          await one.db.execute(sql`select pg_sleep(0.05)`);
          inside -= 1;
        };
        await Promise.all([one, other, one, other].map((store) => store.exclusively(work)));
      });
    });
  });

  test('refuses work after it was closed', async () => {
    const store = await openStore({ databaseUrl: database.url, log: silentLog });
    await store.close();
    expect(sqlState(await failureOf(store.db.execute(sql`select 1`)))).toBe('CONNECTION_ENDED');
  });

  test('lets work under way finish when it closes', async () => {
    const store = await openStore({ databaseUrl: database.url, log: silentLog });
    const work = store.db.transaction((tx) => tx.execute(sql`select pg_sleep(0.3)`));
    await store.close();
    expect(await work).toHaveLength(1);
  });
});

async function sleeping(on: typeof database): Promise<number> {
  const rows = await on.db.execute(
    sql`select 1 from pg_stat_activity where state = 'active' and query like 'select pg_sleep(3600)%'`,
  );
  return rows.length;
}
