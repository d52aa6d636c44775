// One replica of the service under test: the product's own app over the database and the chats, and the door through
// which files come in, until it is killed. Its argument says where everything is. It prints a line when it is loaded, one
// for each turn and one for everything that it logs; it starts with the first line that it is given, and every line tells
// it the time.

import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { createApp } from '../../src/app.ts';
import type { Context } from '../../src/context.ts';
import { describeError } from '../../src/lib/describe-error.ts';
import { armFailpoint } from '../../src/lib/failpoint.ts';
import { jsonLog } from '../../src/lib/log.ts';
import { postgresDriver } from '../../src/store/postgres-driver.ts';
import { databaseOver } from '../../src/store/session.ts';
import type { ChatAddress } from './chats/chat.ts';
import { chatsUnderTest } from './chats/index.ts';
import { takeIn } from './feed.ts';
import { crashPolicy, fastestTime } from './plan.ts';
import { doneUntilLine, turnLine } from './turn.ts';

export interface WorkerSettings {
  databaseUrl: string;
  /** Where the files are. */
  folder: string;
  chats: readonly ChatAddress[];
}

/** One line to a worker. */
export interface WorkerOrder {
  now: string;
  /** How many times slower than a calm machine this one is. */
  patience: number;
  failpoint?: string;
}

/** Real time of a calm machine: a lease is longer than the slowest answer of the chats. */
const leaseMs = 2_000;
const sendLimitMs = 600;
const settleMs = 800;
const idleMs = 25;
const errorLevel = 50;

const settings = JSON.parse(process.argv[2] ?? '') as WorkerSettings;
const chats = settings.chats.map((address) => ({ chat: chatsUnderTest[address.platform], address }));
let now = new Date(0);
const patience = await new Promise<number>((resolveStart) => {
  createInterface(process.stdin).on('line', (line) => {
    const order = JSON.parse(line) as WorkerOrder;
    now = new Date(order.now);
    if (order.failpoint !== undefined) armFailpoint(order.failpoint);
    resolveStart(order.patience);
  });
  print('loaded');
});

const driver = postgresDriver({
  url: settings.databaseUrl,
  prepare: true,
  max: 8,
  connectMs: 5_000,
  statementMs: 10_000,
});
const ctx: Context = {
  db: databaseOver(driver),
  clock: { now: () => now },
  policy: crashPolicy(chats.map(({ chat, address }) => ({ platform: chat.platform, ...address.settings }))),
  actor: { kind: 'system', job: 'worker' },
  log: jsonLog('info', { write: noted }),
  inTransaction: false,
  wake: () => {},
};
const adapters = chats.map(({ chat, address }) => chat.adapter(address.settings, { ctx, timeScale: fastestTime }));
const app = createApp(
  ctx,
  { adapters },
  {
    delivery: {
      leaseMs: leaseMs * patience,
      sendLimitMs: sendLimitMs * patience,
      settleMs: settleMs * patience * fastestTime,
      roundMs: 1_000,
    },
    jobSeconds: (leaseMs * patience) / 1_000,
  },
);
const stopping = new AbortController();
process.once('SIGTERM', () => {
  stopping.abort();
  app.stop();
});
// The test is gone.
process.stdin.on('close', () => process.exit(1));

for (const adapter of adapters) await adapter.start(app.handle);
await Promise.all([again(work), again(app.deliver)]);
for (const adapter of adapters) await adapter.stop();
await driver.close(2_000);
process.exit(0);

async function work(): Promise<number> {
  const begun = now;
  const done = (await takeIn(ctx, settings.folder)) + (await app.work());
  if (!(await isAnythingLeft(begun))) print(doneUntilLine(begun));
  return done;
}

/** Where the other worker is at it, and may die at it. */
async function isAnythingLeft(begun: Date): Promise<boolean> {
  const rows = await ctx.db.execute(sql`
    select from anomaly_cases where next_due_at <= ${begun.toISOString()}
    union all select from job_runs where state = 'running' limit 1`);
  return rows.length > 0;
}

async function again(step: () => Promise<number>): Promise<void> {
  while (!stopping.signal.aborted) {
    const done = await step().catch((error: unknown) => {
      process.stderr.write(`${describeError(error)}\n`);
      return 0;
    });
    print(turnLine);
    if (done === 0) await pause(idleMs);
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function noted(line: string): void {
  print('done');
  if ((JSON.parse(line) as { level: number }).level >= errorLevel) process.stderr.write(line);
}
