// A stock tier that gets worse is told once to those in charge, and again only after it got better.

import { describe, expect, it } from 'vitest';
import { day } from '../../src/lib/day.ts';
import { testDatabase } from '../support/db.ts';
import { makeWorld, type World } from '../support/world.ts';

const database = testDatabase();

/** LAMP is li's and sells a hundred a day, as does CABLE, of which there is plenty. */
async function shop(): Promise<World> {
  const world = await makeWorld(database.db, '2026-03-03T08:00+08:00');
  await world.soldSteadily('cn-shop', day('2026-03-02'), { LAMP: 100, CABLE: 100 });
  await world.receives('lead_times', [
    'sku,production_days,qc_days,sea_days,owner',
    'LAMP,5,1,30,li',
    'CABLE,5,1,30,wang',
  ]);
  await world.settle();
  return world;
}

async function morningWith(world: World, on: string, lamps: number): Promise<void> {
  await world.stockIs('cn-shop', `${on}T08:00:00+08:00`, { LAMP: lamps, CABLE: 9000 });
  await world.passUntil(`${on}T09:01+08:00`);
}

const alerts = (world: World, who: string) => world.told(who).filter((text) => text.includes('Stock alert'));

describe('a stock tier that gets worse', () => {
  it('is told to the owner once for each worsening, red to the manager too, with what to do', async () => {
    const world = await shop();
    await morningWith(world, '2026-03-03', 2000);
    expect(alerts(world, 'li')).toHaveLength(0);
    await world.passUntil('2026-03-04T08:00+08:00');
    await morningWith(world, '2026-03-04', 900);
    expect(alerts(world, 'li')).toHaveLength(1);
    expect(alerts(world, 'li')[0]).toContain('LAMP · CN shop: yellow, lasts 9 days');
    expect(alerts(world, 'li')[0]).toContain('prepare the next order');
    expect(alerts(world, 'wang')).toHaveLength(0);
    await world.passUntil('2026-03-05T08:00+08:00');
    await morningWith(world, '2026-03-05', 880);
    expect(alerts(world, 'li')).toHaveLength(1);
    expect(alerts(world, 'chen')).toHaveLength(0);
    await world.passUntil('2026-03-06T08:00+08:00');
    await morningWith(world, '2026-03-06', 150);
    expect(alerts(world, 'li')).toHaveLength(2);
    expect(alerts(world, 'li')[1]).toMatch(
      /Limit units per order, pause ads, raise the price, and record the keyword ranks/,
    );
    expect(alerts(world, 'chen')).toHaveLength(1);
  });

  it('is told again after it got better in between', async () => {
    const world = await shop();
    await morningWith(world, '2026-03-03', 400);
    await world.passUntil('2026-03-04T08:00+08:00');
    await morningWith(world, '2026-03-04', 2000);
    expect(alerts(world, 'li')).toHaveLength(1);
    await world.passUntil('2026-03-05T08:00+08:00');
    await morningWith(world, '2026-03-05', 400);
    expect(alerts(world, 'li')).toHaveLength(2);
  });
});
