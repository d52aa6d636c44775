// Calling attention to a message that stands: once for each way, claimed before it is made, and never made blindly again.

import { like } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { DeliveryError, type UrgentCall } from '../../src/chat/adapter.ts';
import type { Content } from '../../src/messages/index.ts';
import type { DeliverOptions } from '../../src/outbox/deliver.ts';
import { tellPerson } from '../../src/outbox/tell.ts';
import type { Urgency } from '../../src/policy/policy.ts';
import { deliveries } from '../../src/store/schema/outbox.ts';
import { testDatabase } from '../support/db.ts';
import { RecordingChat } from '../support/recording-chat.ts';
import { testPolicy } from '../support/team.ts';
import { card, OutboxWorld } from './outbox-world.ts';

const database = testDatabase();

/** A platform on which messages can be made urgent. */
class UrgentChat extends RecordingChat {
  readonly made: UrgentCall['means'][] = [];
  /** What becomes of the next calls; undefined: nothing goes wrong. */
  readonly refusing: (DeliveryError | undefined)[] = [];

  async makeUrgent(_: unknown, { means }: UrgentCall): Promise<void> {
    this.made.push(means);
    const refusal = this.refusing.shift();
    if (refusal) throw refusal;
  }
}

let world: OutboxWorld;
let chat: UrgentChat;
let isOwed: boolean;

beforeEach(() => {
  const people = [{ id: 'chen', name: 'Chen', role: 'manager', feishu: 'ou_1' }];
  const groups = [
    { id: 'team', platform: 'feishu', channel: 'oc_1' },
    { id: 'desk', platform: 'console' },
  ];
  const stores = [{ id: 'cn-shop', zone: 'Asia/Shanghai', owner: 'chen' }];
  world = new OutboxWorld(database.db, { policy: testPolicy({ people, groups, stores }) });
  chat = new UrgentChat({ platform: 'feishu', capabilities: { urgent: true } });
  isOwed = true;
});

const told = (urgency: Urgency) =>
  tellPerson(world.ctx, 'chen', { subject: 7, step: 'log1', content: card(1) }, { urgency, caseIds: [7], level: 1 });

/** Everything says what a card says; what is urgent says nothing once the case is answered. */
const resolve: DeliverOptions['resolve'] = async (ctx, content: Content) => {
  if (content.kind === 'urgent' && !isOwed) return undefined;
  const team = { name: 'Lumora', zone: 'Asia/Shanghai', now: ctx.clock.now().toISOString() };
  const notice = { notice: 'no_owner', storeId: 's', storeName: 'S', sku: 'LAMP', heldBy: null } as const;
  return { kind: 'notice', team, to: null, notice };
};
const deliver = () => world.deliver(chat, { resolve });

async function later(minutes = 2): Promise<void> {
  world.clock.advanceMinutes(minutes);
  await deliver();
}

async function stateOf(means: UrgentCall['means']) {
  const row = (await world.rows()).find(({ content }) => content.kind === 'urgent' && content.means === means);
  return row && `${row.state} ${row.lastError}`;
}

describe('a message to one person', () => {
  it.each<[Urgency, string[]]>([
    ['none', []],
    ['app', ['app']],
    ['sms', ['app', 'sms']],
    ['phone', ['app', 'phone']],
  ])('is made urgent as %s asks: %j, after it stands, and on platforms that can', async (urgency, means) => {
    await told(urgency);
    const rows = (await world.rows()).filter(({ kind }) => kind === 'urgent');
    expect(rows.map(({ platform }) => platform)).toEqual(means.map(() => 'feishu'));
    await deliver();
    expect(chat.posted).toHaveLength(1);
    expect(chat.made).toEqual(means);
    await later();
    expect(chat.made).toEqual(means);
  });

  it('is not made urgent before it stands, and not at all when it never comes to stand', async () => {
    chat.failNext({ is: 'refused_for_now' }, { is: 'refused' });
    await told('app');
    await deliver();
    expect(chat.made).toEqual([]);
    await later();
    expect(await stateOf('app')).toBe('skipped target_gone');
    expect(chat.made).toEqual([]);
  });

  it('is made urgent also where it is only found to stand after its answer was lost', async () => {
    chat.failNext({ is: 'answer_lost' });
    await told('phone');
    await deliver();
    await later();
    expect(chat.posted).toHaveLength(1);
    expect(chat.made).toEqual(['app', 'phone']);
  });

  it('is not made urgent once nothing is owed any more, or two hours later', async () => {
    await told('app');
    isOwed = false;
    await deliver();
    expect(await stateOf('app')).toBe('skipped nothing_to_say');
    isOwed = true;
    await tellPerson(
      world.ctx,
      'chen',
      { subject: 8, step: 'log1', content: card(2) },
      { urgency: 'app', caseIds: [8], level: 1 },
    );
    await later(121);
    expect(chat.made).toEqual([]);
  });
});

describe('a call whose fate is unknown', () => {
  const lost = () => new DeliveryError('feishu urgent: no_answer', { outcome: 'unclear' });

  it('is made once more as a notice in the app, and then shown to people', async () => {
    chat.refusing.push(lost(), lost());
    await told('app');
    await deliver();
    await later();
    expect(chat.made).toEqual(['app', 'app']);
    await later();
    expect(chat.made).toEqual(['app', 'app']);
    expect(await stateOf('app')).toMatch(/^unclear /);
  });

  it.each(['sms', 'phone'] as const)('is never made again by %s', async (means) => {
    await told(means);
    const rejects = chat.makeUrgent.bind(chat);
    chat.makeUrgent = async (ref, call) => {
      await rejects(ref, call);
      if (call.means === means) throw lost();
    };
    await deliver();
    await later();
    await later();
    expect(chat.made).toEqual(['app', means]);
    expect(await stateOf(means)).toMatch(/^unclear /);
  });

  it('because the process died between claiming and calling is not made, and shown to people', async () => {
    await told('phone');
    const dead = { state: 'sending', attempts: 1, leaseOwner: 'dead' } as const;
    await database.db.update(deliveries).set(dead).where(like(deliveries.key, 'urgent:%.phone@%'));
    await world.endLeases();
    await deliver();
    expect(chat.made).toEqual(['app']);
    expect(await stateOf('phone')).toMatch(/^unclear /);
  });
});

describe('a refusal', () => {
  it('for good is not repeated, and the message stands all the same', async () => {
    chat.refusing.push(new DeliveryError('no_quota (sms, feishu 230024)', { outcome: 'never' }));
    await told('app');
    await deliver();
    await later();
    expect(chat.made).toEqual(['app']);
    expect(await stateOf('app')).toBe('failed no_quota (sms, feishu 230024)');
    expect((await world.rows())[0]?.state).toBe('sent');
  });

  it('for the moment, when nothing was done, is tried again in every way', async () => {
    const busy = () => new DeliveryError('busy', { outcome: 'again' });
    chat.refusing.push(busy(), undefined, busy());
    await told('phone');
    await deliver();
    await later();
    await later();
    expect(chat.made).toEqual(['app', 'app', 'phone', 'phone']);
    expect(await stateOf('phone')).toMatch(/^sent/);
    expect(await stateOf('app')).toMatch(/^sent/);
  });
});
