// The store on a PostgreSQL server, shared by all replicas.

import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { OperationalError, UserError } from '../errors.ts';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import { withTimeLimit } from '../lib/time-limit.ts';
import { assertSkew, databaseClock } from './database-clock.ts';
import type { Db } from './db.ts';
import type { Limits, Store } from './open.ts';
import { postgresDriver } from './postgres-driver.ts';
import type { PoolSettings } from './postgres-pool.ts';
import { databaseOver } from './session.ts';

const closeGraceMs = 5_000;
/** Exclusive work may rewrite large tables, and may wait for another replica that does. */
const exclusiveMs = 10 * 60_000;
/** Any number that no other program on the same database is likely to use. */
const lockKey = 7_583_921_466_003;

export async function openPostgres(options: {
  url: string;
  log: Log;
  system: Clock;
  limits: Partial<Limits>;
}): Promise<Store> {
  const { url, log, system, limits } = options;
  const settings: PoolSettings = {
    url,
    prepare: !/[?&]prepare=false\b/.test(url),
    max: limits.connections ?? 10,
    connectMs: limits.connectMs ?? 5_000,
    statementMs: limits.statementMs ?? 60_000,
  };
  const driver = postgresDriver(settings);
  const db = databaseOver(driver);
  try {
    await refuseUnfit(db);
    const clock = await databaseClock(db, { system, log });
    return {
      db,
      kind: 'postgres',
      clock,
      ping: async () => {
        await withTimeLimit(3_000, async () => await db.execute(sql`select 1`));
        assertSkew(clock.skewMs());
      },
      exclusively: (work) => exclusively(settings, work),
      maintain: async () => {},
      close: () => driver.close(closeGraceMs),
    };
  } catch (error) {
    await driver.close(0);
    throw error;
  }
}

async function refuseUnfit(db: Db): Promise<void> {
  const [row] = await db.execute<{ version: number; encoding: string }>(
    sql`select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding`,
  );
  if (row && row.version >= 140_000 && row.encoding === 'UTF8') return;
  const found = `PostgreSQL ${Math.floor((row?.version ?? 0) / 10_000)}, ${row?.encoding}`;
  throw new UserError('DATABASE_UNFIT', { found });
}

/**
 * On a connection of its own, which may take its time. The lock belongs to the transaction, so it ends with the
 * connection that holds it, however that ends, and works behind a pooler too. Asked for again and again instead of
 * waited for, so that no statement waits beyond its limit.
 */
async function exclusively<T>(pool: PoolSettings, work: (db: Db) => Promise<T>): Promise<T> {
  const driver = postgresDriver({ ...pool, max: 1, statementMs: exclusiveMs });
  const db = databaseOver(driver);
  const everyMs = 200;
  try {
    for (let waitedMs = 0; waitedMs < exclusiveMs; waitedMs += everyMs) {
      const outcome = await db.transaction(async (tx) => {
        const [row] = await tx.execute<{ mine: boolean }>(sql`select pg_try_advisory_xact_lock(${lockKey}) as mine`);
        return row?.mine ? { result: await work(tx) } : undefined;
      });
      if (outcome) return outcome.result;
      await pause(everyMs);
    }
    throw new OperationalError('Another process has kept the database for ten minutes', { retry: true });
  } finally {
    await driver.close(0);
  }
}
