// What must hold whatever Slack, the network or the process do: the checks of the whole program on Slack. Each database
// takes one transport.

import { inspect } from 'node:util';
import { eq, sql } from 'drizzle-orm';
import { afterEach, describe, expect, it } from 'vitest';
import { secrets } from '../../../doubles/slack/open.ts';
import type { SeenMessage } from '../../../doubles/slack/reading.ts';
import { day } from '../../../src/lib/day.ts';
import { armFailpoint } from '../../../src/lib/failpoint.ts';
import type { Log } from '../../../src/lib/log.ts';
import { answersOfCases } from '../../../src/store/cases.ts';
import { deliveries, inbox } from '../../../src/store/schema/outbox.ts';
import { databaseKind, testDatabase } from '../../support/db.ts';
import { wholeAnswer } from '../../support/world.ts';
import { entered } from './acting.ts';
import { openSlackWorld, type SlackWorld, type SlackWorldOptions } from './slack-world.ts';

const database = testDatabase();
const transport = databaseKind === 'postgres' ? 'http' : 'socket';

let team: SlackWorld;

afterEach(async () => {
  armFailpoint(undefined);
  await team.stop();
});

/** The night before Tuesday 3 March 2026: these SKUs of Li's have sold otherwise than usual, and nobody was asked yet. */
async function unasked(skus: readonly string[], options: Partial<SlackWorldOptions> = {}, owner = 'li'): Promise<void> {
  team = await openSlackWorld(database.db, { start: '2026-03-03T00:50+08:00', transport, ...options });
  const { world } = team;
  const sold = (units: number) => ({ ...Object.fromEntries(skus.map((sku) => [sku, units])), CABLE: 100 });
  await world.soldSteadily('cn-shop', day('2026-03-01'), sold(100));
  await world.settle();
  for (const sku of skus.slice(0, 1)) await team.types('liu', `assign "${sku}" @${owner}`);
  await world.sells('cn-shop', day('2026-03-02'), { ...sold(150), CABLE: 100 });
}

async function asked(
  skus: readonly string[] = ['LAMP'],
  options: Partial<SlackWorldOptions> = {},
): Promise<SeenMessage> {
  await unasked(skus, options);
  await team.world.settle();
  return team.card(/LAMP sales|SKUs deviate/);
}

const cards = async () => (await team.inChannel()).filter(({ text }) => /LAMP sales/.test(text));
const records = async () =>
  (await team.inChannel()).flatMap(({ replies }) => replies).filter(({ text }) => /answer by/.test(text));

/** Time enough for every second attempt. */
const tenMinutes = () => team.world.passUntil(new Date(team.world.clock.now().getTime() + 600_000).toISOString());

describe('an answer of Slack’s that is lost', () => {
  it.each(['answer_lost', 'stored_then_server_error'] as const)(
    'leaves one card, one record and one change of the card (%s)',
    async (is) => {
      await unasked(['LAMP']);
      team.slack.faults.next('chat.postMessage', { is });
      await team.world.settle();
      await tenMinutes();
      const [card, ...more] = await cards();
      expect(more).toEqual([]);
      if (!card) throw new Error('No card');
      await team.presses('li', card, 'answer');
      team.slack.faults.next('chat.postMessage', { is });
      team.slack.faults.next('chat.update', { is });
      await team.answers('li', await team.world.onlyCase());
      await team.world.settle();
      await tenMinutes();
      expect((await cards()).map(({ text }) => text)).toEqual([expect.stringContaining('[Answered]')]);
      expect(await records()).toHaveLength(1);
    },
  );
});

describe('the same thing twice', () => {
  it('is done once: a click, a submission, also at once', async () => {
    const card = await asked();
    await team.presses('li', card, 'acknowledge');
    await team.slack.repeatsLast();
    await team.slack.until(() => team.person('li').privately.length === 2);
    await team.presses('li', card, 'answer');
    const stored = await team.world.onlyCase();
    const sending = team.answers('li', stored);
    await Promise.all([sending, team.slack.repeatsLast(), team.slack.repeatsLast()]);
    await team.world.settle();
    expect(await answersOfCases(database.db, [stored.id])).toHaveLength(1);
    expect(await records()).toHaveLength(1);
    const events = await team.world.eventsOf(stored.id);
    expect(events.filter((event) => event === 'acknowledged')).toHaveLength(1);
  });
});

describe('two people', () => {
  it('who send the form at once: the first answer stands, the second sees why theirs does not', async () => {
    const card = await asked();
    const stored = await team.world.onlyCase();
    await team.presses('li', card, 'answer');
    await team.presses('chen', card, 'answer');
    const both = await Promise.all(['li', 'chen'].map((name) => team.answers(name, stored)));
    const refused = both.filter(({ fieldErrors }) => Object.keys(fieldErrors).length > 0);
    expect(refused).toHaveLength(1);
    expect(Object.values(refused[0]?.fieldErrors ?? {}).join()).toMatch(/answered/i);
    await team.world.settle();
    expect(await answersOfCases(database.db, [stored.id])).toHaveLength(1);
    expect(await records()).toHaveLength(1);
  });
});

describe('a form that was open too long', () => {
  it('is refused with what was typed kept, when the case was handed to somebody else', async () => {
    await unasked(['LAMP'], {}, 'chen');
    await team.world.settle();
    const card = await team.card(/LAMP sales/);
    const stored = await team.world.onlyCase();
    await team.types('liu', `assign ${stored.id} @li`);
    await team.presses('li', card, 'answer');
    await team.types('liu', `assign ${stored.id} @wang`);
    await team.world.settle();
    const li = team.person('li');
    const { modal } = li;
    if (!modal) throw new Error('No form');
    const late = await team.acts(li, () => li.submits(entered(modal, wholeAnswer(stored))));
    expect(Object.values(late.fieldErrors).join()).toMatch(/Wang/);
    expect(li.modal?.fields).toHaveProperty('field:cause');
    expect((await team.world.onlyCase()).status).not.toBe('answered');
  });
});

describe('a restart', () => {
  it('leaves the buttons of old cards in use, and what was committed before it is said once', async () => {
    const card = await asked();
    await team.presses('li', card, 'answer');
    await team.answers('li', await team.world.onlyCase());
    // Committed, but nothing said yet; then the process dies between sending and writing that down.
    armFailpoint('deliver.after-send', () => {
      throw new Error('power cut');
    });
    await team.world.settle().catch(() => {});
    armFailpoint(undefined);
    await team.restarts();
    const ended = { leaseUntil: sql`clock_timestamp() - interval '1 second'` };
    await database.db.update(deliveries).set(ended).where(eq(deliveries.state, 'sending'));
    await tenMinutes();
    expect(await records()).toHaveLength(1);
    const answered = await team.card(/\[Answered\] LAMP/);
    expect(answered.ts).toBe(card.ts);
    expect((await team.presses('li', answered, 'open')).text).toContain('LAMP');
  });
});

describe('a slow database', () => {
  it('delays no acknowledgement, and none is given twice', async () => {
    const card = await asked();
    let open: () => void = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    let isLocked = false;
    let locked: () => void = () => {};
    const lock = new Promise<void>((resolve) => {
      locked = resolve;
    });
    const holding = database.db.transaction(async (tx) => {
      await tx.execute(sql`lock table ${inbox} in access exclusive mode`);
      isLocked = true;
      locked();
      await gate;
      isLocked = false;
    });
    await lock;
    const li = team.person('li');
    const command = await li.types('/skuwatch', 'mine', team.channel);
    const click = await li.clicks(card, { actionId: 'skw:acknowledge' }, team.channel);
    expect(isLocked).toBe(true);
    expect([command.ack.status, click.ack.status]).toEqual([200, 200]);
    open();
    await holding;
    await team.slack.until(() => li.privately.length >= 2);
    expect([command.acks.length, click.acks.length]).toEqual([1, 1]);
    await team.idle(1);
  });

  it('shows a form that was sent as being saved, and its verdict when that is known', async () => {
    const card = await asked();
    const li = team.person('li');
    await team.presses('li', card, 'answer');
    const stored = await team.world.onlyCase();
    await team.chooses('li', wholeAnswer(stored));
    const { modal } = li;
    if (!modal) throw new Error('No form');
    let open: () => void = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    let locked: () => void = () => {};
    const lock = new Promise<void>((resolve) => {
      locked = resolve;
    });
    const holding = database.db.transaction(async (tx) => {
      await tx.execute(sql`lock table ${inbox} in access exclusive mode`);
      locked();
      await gate;
    });
    await lock;
    const sent = await li.submits(entered(modal, wholeAnswer(stored)));
    expect(li.modal?.text).toMatch(/Still saving/);
    open();
    await holding;
    await team.slack.until(() => /received/.test(li.modal?.text ?? ''));
    expect(sent.acks).toHaveLength(1);
    await team.idle(1);
    expect((await team.world.onlyCase()).status).toBe('answered');
  });
});

describe('a card that somebody deleted', () => {
  it('stops nothing: the answer counts, and its record stands by itself', async () => {
    const card = await asked();
    await team.slack.removes(team.channel, card.ts);
    // Nor does a lost answer to the record that stands by itself.
    team.slack.faults.next('chat.postMessage', { is: 'answer_lost' });
    await team.types('li', `answer ${(await team.world.onlyCase()).id}`);
    await team.answers('li', await team.world.onlyCase());
    await team.world.settle();
    await tenMinutes();
    expect((await team.world.onlyCase()).status).toBe('answered');
    expect((await team.inChannel()).filter(({ text }) => /answer by Li/.test(text))).toHaveLength(1);
    const rows = await database.db.select().from(deliveries);
    expect(rows.filter(({ state }) => state === 'queued' || state === 'sending')).toEqual([]);
    expect(rows.map(({ lastError }) => lastError).join()).toMatch(/message_not_found/);
  });
});

const members = ['wang', 'chen', 'liu'].map((name) => ({ name }));
const closed = { double: { people: [...members, { name: 'li', deactivated: true }] } };
const unknown = { double: { people: members } };

describe('somebody who cannot be told in private', () => {
  it.each([
    ['whose account is closed', closed],
    ['whose e-mail address Slack does not know', unknown],
  ])('and %s is told in the channel, where their manager reads it', async (_, options) => {
    await asked(['LAMP'], options);
    await team.world.passUntil('2026-03-03T17:01+08:00');
    const told = (await team.inChannel()).filter(({ text }) => /could not be delivered/.test(text));
    expect(told).toHaveLength(1);
    expect(told[0]?.text).toMatch(/LAMP/);
    expect(told[0]?.live).toContain(`mention ${team.person('chen').userId}`);
  });
});

describe('names that mean harm, and many of them', () => {
  it('are text: nobody is called, everything fits', async () => {
    const hostile = ['LAMP', '<!channel>', '<@U0SKUWATCH>', '*b*_i_`c`', ':fire:&amp;', 'مصباح🛒', 'x'.repeat(40)];
    const many = Array.from({ length: 12 }, (_, i) => `SKU-${i}-${'long'.repeat(7)}`);
    await unasked([...hostile, ...many], { policy: { detection: { maxFormsPerOperatorDay: 50 } } });
    await team.world.settle();
    await team.world.passUntil('2026-03-03T09:05+08:00');
    const people = ['li', 'chen', 'wang', 'liu'].map((name) => `mention ${team.person(name).userId}`);
    const all = (await team.inChannel()).flatMap((message) => [message, ...message.replies]);
    const live = all.flatMap((message) => message.live).filter((each) => !each.startsWith('link https://skuwatch.'));
    expect(live.filter((each) => !people.includes(each))).toEqual([]);
    expect(all.map(({ text }) => text).join()).toContain('<!channel>');
  });
});

describe('logs', () => {
  it('hold no token, no answer and nothing that somebody wrote, at any level', async () => {
    const lines: string[] = [];
    const write = (fields: object, message: string) => {
      lines.push(message, inspect(fields, { depth: 12, showHidden: true, maxStringLength: null }));
    };
    const log: Log = { debug: write, info: write, warn: write, error: write, child: () => log };
    const card = await asked(['LAMP'], { log });
    const secret = 'my own words 4711';
    await team.presses('li', card, 'answer');
    const stored = await team.world.onlyCase();
    team.slack.faults.next('chat.postMessage', { is: 'answer_lost' });
    team.slack.faults.next('chat.update', { is: 'stored_then_server_error' });
    await team.answers('li', stored, { available: 'many words', reason: secret });
    await team.answers('li', stored, { reason: secret });
    await team.world.settle();
    await tenMinutes();
    await team.types('li', `nonsense ${secret}`);
    const everything = lines.join('\n');
    for (const word of [...Object.values(secrets), secret, 'many words', 'Li@', 'li@lumora.example']) {
      expect(everything).not.toContain(word);
    }
    expect(lines.length).toBeGreaterThan(0);
  });
});
