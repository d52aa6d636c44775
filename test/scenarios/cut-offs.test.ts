// Proposals that would leave with the forwarder's next cut-off and for which nothing was ordered: the person who holds them is
// told on the workday before and in the morning, once a day.

import { describe, expect, it } from 'vitest';
import { day } from '../../src/lib/day.ts';
import { testDatabase } from '../support/db.ts';
import { testPolicy } from '../support/team.ts';
import { makeWorld, type World } from '../support/world.ts';

const database = testDatabase();

/** Air leaves on Thursdays. */
const policy = testPolicy({
  stores: [
    {
      ...{ id: 'cn-shop', name: 'CN shop', zone: 'Asia/Shanghai', owner: 'chen' },
      transport: [{ mode: 'air', fastestDays: 8, slowestDays: 12, cutOffWeekday: 4 }],
    },
  ],
});
const orders = 'po_id,sku,supplier,qty,ordered_on,promised_on,status';
const reminders = (world: World, who: string) => world.told(who).filter((text) => text.includes('Forwarder cut-off'));

/**
 * LAMP, li's, sells half more on Monday; he is asked at 00:50 on Tuesday 3 March. Making takes six days: what is ordered
 * by Friday the 6th leaves on Thursday the 12th.
 */
async function asked(): Promise<{ world: World; id: number }> {
  const world = await makeWorld(database.db, '2026-03-03T00:50+08:00', policy);
  await world.soldSteadily('cn-shop', day('2026-03-01'), { LAMP: 100, CABLE: 100 });
  await world.receives('lead_times', ['sku,production_days,qc_days,air_days,owner', 'LAMP,5,1,12,li']);
  await world.receives('purchases', [orders, 'PO1,CABLE,Factory,400,2026-03-01,2026-03-20,OPEN']);
  await world.stockIs('cn-shop', '2026-03-02T20:00:00+08:00', { LAMP: 1500, CABLE: 9000 });
  await world.settle();
  await world.sells('cn-shop', day('2026-03-02'), { LAMP: 150, CABLE: 100 });
  await world.settle();
  await world.passUntil('2026-03-03T10:00+08:00');
  const { id } = await world.onlyCase();
  return { world, id };
}

async function answered(changes: Record<string, string> = {}): Promise<World> {
  const { world, id } = await asked();
  const values = { nature: 'one_off', action: 'replenish', quantity: '400', transport: 'air', arriveBy: '2026-03-25' };
  const reply = await world.answer(id, 'li', { ...values, reason: 'the factory offers this lot', ...changes });
  expect(reply, JSON.stringify(reply)).toMatchObject({ type: 'done' });
  return world;
}

describe('an answered proposal with nothing ordered', () => {
  it('is named on the workday before its cut-off and in the morning, with the day it would leave otherwise', async () => {
    const world = await answered();
    await world.passUntil('2026-03-05T08:59+08:00');
    expect(reminders(world, 'li')).toHaveLength(0);
    await world.passUntil('2026-03-05T18:00+08:00');
    expect(reminders(world, 'li')).toHaveLength(1);
    expect(reminders(world, 'li')[0]).toContain(
      'LAMP · CN shop: order 400 by Fri 6 Mar, to leave by air on Thu 12 Mar, otherwise it leaves on Thu 19 Mar.',
    );
    await world.passUntil('2026-03-06T18:00+08:00');
    expect(reminders(world, 'li')).toHaveLength(2);
    expect(reminders(world, 'li')[1]).toContain('order 400 today (Fri 6 Mar)');
    expect(reminders(world, 'chen')).toHaveLength(0);
  });

  it('is not named once an order shows', async () => {
    const world = await answered();
    await world.passUntil('2026-03-05T18:00+08:00');
    await world.receives('purchases', [orders, 'PO2,LAMP,Factory,400,2026-03-05,2026-03-20,OPEN']);
    await world.passUntil('2026-03-06T18:00+08:00');
    expect(reminders(world, 'li')).toHaveLength(1);
  });

  it('goes to the deputy while its holder is away', async () => {
    const world = await answered();
    await world.types('li', 'leave 2026-03-05 2026-03-06');
    await world.passUntil('2026-03-05T18:00+08:00');
    expect(reminders(world, 'li')).toHaveLength(0);
    expect(reminders(world, 'wang')).toHaveLength(1);
  });

  it('that wants nothing ordered is not named', async () => {
    const world = await answered({ action: 'none', quantity: '', transport: '', arriveBy: '' });
    await world.passUntil('2026-03-06T18:00+08:00');
    expect(reminders(world, 'li')).toHaveLength(0);
  });
});

describe('a form that nobody answered', () => {
  it('is named with what the plan suggests, and says that the answer is missing', async () => {
    const { world } = await asked();
    await world.passUntil('2026-03-05T18:00+08:00');
    expect(reminders(world, 'li')).toHaveLength(1);
    expect(reminders(world, 'li')[0]).toContain('The form is not answered yet.');
  });

  it('is named late on the same day after a downtime, and not days after', async () => {
    const { world } = await asked();
    await world.downUntil('2026-03-05T13:00+08:00');
    await world.settle();
    expect(reminders(world, 'li')).toHaveLength(1);
    await world.downUntil('2026-03-09T08:00+08:00');
    await world.settle();
    expect(reminders(world, 'li')).toHaveLength(1);
  });
});
