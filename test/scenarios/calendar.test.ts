import { describe, expect, it } from 'vitest';
import { addDays, day } from '../../src/lib/day.ts';
import { testDatabase } from '../support/db.ts';
import { makeWorld } from '../support/world.ts';

const database = testDatabase();

/** The lamp surges on the sales day before `start` (a moment just after midnight). */
async function surgeOn(
  sold: string,
  start: string,
  before?: (world: Awaited<ReturnType<typeof makeWorld>>) => Promise<unknown>,
) {
  const world = await makeWorld(database.db, start);
  await world.soldSteadily('cn-shop', addDays(day(sold), -1), { LAMP: 100, CABLE: 100 });
  await world.settle();
  await before?.(world);
  await world.sells('cn-shop', day(sold), { LAMP: 150, CABLE: 100 });
  await world.settle();
  return world;
}

describe('working time', () => {
  it('Friday evening: asked on Friday night, due on Monday evening', async () => {
    const world = await surgeOn('2026-03-06', '2026-03-07T00:50+08:00');
    expect((await world.onlyCase()).answerDueAt).toEqual(new Date('2026-03-09T18:00+08:00'));
  });

  it('make-up Sunday: 10 October-style workdays count (Sunday 20 September 2026 is one)', async () => {
    const world = await surgeOn('2026-09-19', '2026-09-20T00:50+08:00');
    expect((await world.onlyCase()).answerDueAt).toEqual(new Date('2026-09-20T18:00+08:00'));
  });

  it('over a holiday: asked on the eve of the National Day week, due on the first workday after it', async () => {
    const world = await surgeOn('2026-09-30', '2026-10-01T00:50+08:00');
    expect((await world.onlyCase()).answerDueAt).toEqual(new Date('2026-10-08T18:00+08:00'));
  });

  it('never reminds or nags outside working hours', async () => {
    const world = await surgeOn('2026-03-06', '2026-03-07T00:50+08:00');
    await world.passUntil('2026-03-09T08:59+08:00');
    expect(world.chat.posted.filter((each) => each.destination.kind === 'person')).toHaveLength(0);
  });

  it('owner on leave: the deputy gets the form, and the card says why', async () => {
    const world = await surgeOn('2026-03-02', '2026-03-03T00:50+08:00', (w) =>
      w.types('liu', 'leave @chen 2026-03-02 2026-03-06 @wang'),
    );
    expect((await world.onlyCase()).assigneeId).toBe('wang');
    expect(world.told('team').join('\n')).toMatch(/on leave|stands in|deputy/i);
  });
});
