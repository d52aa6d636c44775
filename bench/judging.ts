// `npm run bench:judging`: what judging a day costs on a real PostgreSQL. A store of ten thousand SKUs with 56 days of
// history; each repetition judges one more day through the product: load, rule, decisions, verdicts stored.

import { availableParallelism } from 'node:os';
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { detectionSettings } from '../src/cases/detection-settings.ts';
import { historyDays } from '../src/cases/judge-day.ts';
import { judgePending } from '../src/cases/judge-pending.ts';
import type { Context } from '../src/context.ts';
import { simulatedClock } from '../src/demo/simulated-clock.ts';
import { monotonicMs } from '../src/lib/clock.ts';
import { addDays, type Day, day, startOfDay } from '../src/lib/day.ts';
import { median } from '../src/lib/stats.ts';
import { policySchema } from '../src/policy/policy.ts';
import { judgeDay } from '../src/rules/judge.ts';
import type { Db } from '../src/store/db.ts';
import { migrate } from '../src/store/migrate.ts';
import { openStore } from '../src/store/open.ts';
import { loadSalesWindow } from '../src/store/sales.ts';
import { startPostgres } from '../test/support/postgres.ts';
import { failingLog } from './product/failing-log.ts';
import { table } from './report/table.ts';

const skus = 10_000;
const history = 56;
const repetitions = 5;
/** The goal: a day judged, the load from PostgreSQL included. */
const goalMs = 5_000;
const first = day('2026-01-05');

const server = await startPostgres();
try {
  process.exitCode = await measure(server.url('bench'));
} finally {
  await server.stop();
}

async function measure(databaseUrl: string): Promise<number> {
  const admin = postgres(databaseUrl.replace(/[^/]*$/, 'postgres'), { max: 1 });
  await admin`create database bench`;
  await admin.end();
  const store = await openStore({ databaseUrl, log: failingLog });
  try {
    await migrate(store, { log: failingLog });
    await fill(store.db);
    const runs = await judgeDays(store.db);
    return report(runs);
  } finally {
    await store.close();
  }
}

interface Run {
  load: number;
  rule: number;
  whole: number;
  /** Processor time that the whole day took in this process; PostgreSQL's own is not in it. */
  cpu: number;
}

/** The first day judged is the store's first load and is not counted. */
async function judgeDays(db: Db): Promise<Run[]> {
  const clock = simulatedClock(new Date(0));
  const policy = policySchema.parse({
    team: { name: 'Benchmark', zone: 'UTC', holidays: 'none' },
    people: [{ id: 'operator', name: 'Operator' }],
    stores: [{ id: 'shop', zone: 'UTC', owner: 'operator' }],
  });
  const actor = { kind: 'system', job: 'bench' } as const;
  const ctx: Context = { db, clock, policy, actor, log: failingLog, inTransaction: false, wake: () => {} };
  const [shop] = policy.stores;
  const runs: Run[] = [];
  for (let t = history; shop && t <= history + repetitions; t++) {
    const today = addDays(first, t);
    clock.set(new Date(startOfDay('UTC', addDays(today, 1)).getTime() + 3_600_000));
    await completeOne(db, today);
    const started = monotonicMs();
    const usedBefore = process.cpuUsage();
    const judged = await judgePending(ctx);
    const whole = monotonicMs() - started;
    const used = process.cpuUsage(usedBefore);
    if (judged.at(-1)?.day !== today) throw new Error(`${today} was not judged`);
    const loading = monotonicMs();
    const window = await loadSalesWindow(db, { store: shop, through: today, days: historyDays });
    const loaded = monotonicMs();
    judgeDay(window, await detectionSettings(ctx, shop));
    if (t > history)
      runs.push({ load: loaded - loading, rule: monotonicMs() - loaded, whole, cpu: (used.user + used.system) / 1000 });
  }
  return runs;
}

/** Sales of every SKU on every day: between 0 and 120 a day, scattered, the same on every machine. */
async function fill(db: Db): Promise<void> {
  const days = history + repetitions + 1;
  await db.execute(sql`
    insert into skus (store_id, sku, known, first_seen_on, created_at)
    select 'shop', 'SKU-' || lpad(i::text, 5, '0'), true, ${first}::date, ${`${first}T00:00:00Z`}::timestamptz
    from generate_series(1, ${skus}::int) as i`);
  await db.execute(sql`
    insert into sales_days (store_id, day, sku, source, units, orders, amount, currency, as_of, batch_id)
    select 'shop', ${first}::date + t, 'SKU-' || lpad(i::text, 5, '0'), 'daily-sales', units, units, units * 10, 'USD',
      ${`${first}T00:00:00Z`}::timestamptz + (t + 1) * interval '1 day', 1
    from generate_series(0, ${days - 1}::int) as t, generate_series(1, ${skus}::int) as i,
      lateral (select ((i % 100) * (80 + hashint4(t * 100000 + i) % 40) / 100)::int as units) as sold`);
  await db.execute(sql`
    insert into feed_days (store_id, day, source, state, rows, units, as_of, batch_id, first_batch_id, revision, judged_revision)
    select 'shop', ${first}::date + t, 'daily-sales', 'partial', ${skus}::int, 0,
      ${`${first}T00:00:00Z`}::timestamptz + (t + 1) * interval '1 day', 1, 1, 1, 1
    from generate_series(0, ${days - 1}::int) as t`);
  await db.execute(sql`update feed_days set state = 'complete' where day < ${addDays(first, history)}::date`);
  await db.execute(sql`analyze`);
}

async function completeOne(db: Db, on: Day): Promise<void> {
  await db.execute(sql`update feed_days set state = 'complete', revision = 2 where day = ${on}::date`);
}

function report(runs: readonly Run[]): number {
  const middle = (of: (run: Run) => number) => median(runs.map(of));
  const row = (name: string, { load, rule, whole, cpu }: Run) => [
    name,
    ...[load, rule, whole, cpu].map((value) => value.toFixed(0)),
  ];
  const medians: Run = {
    load: middle(({ load }) => load),
    rule: middle(({ rule }) => rule),
    whole: middle(({ whole }) => whole),
    cpu: middle(({ cpu }) => cpu),
  };
  const rows = [
    ['', 'load', 'rule', 'whole day', 'of it processor'],
    ...runs.map((run, i) => row(String(i + 1), run)),
    row('median', medians),
  ];
  const holds = medians.whole <= goalMs;
  process.stdout.write(
    `${skus} SKUs, ${history} days, ${availableParallelism()} cores; milliseconds\n${table(rows)}\n` +
      `goal: a whole day in ${goalMs} or less: ${holds ? 'ok' : 'falls short'}\n`,
  );
  return holds ? 0 : 1;
}
