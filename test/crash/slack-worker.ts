// A process that delivers to Slack until it is killed: the real outbox and the real adapter. It prints a line when it is
// loaded and starts with the first line that it is given.

import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { deliverDue } from '../../src/chat/deliver.ts';
import { openSlack } from '../../src/chat/slack/adapter.ts';
import type { Context } from '../../src/context.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { jsonLog } from '../../src/lib/log.ts';
import type { Content } from '../../src/messages/content.ts';
import type { View } from '../../src/messages/views.ts';
import { postgresDriver } from '../../src/store/postgres-driver.ts';
import { databaseOver } from '../../src/store/session.ts';
import { policySchema } from '../../src/team/policy.ts';

export interface SlackWorkerSettings {
  databaseUrl: string;
  apiUrl: string;
  botToken: string;
  channel: string;
}

/** Real milliseconds: a lease is longer than the slowest answer, and all of it is short enough for a test. */
const timing = {
  leaseMs: 2_000,
  sendLimitMs: 600,
  settleMs: 300,
  firstRetryMs: 100,
  longestLaneHoldMs: 200,
  roundMs: 1_000,
};
const idleMs = 25;

const settings = JSON.parse(process.argv[2] ?? '') as SlackWorkerSettings;
process.stdout.write('loaded\n');
await once(process.stdin, 'data');
// The test is gone.
process.stdin.on('close', () => process.exit(1));

const { databaseUrl: url, channel } = settings;
const policy = policySchema.parse({
  team: { name: 'Lumora' },
  people: [{ id: 'li', name: 'Li' }],
  groups: [{ id: 'team', platform: 'slack', channel }],
  stores: [{ id: 'amz-us', zone: 'America/Los_Angeles' }],
});
const log = jsonLog('error', { write: (text) => void process.stderr.write(text) });
const driver = postgresDriver({ url, prepare: true, max: 4, connectMs: 5_000, statementMs: 10_000 });
const ctx: Context = {
  db: databaseOver(driver),
  clock: systemClock,
  policy,
  actor: { kind: 'system', job: 'worker' },
  log,
  inTransaction: false,
  wake: () => {},
};
const { adapter } = openSlack({
  settings: { ...settings, transport: { kind: 'http', signingSecret: 'nothing comes in here' } },
  policy,
  consoleUrl: undefined,
  home: async () => [],
  clock: systemClock,
  log,
  rate: { burst: 1_000, perSecond: 1_000 },
});
await adapter.start(async () => ({ type: 'done', text: { zh: '好', en: 'ok' } }));
for (;;) {
  const sent = await deliverDue(ctx, { adapters: [adapter], resolve, timing }).catch(() => 0);
  if (sent === 0) await pause(idleMs);
}

async function resolve(context: Context, content: Content): Promise<View> {
  if (content.kind !== 'card') throw new Error('only cards here');
  const sku = `card ${content.cardId}`;
  const notice = { notice: 'no_owner', storeId: 'amz-us', storeName: 'Amazon US', sku, heldBy: null } as const;
  const team = { name: 'Lumora', zone: 'Asia/Shanghai', now: context.clock.now().toISOString() };
  return { kind: 'notice', team, to: null, notice };
}
