import { describe, expect, it } from 'vitest';
import { day } from '../../src/lib/day.ts';
import { testDatabase } from '../support/db.ts';
import { makeWorld, type World } from '../support/world.ts';

const database = testDatabase();

/** Tuesday 3 March 2026: yesterday the lamp of the Chinese shop sold 150 instead of 100. */
async function lampSurges(start = '2026-03-03T00:50+08:00'): Promise<World> {
  const world = await makeWorld(database.db, start);
  await world.soldSteadily('cn-shop', day('2026-03-01'), { LAMP: 100, CABLE: 100 });
  await world.settle();
  await world.sells('cn-shop', day('2026-03-02'), { LAMP: 150, CABLE: 100 });
  await world.settle();
  return world;
}

describe('a case nobody answers', () => {
  it('is asked once, due at the end of the workday', async () => {
    const world = await lampSurges();
    const asked = await world.onlyCase();
    expect(asked).toMatchObject({ sku: 'LAMP', direction: 'up', status: 'open', assigneeId: 'chen' });
    expect(asked.answerDueAt).toEqual(new Date('2026-03-03T18:00+08:00'));
    expect(world.told('team').filter((text) => text.includes('LAMP'))).toHaveLength(2);
  });

  it('reminds an hour before and at the deadline, then tells the manager, then the manager’s manager', async () => {
    const world = await lampSurges();
    const { id } = await world.onlyCase();
    await world.types('liu', `assign ${id} @li`);
    await world.passUntil('2026-03-03T16:59+08:00');
    expect(world.told('li')).toHaveLength(0);
    await world.passUntil('2026-03-03T17:00+08:00');
    expect(world.told('li')).toHaveLength(1);
    expect(world.told('chen')).toHaveLength(0);
    await world.passUntil('2026-03-03T18:00+08:00');
    expect(world.told('li')).toHaveLength(2);
    expect(world.told('chen')).toHaveLength(1);
    expect(world.told('liu')).toHaveLength(0);
    await world.passUntil('2026-03-04T11:00+08:00');
    expect(world.told('liu')).toHaveLength(1);
    expect(world.told('chen')).toHaveLength(1);
  });

  it('is brought up every workday until somebody answers', async () => {
    const world = await lampSurges();
    const { id } = await world.onlyCase();
    await world.types('liu', `assign ${id} @li`);
    await world.passUntil('2026-03-06T12:00+08:00');
    expect(world.told('li')).toHaveLength(2 + 3);
    await world.answer(id, 'li');
    await world.passUntil('2026-03-10T12:00+08:00');
    expect(world.told('li')).toHaveLength(2 + 3);
  });

  it('escalates once, marked late, when the program was down over the deadline', async () => {
    const world = await lampSurges();
    const { id } = await world.onlyCase();
    await world.types('liu', `assign ${id} @li`);
    await world.downUntil('2026-03-03T20:30+08:00');
    await world.settle();
    expect(world.told('li')).toHaveLength(0);
    expect(world.told('chen')).toHaveLength(1);
    expect(world.told('chen')[0]).toMatch(/late/i);
    expect(await world.eventsOf(id)).toEqual(
      expect.arrayContaining(['reminder_skipped', 'deadline_missed', 'escalated']),
    );
    await world.settle();
    expect(world.told('chen')).toHaveLength(1);
  });

  it('does nothing twice when the clock steps back', async () => {
    const world = await lampSurges();
    await world.passUntil('2026-03-03T18:00+08:00');
    const said = world.chat.posted.length;
    await world.downUntil('2026-03-03T16:30+08:00');
    await world.settle();
    await world.passUntil('2026-03-03T18:00+08:00');
    expect(world.chat.posted).toHaveLength(said);
  });
});
