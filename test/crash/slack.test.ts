// Killed in the middle of calls to Slack, again and again, with answers that get lost beside: nothing is lost, nothing stands
// twice. A red run names its seed; SKUWATCH_CRASH_SEED repeats its choices, SKUWATCH_CRASH_KILLS makes it longer.

import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { card, OutboxWorld } from '../chat/outbox-world.ts';
import { databaseKind, testDatabase } from '../support/db.ts';
import { type Json, part, word } from '../support/json.ts';
import type { Fault } from '../support/slack-double/faults.ts';
import { openSlackDouble, type SlackDouble, secrets } from '../support/slack-double/open.ts';
import { type Program, startProgram } from './processes.ts';
import { seededRandom } from './random.ts';
import type { SlackWorkerSettings } from './slack-worker.ts';

const database = testDatabase();
const kills = Number(process.env.SKUWATCH_CRASH_KILLS ?? 15);
const seed = Number(process.env.SKUWATCH_CRASH_SEED ?? Date.now() % 1_000_000);
/** Messages with an answer in the thread of each. */
const threads = 3 * kills;

const faults: readonly Fault[] = [
  { is: 'answer_lost' },
  { is: 'request_lost' },
  { is: 'server_error' },
  { is: 'stored_then_server_error' },
  { is: 'rate_limited', retryAfterSeconds: 1 },
];

describe.runIf(databaseKind === 'postgres')('killed while it speaks to Slack', () => {
  it('the service loses nothing and says nothing twice', { timeout: 300_000 }, async () => {
    const random = seededRandom(seed);
    const pick = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)] as T;
    const double = await openSlackDouble();
    const channel = double.channel('team');
    const world = new OutboxWorld(database.db);
    for (let i = 0; i < threads; i++) {
      const target = `post-${i}`;
      await world.queue(target, { content: card(i) });
      await world.queue(`reply-${i}`, { content: card(i), op: { do: 'reply', targetKey: target } });
    }
    const { botToken } = secrets;
    const settings = { databaseUrl: database.url, apiUrl: double.apiUrl, botToken, channel };
    let worker: Program | undefined;
    onTestFinished(async () => {
      worker?.signal('SIGKILL');
      await double.close();
    });

    let next = startWorker(settings);
    for (let killed = 0; killed < kills; killed++) {
      worker = next;
      await worker.firstLine;
      if (killed === Math.floor(kills / 2)) await changeAll(world);
      double.faults.next(pick(['chat.postMessage', 'chat.postMessage', 'chat.update']), pick(faults));
      const passes = Math.floor(random() * 4);
      let seen = 0;
      // Some calls die before they are stored, some after, some while the answer is on its way.
      const mode = pick(['held', 'hang', 'hang_after_storing'] as const);
      double.faults.next('chat.postMessage', { is: mode }, () => seen++ >= passes);
      const calls = double.calls.length;
      worker.write('go');
      if (mode === 'held') await double.faults.untilHeld();
      else await until(() => double.calls.slice(calls).some(({ method }) => method === 'chat.postMessage'));
      next = startWorker(settings);
      worker.signal('SIGKILL');
      await worker.ended;
      double.faults.release();
    }
    double.faults.clear();
    worker = next;
    await worker.firstLine;
    worker.write('go');
    await untilAllSaid(world);

    process.stdout.write(`seed ${seed}: ${kills} kills, ${double.calls.length} calls\n`);
    expect(await timesSaid(double, channel)).toEqual(
      Object.fromEntries(
        Array.from({ length: threads }, (_, i) => [
          [`post-${i}`, 1],
          [`reply-${i}`, 1],
        ]).flat(),
      ),
    );
    const changed = Object.keys(await world.states()).filter((key) => key.startsWith('edit-'));
    const edited = (await double.messages(channel)).filter(({ isEdited }) => isEdited).map(({ raw }) => keyOf(raw));
    expect(edited.sort()).toEqual(changed.map((key) => key.replace('edit', 'post')).sort());
    expect(changed.length).toBeGreaterThan(0);
  });
});

function startWorker(settings: SlackWorkerSettings): Program {
  return startProgram(new URL('./slack-worker.ts', import.meta.url), settings);
}

/** A new wording for every message; those not yet said will be said in it. */
async function changeAll(world: OutboxWorld): Promise<void> {
  for (let i = 0; i < threads; i++) {
    await world.queue(`edit-${i}`, { content: card(i), op: { do: 'update', targetKey: `post-${i}` } });
  }
}

function keyOf(message: Json): string {
  return word(part(part(message, 'metadata'), 'event_payload'), 'key');
}

/** Key → how many messages stand under it, by what is in the channel. */
async function timesSaid(double: SlackDouble, channel: string): Promise<Record<string, number>> {
  const times: Record<string, number> = {};
  for (const message of await double.messages(channel)) {
    for (const each of [message, ...message.replies]) {
      const key = keyOf(each.raw);
      times[key] = (times[key] ?? 0) + 1;
    }
  }
  return times;
}

async function untilAllSaid(world: OutboxWorld): Promise<void> {
  const isOpen = async () =>
    Object.values(await world.states()).some((state) => state === 'queued' || state === 'sending');
  while (await isOpen()) await pause(100);
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await pause(5);
}
