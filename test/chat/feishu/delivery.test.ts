// What becomes of a message when Feishu fails in the middle of it: nothing is lost, nothing is said twice, and what nobody
// can tell is shown to people. The outbox, the adapter and the SDK are the real ones.

import { afterEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../../doubles/feishu/faults.ts';
import { type DoubleOptions, type FeishuDouble, openFeishuDouble } from '../../../doubles/feishu/open.ts';
import { documentedScopes } from '../../../doubles/feishu/scopes.ts';
import type { Address } from '../../../src/outbox/address.ts';
import { type Policy, policySchema } from '../../../src/policy/policy.ts';
import { OutboxWorld } from '../../outbox/outbox-world.ts';
import { testDatabase } from '../../support/db.ts';
import { plainMessage } from '../sample-messages.ts';
import { type Connected, connectFeishu } from './connect.ts';

const database = testDatabase();
const create = 'POST im/v1/messages';
const reply = 'POST im/v1/messages/:message_id/reply';
const patch = 'PATCH im/v1/messages/:message_id';
const lookUpScopes = [...documentedScopes, 'im:message:readonly', 'im:message.group_msg'];

let double: FeishuDouble;
let connected: Connected;
let world: OutboxWorld;

afterEach(async () => {
  await connected.close();
  await double.close();
});

async function opened(options: Partial<DoubleOptions> & { rate?: { burst: number; perSecond: number } } = {}) {
  world = new OutboxWorld(database.db);
  double = await openFeishuDouble({
    people: [{ name: 'li', locale: 'en_us' }, { name: 'chen' }],
    chats: [{ name: 'team' }, { name: 'eu' }],
    clock: world.clock,
    ...options,
  });
  connect(options.rate);
}

/** Another process: nothing of what the last one knew. */
function connect(rate?: { burst: number; perSecond: number }): void {
  connected = connectFeishu(double, {
    transport: 'webhook',
    policy: policy(),
    clock: world.clock,
    ...(rate && { rate }),
  });
}

function policy(): Policy {
  return policySchema.parse({
    team: { name: 'Lumora', language: 'en' },
    people: [
      { id: 'li', name: 'Li', feishu: double.openId('li'), manager: 'chen' },
      { id: 'chen', name: 'Chen', role: 'manager', feishu: double.openId('chen') },
    ],
    groups: ['team', 'eu'].map((id) => ({ id, platform: 'feishu', channel: double.chat(id) })),
    stores: [{ id: 'amz-us', zone: 'America/Los_Angeles' }],
  });
}

const inGroup = (groupId = 'team'): Address => ({ platform: 'feishu', destination: { kind: 'group', groupId } });
const toLi: Address = { platform: 'feishu', destination: { kind: 'person', personId: 'li' } };
const queue = (key: string, to = inGroup()) => world.queue(key, { to });
const replyTo = (targetKey: string, key: string) => world.queue(key, { to: inGroup(), op: { do: 'reply', targetKey } });
const deliver = (sendLimitMs = 60_000) => world.deliver(connected.feishu.adapter, { timing: { sendLimitMs } });
const seen = (name = 'team') => double.messages(double.chat(name), { locale: 'en_us' });

async function laterDeliver(minutes = 2): Promise<void> {
  world.clock.advanceMinutes(minutes);
  await deliver();
}

describe('an answer that is lost', () => {
  it.each<[string, Fault]>([
    ['after it was stored', { is: 'answer_lost' }],
    ['before it was stored', { is: 'request_lost' }],
    ['with a server error before', { is: 'server_error' }],
    ['with a server error after', { is: 'stored_then_server_error' }],
  ])('%s becomes one message', async (_, fault) => {
    await opened();
    double.faults.next(create, fault);
    await queue('a');
    await deliver();
    expect(await world.states()).toEqual({ a: 'queued' });
    await laterDeliver();
    expect(await world.states()).toEqual({ a: 'sent' });
    expect(seen()).toHaveLength(1);
  });

  it('because Feishu hangs is waited for no longer than the outbox waits', async () => {
    await opened();
    double.faults.next(create, { is: 'hang_after_storing' });
    await queue('a');
    await deliver(300);
    await laterDeliver();
    expect(await world.states()).toEqual({ a: 'sent' });
    expect(seen()).toHaveLength(1);
  });

  it('in a thread becomes one message in that thread', async () => {
    await opened();
    await queue('card');
    await deliver();
    double.faults.next(reply, { is: 'answer_lost' });
    await replyTo('card', 'record');
    await deliver();
    await laterDeliver();
    expect(await world.states()).toEqual({ card: 'sent', record: 'sent' });
    expect(seen().map(({ replies }) => replies.length)).toEqual([1]);
  });

  it('is looked up after the hour where the app may read, also by a process that knows nothing of it', async () => {
    await opened({ scopes: lookUpScopes });
    double.faults.next(create, { is: 'answer_lost' });
    await queue('a');
    await deliver();
    connect();
    await laterDeliver(90);
    expect(await world.states()).toEqual({ a: 'sent' });
    expect((await world.rows())[0]?.ref).toMatchObject({ message: seen()[0]?.id });
    expect(seen()).toHaveLength(1);
  });

  it('in a thread is looked up there after the hour', async () => {
    await opened({ scopes: lookUpScopes });
    await queue('card');
    await deliver();
    double.faults.next(reply, { is: 'answer_lost' });
    await replyTo('card', 'record');
    await deliver();
    connect();
    await laterDeliver(90);
    expect(seen().map(({ replies }) => replies.length)).toEqual([1]);
    expect((await world.rows())[1]?.ref).toMatchObject({ message: seen()[0]?.replies[0]?.id });
  });

  it('is found missing after the hour where the app may read, and said then', async () => {
    await opened({ scopes: lookUpScopes });
    double.faults.next(create, { is: 'request_lost' });
    await queue('a');
    await queue('b');
    await deliver();
    await laterDeliver(90);
    expect(await world.states()).toEqual({ a: 'sent', b: 'sent' });
    expect(seen()).toHaveLength(2);
  });

  it.each<Fault>([{ is: 'answer_lost' }, { is: 'request_lost' }])(
    'is shown to people after the hour where the app may not read (%o), and never said twice',
    async (fault) => {
      await opened();
      double.faults.next(create, fault);
      await queue('a');
      await deliver();
      await laterDeliver(90);
      expect(await world.states()).toEqual({ a: 'unclear' });
      expect(double.callsOf(create)).toHaveLength(1);
    },
  );
});

describe('an id that Feishu refuses to take again', () => {
  it('is waited out within the hour and shown to people after it: one message at most', async () => {
    await opened();
    double.unknowns.repeatedUuid = 'refused';
    double.faults.next(create, { is: 'answer_lost' });
    await queue('a');
    await deliver();
    await laterDeliver(20);
    expect(await world.states()).toEqual({ a: 'queued' });
    await laterDeliver(40);
    expect(await world.states()).toEqual({ a: 'unclear' });
    expect(seen()).toHaveLength(1);
  });
});

describe('a refusal', () => {
  it('that comes with a success of HTTP is one all the same', async () => {
    await opened();
    double.faults.next(create, { is: 'refused', code: 230099, status: 200 });
    double.faults.next(create, { is: 'refused', code: 230099, status: 200 });
    await queue('a');
    await deliver();
    expect(await world.rows()).toMatchObject([{ state: 'failed', lastError: 'feishu post: 230099' }]);
  });

  it('because of too many messages holds up its own group alone, for as long as Feishu says', async () => {
    await opened({ rate: { burst: 5, perSecond: 5 } });
    double.faults.next(create, { is: 'refused', code: 230020 });
    await queue('a', inGroup('team'));
    await queue('b', inGroup('eu'));
    await deliver();
    expect(await world.states()).toEqual({ a: 'queued', b: 'sent' });
  });

  it('because of too many calls is obeyed for as long as Feishu says', async () => {
    await opened();
    double.faults.next(create, { is: 'rate_limited', resetSeconds: 40 });
    await queue('a');
    await deliver();
    const [row] = await world.rows();
    expect(row?.holdsLaneUntil?.getTime()).toBe(world.clock.now().getTime() + 40_000);
    await queue('b', inGroup('eu'));
    await deliver();
    expect(double.callsOf(create)).toHaveLength(1);
  });

  it('of a token that ended is answered with a new one, and nothing is said twice', async () => {
    await opened();
    await queue('a');
    await deliver();
    double.tokens.revoke();
    await queue('b');
    await deliver();
    expect(await world.states()).toEqual({ a: 'sent', b: 'sent' });
    expect(double.callsOf('POST auth/v3/tenant_access_token/internal')).toHaveLength(2);
    expect(seen()).toHaveLength(2);
  });

  it('to tell a person puts it into the group, with the manager asked to help', async () => {
    await opened();
    double.tenant.named('li').standing = 'stopped the bot';
    await queue('a', toLi);
    await deliver();
    expect(await world.states()).toEqual({ a: 'sent' });
    expect(seen()[0]?.text).toMatch(/direct message to @?li[\s\S]*@?chen[\s\S]*stopped the bot/i);
  });

  it('to tell a person has the manager asked to help whom the directory names', async () => {
    await opened();
    const [li, chen] = policy().people;
    if (!li || !chen) throw new Error('Nobody');
    connected = connectFeishu(double, {
      transport: 'webhook',
      policy: { ...policy(), people: [{ ...li, manager: undefined }, chen] },
      people: async () => [li, chen],
      clock: world.clock,
    });
    double.tenant.named('li').standing = 'stopped the bot';
    await queue('a', toLi);
    await deliver();
    expect(seen()[0]?.live).toContain(`mention ${double.openId('chen')}`);
  });
});

describe('a card', () => {
  const update = (key: string) => world.queue(key, { to: inGroup(), op: { do: 'update', targetKey: 'card' } });

  it('is replaced by a fresh one beside it when Feishu lets nobody change it any more, and goes on there', async () => {
    await opened();
    await queue('card');
    await deliver();
    const [old] = seen();
    await laterDeliver(15 * 24 * 60);
    world.cards.set(1, 'FRESH');
    await update('u1');
    await deliver();
    world.cards.set(1, 'NEWER');
    await update('u2');
    await replyTo('card', 'record');
    await deliver();
    const fresh = seen().find(({ id }) => id !== old?.id) ?? seen()[0]?.replies[0];
    expect(await world.states()).toEqual({ card: 'sent', u1: 'sent', u2: 'sent', record: 'sent' });
    expect([old?.text, fresh?.text]).toEqual([expect.not.stringContaining('NEWER'), expect.stringContaining('NEWER')]);
    expect(fresh?.raw.parentId).toBe(old?.id);
    expect((await world.rows())[0]?.ref).toMatchObject({ message: fresh?.id });
    expect(double.callsOf(patch)).toHaveLength(1);
  });

  it('that Feishu calls too old is replaced as well, whatever our clock says', async () => {
    await opened();
    await queue('card');
    await deliver();
    double.faults.next(patch, { is: 'refused', code: 230031 });
    world.cards.set(1, 'FRESH');
    await update('u1');
    await deliver();
    expect(
      seen()
        .flatMap(({ text, replies }) => [text, ...replies.map((each) => each.text)])
        .join(),
    ).toContain('FRESH');
  });

  it('that was recalled is not changed any more, and what was to stand below it stands by itself', async () => {
    await opened();
    await queue('card');
    await deliver();
    const [old] = seen();
    if (!old) throw new Error('No card');
    old.raw.isDeleted = true;
    await update('u1');
    await replyTo('card', 'record');
    await deliver();
    expect(await world.states()).toEqual({ card: 'sent', u1: 'failed', record: 'sent' });
    expect(seen()).toHaveLength(1);
  });
});

describe('calls to Feishu', () => {
  it('are counted by what they are for', async () => {
    await opened();
    await queue('a');
    await deliver();
    expect(Object.fromEntries(connected.feishu.adapter.callsMade?.() ?? [])).toMatchObject({ 'im.message.create': 1 });
  });

  it('are broken off when nobody waits for them any more', async () => {
    await opened();
    double.faults.next(create, { is: 'hang' });
    const abort = new AbortController();
    const posting = connected.feishu.adapter.post(
      { kind: 'group', groupId: 'team' },
      { key: 'a', message: () => plainMessage('words'), attachments: [], signal: abort.signal },
    );
    const failed = expect(posting).rejects.toMatchObject({ outcome: 'unclear' });
    while (double.callsOf(create).length === 0) await new Promise(setImmediate);
    abort.abort();
    await failed;
  });

  it('keep to five messages a second in each conversation', async () => {
    await opened({ rate: { burst: 5, perSecond: 0.01 } });
    const posts = Array.from({ length: 7 }, (_, i) =>
      connected.feishu.adapter.post(
        { kind: 'group', groupId: 'team' },
        { key: `k${i}`, message: () => plainMessage('words'), attachments: [] },
      ),
    );
    const outcomes = await Promise.allSettled(posts);
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(refused).toMatchObject(Array(2).fill({ reason: { outcome: 'again' } }));
    expect(seen()).toHaveLength(5);
  });
});
