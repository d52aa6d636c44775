import { describe, expect, it } from 'vitest';
import { withTransaction } from '../../src/context.ts';
import { enqueue } from '../../src/outbox/queue.ts';
import { databaseKind, testDatabase } from '../support/db.ts';
import { RecordingChat } from '../support/recording-chat.ts';
import { card, inGroup, OutboxWorld } from './outbox-world.ts';

const database = testDatabase();
const update = (key: string, targetKey = 'card') => ({ key, op: { do: 'update', targetKey } as const });

describe('the outbox', () => {
  it('queues one obligation once', async () => {
    const world = new OutboxWorld(database.db);
    expect(await world.queue('a')).toBe('queued');
    expect(await world.queue('a')).toBe('already');
    expect(await world.rows()).toHaveLength(1);
  });

  it('forgets what was queued when the change that caused it is undone', async () => {
    const world = new OutboxWorld(database.db);
    const undone = withTransaction(world.ctx, async (tx) => {
      await enqueue(tx, { key: 'a', to: inGroup, op: { do: 'post' }, content: card(1) });
      throw new Error('changed my mind');
    });
    await expect(undone).rejects.toThrow('changed my mind');
    expect(await world.rows()).toEqual([]);
  });

  it('needs no update of a card that nobody has tried to send yet', async () => {
    const world = new OutboxWorld(database.db);
    await world.queue('card');
    const { key, op } = update('edit');
    expect(await world.queue(key, { op })).toBe('absorbed');
  });

  it('needs no second update while one is waiting', async () => {
    const world = new OutboxWorld(database.db);
    await world.queue('card');
    await world.deliver(new RecordingChat());
    expect(await world.queue('edit-1', update('edit-1'))).toBe('queued');
    expect(await world.queue('edit-2', update('edit-2'))).toBe('absorbed');
  });

  it('queues an update that says something else', async () => {
    const world = new OutboxWorld(database.db);
    await world.queue('card');
    expect(await world.queue('edit', { ...update('edit'), content: card(2) })).toBe('queued');
  });

  it('queues an update of a card whose first attempt ended unclear: the old words may stand', async () => {
    const world = new OutboxWorld(database.db);
    const chat = new RecordingChat();
    await world.queue('card');
    chat.failNext({ is: 'answer_lost' });
    await world.deliver(chat);
    world.cards.set(1, 'new words');
    expect(await world.queue('edit', update('edit'))).toBe('queued');
    world.clock.advanceMinutes(90);
    await world.deliver(chat);
    expect(chat.posted.map(({ text }) => text.en)).toEqual([expect.stringContaining('new words')]);
  });

  it('queues an update while another is being composed or sent', async () => {
    const world = new OutboxWorld(database.db);
    const chat = new RecordingChat();
    await world.queue('card');
    await world.deliver(chat);
    await world.queue('edit-1', update('edit-1'));
    await world.crashAt('deliver.after-claim', chat);
    expect(await world.queue('edit-2', update('edit-2'))).toBe('queued');
  });

  it.runIf(databaseKind === 'postgres')(
    'holds back a waiting update until the change it has to show is there',
    async () => {
      const world = new OutboxWorld(database.db);
      const chat = new RecordingChat();
      await world.queue('card');
      await world.deliver(chat);
      await world.queue('edit-1', update('edit-1'));
      await withTransaction(world.ctx, async (tx) => {
        expect(await enqueue(tx, { ...update('edit-2'), to: inGroup, content: card(1) })).toBe('absorbed');
        expect(await world.deliver(chat)).toBe(0);
        world.cards.set(1, 'changed in this transaction');
      });
      await world.deliver(chat);
      expect(chat.posted[0]?.text.en).toContain('changed in this transaction');
    },
  );
});
