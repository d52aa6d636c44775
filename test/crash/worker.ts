// One replica of the service under test: opens the database, hears the chats, and does what is due until it is killed.
// Its argument says where everything is. It prints a line when it is loaded and one for everything it is about to say;
// it starts with the first line that it is given, and every line tells it the time.

import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { acknowledge } from '../../src/cases/acknowledge.ts';
import { sweep } from '../../src/cases/sweep.ts';
import { deliverDue } from '../../src/chat/deliver.ts';
import { receive } from '../../src/chat/receive.ts';
import { onForm } from '../../src/commands/on-form.ts';
import type { Context } from '../../src/context.ts';
import { runDueJobs } from '../../src/jobs/run-once.ts';
import { describeError } from '../../src/lib/describe-error.ts';
import { armFailpoint } from '../../src/lib/failpoint.ts';
import { jsonLog } from '../../src/lib/log.ts';
import type { Content } from '../../src/messages/content.ts';
import { postgresDriver } from '../../src/store/postgres-driver.ts';
import { databaseOver } from '../../src/store/session.ts';
import { HttpChat } from '../support/http-chat.ts';
import { openForms } from './open-forms.ts';
import { crashPolicy, fastestTime } from './plan.ts';
import { resolve } from './resolve.ts';

export interface WorkerSettings {
  databaseUrl: string;
  slackUrl: string;
  feishuUrl: string;
}

/** One line to a worker. */
export interface WorkerOrder {
  now: string;
  failpoint?: string;
}

/** Real milliseconds, all well under a second or two: a lease is longer than the slowest answer of the fake chats. */
const timing = { leaseMs: 2_000, sendLimitMs: 600, settleMs: 800 * fastestTime, roundMs: 1_000 };
const idleMs = 25;

const settings = JSON.parse(process.argv[2] ?? '') as WorkerSettings;
let now = new Date(0);
const started = new Promise<void>((resolveStart) => {
  createInterface(process.stdin).on('line', (line) => {
    const order = JSON.parse(line) as WorkerOrder;
    now = new Date(order.now);
    if (order.failpoint !== undefined) armFailpoint(order.failpoint);
    resolveStart();
  });
});
process.stdout.write('loaded\n');
await started;

const driver = postgresDriver({
  url: settings.databaseUrl,
  prepare: true,
  max: 6,
  connectMs: 5_000,
  statementMs: 10_000,
});
const ctx: Context = {
  db: databaseOver(driver),
  clock: { now: () => now },
  policy: crashPolicy(),
  actor: { kind: 'system', job: 'worker' },
  log: jsonLog('error', { write: (text) => void process.stderr.write(text) }),
  inTransaction: false,
  wake: () => {},
};
const chats = [
  new HttpChat('slack', settings.slackUrl, fastestTime),
  new HttpChat('feishu', settings.feishuUrl, fastestTime),
];
const owner = randomUUID();
const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());
// The test is gone.
process.stdin.on('close', () => process.exit(1));

for (const chat of chats) {
  await chat.start((event) =>
    receive(ctx, event, {
      command: async () => ({ type: 'done', text: { zh: '好', en: 'ok' } }),
      button: async (tx, { caseId }) => {
        await acknowledge(tx, { caseId });
        return { type: 'done', text: { zh: '好', en: 'ok' } };
      },
      form: onForm,
    }),
  );
}
while (!stop.signal.aborted) {
  const done = await tick().catch((error: unknown) => {
    process.stderr.write(`${describeError(error)}\n`);
    return 0;
  });
  if (done === 0) await pause(idleMs);
}
for (const chat of chats) await chat.stop();
await driver.close(2_000);
process.exit(0);

async function tick(): Promise<number> {
  const runs = await runDueJobs(ctx, [openForms], owner);
  const swept = await sweep(ctx);
  const sent = await deliverDue(ctx, { adapters: chats, resolve: resolveAloud, timing, stop: stop.signal });
  return runs + swept + sent;
}

function resolveAloud(context: Context, content: Content): ReturnType<typeof resolve> {
  process.stdout.write('.\n');
  return resolve(context, content);
}
