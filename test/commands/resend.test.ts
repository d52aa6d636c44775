// What becomes of a message that was given up, or that may have arrived.

import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { resolveContent } from '../../src/cases/resolve-content.ts';
import { deliverDue } from '../../src/outbox/deliver.ts';
import { deliveries, settingChanges } from '../../src/store/schema/index.ts';
import { testDatabase } from '../support/db.ts';
import { RecordingChat } from '../support/recording-chat.ts';
import { codeOf, commandWorld, textOf, type World } from './world.ts';

const database = testDatabase();
let world: World;
let chat: RecordingChat;

beforeEach(async () => {
  world = await commandWorld(database.db);
  await database.db.update(deliveries).set({ id: 57 });
  chat = new RecordingChat({ platform: 'console', capabilities: { findByKey: false } });
});

function deliver(): Promise<number> {
  return deliverDue(world.ctx, { adapters: [chat], resolve: resolveContent });
}

async function stored() {
  const [row] = await database.db.select().from(deliveries).where(eq(deliveries.id, 57));
  return row;
}

describe('a message that was given up', () => {
  beforeEach(async () => {
    chat.failNext({ is: 'refused' });
    await deliver();
    expect(await stored()).toMatchObject({ state: 'failed', lastError: 'no such channel' });
  });

  it('is sent again at once, and noted with who wanted it', async () => {
    expect(textOf(await world.type('chen', 'resend 57'))).toContain('goes out at once');
    await deliver();
    expect(await stored()).toMatchObject({ state: 'sent', lastError: null });
    expect(chat.posted).toHaveLength(1);
    const [change] = await database.db.select().from(settingChanges).where(eq(settingChanges.setting, 'delivery'));
    expect(change).toMatchObject({ scope: 'delivery:57', before: 'failed', after: 'queued', changedBy: 'chen' });
  });

  it('is settled without being sent', async () => {
    expect(textOf(await world.type('chen', '重发 #57 已处理'), 'zh')).toContain('不再发送');
    await deliver();
    expect(chat.posted).toEqual([]);
    expect(await stored()).toMatchObject({ state: 'skipped', lastError: 'settled by chen' });
  });

  it('is taken in hand once: the second to try is told so', async () => {
    await world.type('chen', 'resend 57');
    expect(codeOf(await world.type('zhao', 'resend 57'))).toBe('DELIVERY_NOT_FOUND');
  });

  it('is not sent when it is out of date', async () => {
    await database.db.update(deliveries).set({ expiresAt: world.clock.now() });
    expect(codeOf(await world.type('chen', 'resend 57'))).toBe('DELIVERY_EXPIRED');
    expect((await stored())?.state).toBe('failed');
  });
});

describe('a message that may stand already', () => {
  beforeEach(async () => {
    chat.failNext({ is: 'answer_lost' });
    await deliver();
    world.clock.advanceMinutes(5);
    await deliver();
    expect(await stored()).toMatchObject({ state: 'unclear', maybeSent: true });
  });

  it('is sent again only for somebody who has looked', async () => {
    const asked = await world.type('chen', 'resend 57');
    expect(codeOf(asked)).toBe('MAY_STAND_ALREADY');
    expect(textOf(asked)).toContain('Look in the group first');
    await deliver();
    expect(chat.posted).toHaveLength(1);
    await world.type('chen', 'resend 57 sure');
    await deliver();
    expect(chat.posted).toHaveLength(2);
    expect((await stored())?.state).toBe('sent');
  });
});

describe('a wrong number or word', () => {
  it.each(['resend 58', 'resend 57'])('%s: nothing is in trouble under it', async (line) => {
    expect(codeOf(await world.type('chen', line))).toBe('DELIVERY_NOT_FOUND');
  });

  it.each(['resend', 'resend SW-57', 'resend 57 perhaps', 'resend 57 sure now'])('%s is refused', async (line) => {
    expect(codeOf(await world.type('chen', line))).toBe('MALFORMED');
  });
});
