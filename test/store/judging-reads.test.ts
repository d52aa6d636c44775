// What judging a day reads: the days it needs, however long the history is. Counted in rows by the server, not in time.

import { eq, sql } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { judgeStoreDay } from '../../src/cases/judge-day.ts';
import type { Context } from '../../src/context.ts';
import { addDays, type Day, day, dayRange, startOfDay } from '../../src/lib/day.ts';
import { silentLog } from '../../src/lib/log.ts';
import type { Db } from '../../src/store/db.ts';
import { verdictBlocks } from '../../src/store/schema/index.ts';
import { encodeVerdicts } from '../../src/store/verdict-codec.ts';
import { manualClock } from '../support/clock.ts';
import { testDatabase } from '../support/db.ts';
import { keptVerdict } from '../support/factories.ts';
import { testPolicy } from '../support/team.ts';

const database = testDatabase();
const policy = testPolicy();
const [store] = policy.stores;
const skus = 12;
const newest = day('2026-03-01');
/** Days that a judgement looks back at most, and then some. */
const longEnough = 120;

describe('judging a day reads', () => {
  let few: Record<string, number>;

  beforeEach(async () => {
    await fill(database.db, longEnough);
    few = await rowsReadByJudging(database.db);
  });

  it('as many rows of sales, verdicts and stock after years as after months', async () => {
    await fill(database.db, 4 * longEnough);
    expect(await rowsReadByJudging(database.db)).toEqual(few);
  });

  it('no rows of other stores', async () => {
    await fill(database.db, longEnough, 'cn-shop');
    expect(await rowsReadByJudging(database.db)).toEqual(few);
  });

  it('each sales row of the window once', () => {
    expect(few.sales_days).toBe(84 * skus);
  });
});

/** Rows of each table that one judgement of the newest day takes from tables and indexes; nothing of it is kept. */
async function rowsReadByJudging(db: Db): Promise<Record<string, number>> {
  let counts: Record<string, number> = {};
  const undone = new Error('undone');
  await db.execute(sql`analyze`);
  const judging = db.transaction(async (tx) => {
    if (!store) throw new Error('The policy has a store');
    // Of tables as small as these the server would rather read the whole: what a big one allows is asked.
    await tx.execute(sql`set local enable_seqscan = off`);
    const clock = manualClock(new Date(startOfDay(store.zone, addDays(newest, 1)).getTime() + 3_600_000));
    const actor = { kind: 'system', job: 'test' } as const;
    const ctx: Context = { db: tx, clock, policy, actor, log: silentLog, inTransaction: true, wake: () => {} };
    const before = await rowsRead(tx);
    await judgeStoreDay(ctx, { store, day: newest, revision: 1, firstLoad: false, newestOfLoad: true });
    const after = await rowsRead(tx);
    counts = Object.fromEntries(Object.entries(after).map(([name, read]) => [name, read - (before[name] ?? 0)]));
    throw undone;
  });
  await expect(judging).rejects.toBe(undone);
  return counts;
}

/** Rows of each table that this connection has taken from tables and indexes; older ones may still be among them. */
async function rowsRead(tx: Db): Promise<Record<string, number>> {
  const rows = await tx.execute<{ name: string; read: string | number }>(sql`
    select relname as name, coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) as read
    from pg_stat_xact_user_tables where relname in ('sales_days', 'verdict_blocks', 'stock_snapshots') order by relname`);
  return Object.fromEntries(rows.map(({ name, read }) => [name, Number(read)]));
}

/** `days` days of steady sales, verdicts and stock up to the newest day; what is there already stays. */
async function fill(db: Db, days: number, storeId = store?.id): Promise<void> {
  const from: Day = addDays(newest, 1 - days);
  await db.execute(sql`
    insert into skus (store_id, sku, known, first_seen_on, created_at)
    select ${storeId}, 'SKU-' || i, true, ${from}::date, ${`${from}T00:00:00Z`}::timestamptz
    from generate_series(1, ${skus}::int) as i on conflict (store_id, sku) do update set first_seen_on = excluded.first_seen_on`);
  await db.execute(sql`
    insert into sales_days (store_id, day, sku, source, units, amount, currency, as_of, batch_id)
    select ${storeId}, ${newest}::date - t, 'SKU-' || i, 'daily-sales', 20, 100, 'USD', ${newest}::date - t + 1, 1
    from generate_series(0, ${days - 1}::int) as t, generate_series(1, ${skus}::int) as i on conflict do nothing`);
  await db.execute(sql`
    insert into feed_days (store_id, day, source, state, rows, units, as_of, batch_id, first_batch_id, revision, judged_revision)
    select ${storeId}, ${newest}::date - t, 'daily-sales', 'complete', ${skus}::int, 0, ${newest}::date - t + 1, 1, 1, 1, 1
    from generate_series(0, ${days - 1}::int) as t on conflict do nothing`);
  await db.delete(verdictBlocks).where(eq(verdictBlocks.storeId, storeId ?? ''));
  // Only their number counts here: every day says the same.
  const body = await encodeVerdicts(Array.from({ length: skus }, (_, i) => keptVerdict(`SKU-${i + 1}`)));
  const block = { storeId: storeId ?? '', bucket: 0, buckets: 1, surged: [], lifted: false, body };
  await db.insert(verdictBlocks).values(
    dayRange(from, addDays(newest, -1)).map((on) => ({
      ...block,
      day: on,
      judgedAt: startOfDay('UTC', addDays(on, 1)),
    })),
  );
  await db.execute(sql`
    insert into stock_snapshots (store_id, pool_id, location, sku, as_of, source, available, batch_id)
    select ${storeId}, ${storeId}, 'FBA', 'SKU-' || i, ${newest}::date - t + 0.5 * interval '1 day', 'inventory', 500, 1
    from generate_series(0, ${days - 1}::int) as t, generate_series(1, ${skus}::int) as i on conflict do nothing`);
}
