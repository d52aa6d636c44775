// What the service does at every tick: that nothing to do costs next to nothing, and that a platform which does not answer
// holds up nothing but its own messages.

import { expect, it } from 'vitest';
import { day } from '../src/lib/day.ts';
import { settleFirst } from '../src/store/rehearsals.ts';
import { testDatabase } from './support/db.ts';
import { RecordingChat } from './support/recording-chat.ts';
import { makeWorld } from './support/world.ts';

const database = testDatabase();

/** A chat that answers nothing until it is let go. */
class StubbornChat extends RecordingChat {
  readonly asked: Promise<void>;
  letGo: () => void = () => {};
  private wasAsked: () => void = () => {};
  private readonly gate = new Promise<void>((resolve) => {
    this.letGo = resolve;
  });

  constructor() {
    super({ platform: 'console', oneMessagePerKey: true });
    this.asked = new Promise((resolve) => {
      this.wasAsked = resolve;
    });
  }

  override async post(...call: Parameters<RecordingChat['post']>) {
    this.wasAsked();
    await this.gate;
    return super.post(...call);
  }
}

it('judges and reminds while a platform keeps a message waiting, and sends it when it answers', async () => {
  const chat = new StubbornChat();
  const world = await makeWorld(database.db, '2026-03-03T00:50+08:00', undefined, () => chat);
  await world.soldSteadily('cn-shop', day('2026-03-01'), { LAMP: 100, CABLE: 100 });
  await world.app.work();
  await world.sells('cn-shop', day('2026-03-02'), { LAMP: 60, CABLE: 100 });
  expect(await world.app.work()).toBeGreaterThan(0);
  const delivering = world.app.deliver();
  await chat.asked;
  world.clock.set(new Date('2026-03-03T18:00+08:00'));
  expect(await world.app.work()).toBeGreaterThan(0);
  expect(await world.eventsOf((await world.onlyCase()).id)).toContain('escalated');
  expect(chat.posted).toEqual([]);
  chat.letGo();
  expect(await delivering).toBeGreaterThan(0);
  expect(chat.posted.length).toBeGreaterThan(0);
});

it('asks the database five times at a tick on which there is nothing to do, however many stores there are', async () => {
  const world = await makeWorld(database.db, '2026-03-03T00:50+08:00');
  await settleFirst(database.db, world.clock.now());
  await world.soldSteadily('cn-shop', day('2026-03-01'), { LAMP: 100, CABLE: 100 });
  await world.settle();
  const { app } = world;
  await app.work();
  const before = database.statements();
  expect(await app.work()).toBe(0);
  expect(await app.rehearse()).toBe(0);
  expect(await app.deliver()).toBe(0);
  expect(database.statements() - before).toBeLessThanOrEqual(5);
});
