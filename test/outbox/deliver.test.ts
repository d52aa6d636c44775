import { describe, expect, it } from 'vitest';
import { DeliveryError, type Outgoing } from '../../src/chat/adapter.ts';
import { OperationalError } from '../../src/errors.ts';
import { failpoints } from '../../src/lib/failpoint.ts';
import type { Destination, MessageRef } from '../../src/messages/destination.ts';
import { testDatabase } from '../support/db.ts';
import { RecordingChat } from '../support/recording-chat.ts';
import { group, inOtherGroup, OutboxWorld, otherGroup } from './outbox-world.ts';

const database = testDatabase();
const postOnly = { do: 'post' } as const;
const replyTo = (targetKey: string) => ({ do: 'reply', targetKey }) as const;
const updateOf = (targetKey: string) => ({ do: 'update', targetKey }) as const;

function setUp(...options: ConstructorParameters<typeof RecordingChat>) {
  return { world: new OutboxWorld(database.db), chat: new RecordingChat(...options) };
}

const keys = (chat: RecordingChat) => chat.posted.map(({ key }) => key);

describe('delivering', () => {
  it('sends what is due at the first try, without looking anything up, and keeps where it stands', async () => {
    const { world, chat } = setUp();
    await world.queue('a');
    expect(await world.deliver(chat)).toBe(1);
    expect(chat.calls).toEqual([{ op: 'post', key: 'a', destination: group }]);
    const [row] = await world.rows();
    expect(row).toMatchObject({ state: 'sent', ref: { id: chat.posted[0]?.id }, sentAt: world.clock.now() });
    expect(await world.deliver(chat)).toBe(0);
  });

  it('says what the card says at the moment of sending, in each language the platform asks for', async () => {
    const { world, chat } = setUp();
    await world.queue('a');
    world.cards.set(1, 'SKU-AT-SENDING');
    await world.deliver(chat);
    expect(chat.posted[0]?.text.zh).toContain('SKU-AT-SENDING');
    expect(chat.posted[0]?.text.en).toContain('SKU-AT-SENDING');
    expect(chat.posted[0]?.text.zh).not.toBe(chat.posted[0]?.text.en);
  });

  it('keeps the order of one group', async () => {
    const { world, chat } = setUp();
    for (const key of ['a', 'b', 'c', 'd']) await world.queue(key);
    await world.deliver(chat);
    expect(keys(chat)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('does not send before its time', async () => {
    const { world, chat } = setUp();
    await world.queue('a', { notBefore: new Date('2026-03-03T11:00+08:00') });
    expect(await world.deliver(chat)).toBe(0);
    world.clock.advanceMinutes(60);
    expect(await world.deliver(chat)).toBe(1);
  });

  it('sends at once what was queued for at once, although the clock has stepped back since', async () => {
    const { world, chat } = setUp();
    await world.queue('a');
    world.clock.advanceMinutes(-60);
    expect(await world.deliver(chat)).toBe(1);
  });

  it('lets replies and new wordings wait for the message they belong to', async () => {
    const { world, chat } = setUp();
    await world.queue('card');
    await world.queue('note', { op: replyTo('card') });
    chat.failNext({ is: 'refused_for_now' });
    await world.deliver(chat);
    world.cards.set(1, 'edited');
    await world.queue('edit', { op: updateOf('card') });
    await world.deliver(chat);
    expect(keys(chat)).toEqual([]);
    world.clock.advanceMinutes(1);
    await world.deliver(chat);
    expect(await world.states()).toEqual({ card: 'sent', note: 'sent', edit: 'sent' });
    const [posted, note] = chat.posted;
    expect(note).toMatchObject({ key: 'note', parentId: posted?.id });
    expect(posted).toMatchObject({ edits: 1, text: { en: expect.stringContaining('edited') } });
  });

  it('posts a reply by itself when the message it belongs to could not be sent', async () => {
    const { world, chat } = setUp();
    await world.queue('card');
    await world.queue('escalation', { op: replyTo('card') });
    await world.queue('edit', { op: updateOf('card'), content: { kind: 'card', cardId: 2 } });
    chat.failNext({ is: 'refused' });
    await world.deliver(chat);
    expect(await world.states()).toEqual({ card: 'failed', escalation: 'sent', edit: 'skipped' });
    expect(chat.posted).toMatchObject([{ key: 'escalation', parentId: null }]);
  });

  it('skips what is not worth saying any more', async () => {
    const { world, chat } = setUp();
    await world.queue('expired', { expiresAt: world.clock.now() });
    await world.queue('moot', { content: { kind: 'card', cardId: 7 } });
    world.moot.add(7);
    await world.deliver(chat);
    expect(await world.states()).toEqual({ expired: 'skipped', moot: 'skipped' });
    expect(chat.calls).toEqual([]);
  });

  it('leaves what no adapter carries in the queue', async () => {
    const { world } = setUp();
    await world.queue('a');
    expect(await world.deliver(new RecordingChat({ platform: 'feishu' }))).toBe(0);
    expect(await world.states()).toEqual({ a: 'queued' });
  });

  it('takes up nothing new once it is told to stop', async () => {
    const { world, chat } = setUp();
    await world.queue('a');
    expect(await world.deliver(chat, { stop: AbortSignal.abort() })).toBe(0);
    expect(await world.states()).toEqual({ a: 'queued' });
  });
});

describe('a round that ends', () => {
  it('between looking what is due and taking it up leaves it to the next', async () => {
    const stop = new AbortController();
    const clock = {
      now: () => {
        stop.abort();
        return new Date('2026-03-03T10:00+08:00');
      },
    };
    const ending = new OutboxWorld(database.db, { clock });
    await setUp().world.queue('a');
    expect(await ending.deliver(new RecordingChat(), { stop: stop.signal })).toBe(0);
    expect(await ending.states()).toEqual({ a: 'queued' });
  });
});

describe('a platform in trouble', () => {
  it('is left alone for as long as it asks, while other groups go on', async () => {
    const { world, chat } = setUp();
    await world.queue('a');
    await world.queue('b');
    await world.queue('c', { to: inOtherGroup });
    chat.faultFor = ({ key }) => (key === 'a' ? { is: 'throttled', retryAfterMs: 120_000 } : undefined);
    await world.deliver(chat);
    expect(keys(chat)).toEqual(['c']);
    chat.faultFor = () => undefined;
    world.clock.advanceMinutes(1);
    await world.queue('d');
    expect(await world.deliver(chat)).toBe(0);
    world.clock.advanceMinutes(1);
    await world.deliver(chat);
    expect(keys(chat)).toEqual(['c', 'a', 'b', 'd']);
  });

  it('is tried again after a growing wait', async () => {
    const { world, chat } = setUp();
    chat.faultFor = () => ({ is: 'refused_for_now' });
    await world.queue('a');
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 8; attempt++) {
      await world.deliver(chat);
      const [row] = await world.rows();
      waits.push(((row?.notBefore.getTime() ?? 0) - world.clock.now().getTime()) / 1_000);
      world.clock.set(row?.notBefore ?? world.clock.now());
    }
    expect(waits).toEqual([5, 10, 20, 40, 80, 160, 300, 300]);
    chat.faultFor = () => undefined;
    await world.deliver(chat);
    expect(keys(chat)).toEqual(['a']);
  });

  it('holds up the rest of a group for half a minute at most because of one message it will not take', async () => {
    const { world, chat } = setUp();
    chat.faultFor = ({ key }) => (key === 'poison' ? { is: 'refused_for_now' } : undefined);
    await world.queue('poison');
    for (let attempt = 0; attempt < 10; attempt++) {
      await world.deliver(chat);
      world.clock.advanceMinutes(10);
    }
    await world.deliver(chat);
    await world.queue('b');
    world.clock.advanceMinutes(0.5);
    await world.deliver(chat);
    expect(keys(chat)).toEqual(['b']);
  });

  it('that refuses for good gets no second try, and the delivery is marked', async () => {
    const { world, chat } = setUp();
    chat.failNext({ is: 'refused' });
    await world.queue('a');
    await world.queue('b');
    await world.deliver(chat);
    expect(keys(chat)).toEqual(['b']);
    expect((await world.rows())[0]).toMatchObject({ state: 'failed', lastError: 'no such channel' });
  });

  it('is given up on after the last attempt, visibly', async () => {
    const { world, chat } = setUp();
    chat.faultFor = () => ({ is: 'refused_for_now' });
    await world.queue('a');
    for (let attempt = 0; attempt < 3; attempt++) {
      await world.deliver(chat, { timing: { maxAttempts: 3 } });
      world.clock.advanceMinutes(10);
    }
    expect(await world.states()).toEqual({ a: 'failed' });
  });

  it.each(['answer_lost', 'request_lost', 'hang', 'stored_late', 'bug'] as const)(
    'is asked whether the message stands before a second try (%s)',
    async (fault) => {
      const { world, chat } = setUp();
      chat.failNext({ is: fault });
      await world.queue('a');
      await world.deliver(chat);
      expect(await world.states()).toEqual({ a: 'queued' });
      chat.storeLate();
      world.clock.advanceMinutes(90);
      await world.deliver(chat);
      expect(keys(chat)).toEqual(['a']);
      expect(chat.calls.map(({ op }) => op)).toContain('find');
      expect((await world.rows())[0]).toMatchObject({ state: 'sent', ref: { id: chat.posted[0]?.id } });
    },
  );

  it('gets no second copy while the first request may still be under way', async () => {
    const { world, chat } = setUp();
    chat.failNext({ is: 'stored_late' });
    await world.queue('a');
    await world.deliver(chat, { timing: { settleMs: 60_000 } });
    world.clock.advanceMinutes(0.9);
    expect(await world.deliver(chat)).toBe(0);
  });

  it('that cannot look up shows an unclear delivery instead of a second copy', async () => {
    const { world, chat } = setUp({ capabilities: { findByKey: false } });
    chat.failNext({ is: 'answer_lost' });
    await world.queue('a');
    await world.deliver(chat);
    world.clock.advanceMinutes(90);
    await world.deliver(chat);
    expect(await world.states()).toEqual({ a: 'unclear' });
    expect(keys(chat)).toEqual(['a']);
  });

  it('that cannot tell of one message shows it as unclear instead of a second copy', async () => {
    const { world, chat } = setUp();
    chat.failNext({ is: 'answer_lost' }, { is: 'refused' });
    await world.queue('a');
    await world.deliver(chat);
    world.clock.advanceMinutes(90);
    await world.deliver(chat);
    expect(await world.states()).toEqual({ a: 'unclear' });
    expect(keys(chat)).toEqual(['a']);
  });

  it('hears, when asked for a message, how long ago the first attempt was that may have succeeded', async () => {
    const { world, chat } = setUp();
    chat.failNext({ is: 'refused_for_now' }, { is: 'request_lost' }, { is: 'refused_for_now' });
    await world.queue('a');
    await world.deliver(chat);
    for (const minutes of [20, 30, 30]) {
      world.clock.advanceMinutes(minutes);
      await world.deliver(chat);
    }
    expect(chat.tried.map(({ agoMs }) => agoMs)).toEqual([30 * 60_000, 60 * 60_000]);
  });

  it('that puts a changed message elsewhere finds it there from then on', async () => {
    const { world, chat } = setUp();
    await world.queue('card');
    await world.deliver(chat);
    const fresh = { id: chat.posted[0]?.id ?? '', fresh: 'yes' };
    const changed: MessageRef[] = [];
    chat.update = async (ref) => {
      changed.push(ref);
      return fresh;
    };
    for (const key of ['edit', 'edit again']) {
      await world.queue(key, { op: updateOf('card') });
      await world.deliver(chat);
    }
    expect(changed).toEqual([{ id: fresh.id }, fresh]);
    expect((await world.rows()).map(({ ref }) => ref)).toEqual([fresh, fresh, fresh]);
  });

  it('that hangs in one group does not hold up another', async () => {
    const { world, chat } = setUp();
    chat.faultFor = ({ key }) => (key.startsWith('a') ? { is: 'hang' } : undefined);
    for (const key of ['a1', 'a2', 'a3']) await world.queue(key);
    for (const key of ['b1', 'b2', 'b3']) await world.queue(key, { to: inOtherGroup });
    await world.deliver(chat);
    expect(keys(chat)).toEqual(['b1', 'b2', 'b3']);
    expect(chat.calls.filter(({ key }) => key.startsWith('a'))).toHaveLength(1);
  });

  it('that has no threads gets replies as posts, and one that cannot edit gets no new wordings', async () => {
    const { world, chat } = setUp({ capabilities: { threads: false, editMessage: false } });
    await world.queue('card');
    await world.deliver(chat);
    await world.queue('note', { op: replyTo('card') });
    await world.queue('edit', { op: updateOf('card') });
    await world.deliver(chat);
    expect(chat.posted.map(({ key, parentId }) => [key, parentId])).toEqual([
      ['card', null],
      ['note', null],
    ]);
    expect(await world.states()).toMatchObject({ edit: 'skipped' });
  });
});

describe('a worker that dies', () => {
  it.each(failpoints.filter((name) => name.startsWith('deliver.')))(
    'at %s leaves nothing lost and nothing doubled',
    async (failpoint) => {
      const { world, chat } = setUp();
      if (failpoint.includes('look-up')) chat.failNext({ is: 'answer_lost' });
      await world.queue('a');
      await world.queue('reply', { op: replyTo('a') });
      await world.deliver(chat, { timing: { maxAttempts: 99 } });
      world.clock.advanceMinutes(90);
      await world.queue('b', { to: inOtherGroup });
      expect(await world.crashAt(failpoint, chat)).toBe(true);
      await world.endLeases();
      world.clock.advanceMinutes(90);
      await world.deliver(chat);
      expect(keys(chat).sort()).toEqual(['a', 'b', 'reply']);
      expect(await world.states()).toEqual({ a: 'sent', b: 'sent', reply: 'sent' });
    },
  );

  it('keeps its group waiting until its lease ends, and no longer', async () => {
    const { world, chat } = setUp();
    await world.queue('a');
    await world.queue('b');
    await world.crashAt('deliver.after-send', chat);
    expect(await world.deliver(chat)).toBe(0);
    await world.endLeases();
    await world.deliver(chat);
    expect(keys(chat)).toEqual(['a', 'b']);
  });
});

describe('a worker that was stopped for longer than its lease', () => {
  it('does not send what another has sent by then', async () => {
    const { world, chat } = setUp();
    await world.queue('a');
    let elapsedMs = 0;
    let stopped = false;
    await world.deliver(chat, {
      monotonicMs: () => elapsedMs,
      resolve: async () => {
        if (!stopped) {
          stopped = true;
          elapsedMs = 10 * world.timing.leaseMs;
          await world.endLeases();
          await world.deliver(chat);
        }
        const team = { name: 'Lumora', zone: 'Asia/Shanghai', now: world.clock.now().toISOString() };
        return { kind: 'notice', team, to: null, notice: { notice: 'calendar_short', lastKnownDay: null } };
      },
    });
    expect(keys(chat)).toEqual(['a']);
    expect(await world.states()).toEqual({ a: 'sent' });
  });

  it('gives the delivery back when nobody else has taken it', async () => {
    const { world, chat } = setUp();
    await world.queue('a');
    const times = [0, 10 * world.timing.leaseMs];
    await world.deliver(chat, { monotonicMs: () => times.shift() ?? 0 });
    expect(keys(chat)).toEqual(['a']);
    expect((await world.rows())[0]).toMatchObject({ state: 'sent', attempts: 2 });
  });

  it('does not write over what was recorded since', async () => {
    const { world } = setUp();
    const other = new RecordingChat();
    class SlowChat extends RecordingChat {
      override async post(destination: Destination, outgoing: Outgoing): Promise<MessageRef> {
        await other.post(destination, outgoing);
        await world.endLeases();
        await world.deliver(other);
        return { id: 'late' };
      }
    }
    await world.queue('a');
    await world.deliver(new SlowChat(), { timing: { sendLimitMs: 300_000 } });
    expect((await world.rows())[0]).toMatchObject({ state: 'sent', ref: { id: other.posted[0]?.id } });
    expect(other.posted).toHaveLength(1);
  });
});

describe('a worker whose claim another has taken over', () => {
  it('ends nobody else’s claim with its own failure', async () => {
    const { world } = setUp();
    const other = new RecordingChat();
    class SlowChat extends RecordingChat {
      override async post(): Promise<MessageRef> {
        await world.endLeases();
        await world.crashAt('deliver.after-claim', other);
        throw new DeliveryError('no such channel', { outcome: 'never' });
      }
    }
    await world.queue('a');
    await world.deliver(new SlowChat(), { timing: { sendLimitMs: 300_000 } });
    expect(await world.states()).toEqual({ a: 'sending' });
    await world.endLeases();
    await world.deliver(other);
    expect(keys(other)).toEqual(['a']);
  });
});

describe('several workers', () => {
  it('send each message once, each group in order', async () => {
    const { world, chat } = setUp();
    const lanes = [
      group,
      otherGroup,
      { kind: 'person', personId: 'li' },
      { kind: 'person', personId: 'chen' },
    ] as const;
    for (let number = 0; number < 40; number++) {
      const destination = lanes[number % lanes.length] ?? group;
      await world.queue(`m${String(number).padStart(2, '0')}`, {
        to: { platform: 'slack', destination },
        op: postOnly,
      });
    }
    const taken = await Promise.all([world.deliver(chat), world.deliver(chat), world.deliver(chat)]);
    while ((await world.deliver(chat)) > 0);
    expect(taken.reduce((sum, count) => sum + count)).toBeGreaterThan(0);
    expect(keys(chat)).toHaveLength(40);
    for (const destination of lanes) {
      const inLane = chat.in(destination).map(({ key }) => key);
      expect(inLane).toEqual([...inLane].sort());
      expect(inLane).toHaveLength(10);
    }
  });
});

describe('trouble of our own', () => {
  it('gives the delivery back when the database fails before anything is sent', async () => {
    const { world, chat } = setUp();
    await world.queue('a');
    await world.queue('b', { to: inOtherGroup });
    let failed = false;
    const resolve = async () => {
      if (!failed) {
        failed = true;
        throw new OperationalError('connection closed', { retry: true });
      }
      return undefined;
    };
    await expect(world.deliver(chat, { resolve })).rejects.toThrow('connection closed');
    expect(Object.values(await world.states()).sort()).toEqual(['queued', 'skipped']);
    expect((await world.rows()).every(({ maybeSent }) => !maybeSent)).toBe(true);
  });

  it('puts a message that cannot be composed aside without holding up its group', async () => {
    const { world, chat } = setUp();
    await world.queue('broken', {
      content: { kind: 'note', caseId: 1, note: { event: 'closed', resolution: 'recovered' } },
    });
    await world.queue('a');
    await world.deliver(chat);
    expect(keys(chat)).toEqual(['a']);
    expect((await world.rows())[0]).toMatchObject({
      state: 'queued',
      maybeSent: false,
      lastError: 'could not be composed',
    });
  });
});
