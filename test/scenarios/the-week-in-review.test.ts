import { describe, expect, it } from 'vitest';
import { day } from '../../src/lib/day.ts';
import { testDatabase } from '../support/db.ts';
import { makeWorld, type World } from '../support/world.ts';

const database = testDatabase();

async function aWeek(): Promise<World> {
  const world = await makeWorld(database.db, '2026-03-03T00:50+08:00');
  await world.soldSteadily('cn-shop', day('2026-03-01'), { LAMP: 100, CABLE: 100 });
  await world.settle();
  await world.sells('cn-shop', day('2026-03-02'), { LAMP: 150, CABLE: 60 });
  await world.settle();
  const [first] = await world.cases();
  await world.passUntil('2026-03-03T10:20+08:00');
  if (first) await world.answer(first.id, 'chen');
  return world;
}

const weekly = (world: World) => world.told('team').filter((text) => /Inventory week/.test(text));

describe('the week in review', () => {
  it('is posted once on Monday at 09:30 with text, and a workbook', async () => {
    const world = await aWeek();
    await world.passUntil('2026-03-09T09:29+08:00');
    expect(weekly(world)).toHaveLength(0);
    await world.passUntil('2026-03-09T09:31+08:00');
    expect(weekly(world)).toHaveLength(1);
    expect(weekly(world)[0]).toMatch(/2 forms, 1 answered in time/);
    const [posted] = world.chat.posted.filter((each) => /Inventory week/.test(each.text.en));
    expect(posted?.attachmentNames.some((name) => name.endsWith('.xlsx'))).toBe(true);
    await world.passUntil('2026-03-10T12:00+08:00');
    expect(weekly(world)).toHaveLength(1);
  });

  it('is posted once after downtime, marked late', async () => {
    const world = await aWeek();
    await world.downUntil('2026-03-10T08:00+08:00');
    await world.settle();
    expect(weekly(world)).toHaveLength(1);
    expect(weekly(world)[0]).toMatch(/late/i);
  });

  it('greets every workday with a short digest, and is silent when there is nothing', async () => {
    const world = await aWeek();
    const digests = (day: string) => world.told('team').filter((text) => text.split('\n')[0]?.includes(`${day}:`));
    await world.passUntil('2026-03-04T09:01+08:00');
    expect(digests('Wed 4 Mar')).toHaveLength(1);
    const [, second] = await world.cases();
    if (second) await world.answer(second.id, 'chen');
    await world.passUntil('2026-03-05T09:01+08:00');
    expect(digests('Thu 5 Mar')).toHaveLength(0);
  });
});
