import { describe, expect, it } from 'vitest';
import { addDays, type Day, day } from '../../src/lib/day.ts';
import { findCase } from '../../src/store/cases.ts';
import { dayMarks } from '../../src/store/schema/index.ts';
import { testDatabase } from '../support/db.ts';
import { makeWorld, type Sales, type World } from '../support/world.ts';

const database = testDatabase();

/** It is ten to one on the night after `sold`: the stock at midnight, if it was reported, and the sales have just come in. */
async function nextDay(world: World, sold: Day, sales: Sales, stock?: Sales): Promise<void> {
  await world.passUntil(`${addDays(sold, 1)}T00:50+08:00`);
  if (stock) await world.stockIs('cn-shop', `${addDays(sold, 1)}T00:00+08:00`, stock);
  await world.sells('cn-shop', sold, sales);
  await world.settle();
}

async function steadyUntil(through: string, sales: Sales): Promise<World> {
  const world = await makeWorld(database.db, `${addDays(day(through), 1)}T00:50+08:00`);
  await world.soldSteadily('cn-shop', day(through), sales, 21);
  await world.settle();
  return world;
}

async function statusOf(id: number) {
  const stored = await findCase(database.db, id);
  return stored?.status === 'closed' ? stored.resolution : stored?.status;
}

describe('an answered case', () => {
  it('counts its quiet days anew after a day that the answer covers', async () => {
    const world = await steadyUntil('2026-03-01', { LAMP: 100, CABLE: 100 });
    await nextDay(world, day('2026-03-02'), { LAMP: 150, CABLE: 100 });
    const { id } = await world.onlyCase();
    await world.answer(id, 'chen', { nature: 'short_term', until: '2026-03-20' });
    for (const [on, lamps] of [
      ['2026-03-03', 100],
      ['2026-03-04', 100],
      ['2026-03-05', 150],
      ['2026-03-06', 100],
      ['2026-03-07', 100],
    ] as const) {
      await nextDay(world, day(on), { LAMP: lamps, CABLE: 100 });
    }
    expect(await statusOf(id)).toBe('answered');
    await nextDay(world, day('2026-03-08'), { LAMP: 100, CABLE: 100 });
    expect(await statusOf(id)).toBe('expected');
  });
});

describe('a SKU that ran out', () => {
  const none = { LAMP: 0 };

  /** The lamp had nothing to sell on 2 March. */
  async function lampRunsOut(): Promise<World> {
    const world = await steadyUntil('2026-03-01', { LAMP: 100, CABLE: 100 });
    await world.stockIs('cn-shop', '2026-03-02T00:00+08:00', none);
    await nextDay(world, day('2026-03-02'), { LAMP: 0, CABLE: 100 }, none);
    return world;
  }

  it('is asked about once, with questions of its own, however long it lasts', async () => {
    const world = await lampRunsOut();
    expect(await world.onlyCase()).toMatchObject({ kind: 'out_of_stock', sku: 'LAMP' });
    await nextDay(world, day('2026-03-03'), { LAMP: 0, CABLE: 100 }, none);
    expect(await world.onlyCase()).toMatchObject({ kind: 'out_of_stock', round: 1 });
  });

  it('ends when it can be sold again and was answered for; an answer that is missing stays owed', async () => {
    const world = await lampRunsOut();
    const { id } = await world.onlyCase();
    await nextDay(world, day('2026-03-03'), { LAMP: 100, CABLE: 100 }, { LAMP: 500 });
    expect(await statusOf(id)).toBe('open');
    await world.passUntil('2026-03-04T10:00+08:00');
    expect((await world.answer(id, 'chen', { backOn: '2026-03-05' })).type).toBe('done');
    await nextDay(world, day('2026-03-04'), { LAMP: 100, CABLE: 100 });
    expect(await statusOf(id)).toBe('recovered');
  });

  it('is asked about again when it is not back by the day that was named', async () => {
    const world = await lampRunsOut();
    const { id } = await world.onlyCase();
    await world.passUntil('2026-03-03T10:00+08:00');
    await world.answer(id, 'chen', { backOn: '2026-03-04' });
    for (const sold of ['2026-03-03', '2026-03-04', '2026-03-05'] as const) {
      expect(await statusOf(id)).toBe('answered');
      await nextDay(world, day(sold), { LAMP: 0, CABLE: 100 }, none);
    }
    expect(await findCase(database.db, id)).toMatchObject({ status: 'open', round: 2 });
    expect(world.told('team').join('\n')).toMatch(/back on sale by .*still out of stock/);
  });

  it('is asked nothing about while it is silenced', async () => {
    const world = await steadyUntil('2026-03-01', { LAMP: 100, CABLE: 100 });
    expect((await world.types('liu', 'silence cn-shop/LAMP 5 "discontinued"')).type).toBe('done');
    await world.stockIs('cn-shop', '2026-03-02T00:00+08:00', none);
    await nextDay(world, day('2026-03-02'), { LAMP: 0, CABLE: 100 }, none);
    expect(await world.cases()).toHaveLength(0);
  });
});

describe('the end of a surge', () => {
  it('is asked about, answered, and over after three quiet days', async () => {
    const world = await steadyUntil('2026-03-01', { LAMP: 100, CABLE: 100 });
    await nextDay(world, day('2026-03-02'), { LAMP: 400, CABLE: 100 });
    const surge = await world.onlyCase();
    await world.answer(surge.id, 'chen', { nature: 'short_term', until: '2026-03-31' });
    await nextDay(world, day('2026-03-03'), { LAMP: 300, CABLE: 100 });
    await nextDay(world, day('2026-03-04'), { LAMP: 200, CABLE: 100 });
    await nextDay(world, day('2026-03-05'), { LAMP: 110, CABLE: 100 });
    const exit = (await world.cases()).find((each) => each.formKind === 'exit_signal');
    if (!exit) throw new Error('There is no exit signal');
    await world.answer(exit.id, 'chen', { decision: 'keep', reason: 'sells as before the surge' });
    for (const sold of ['2026-03-06', '2026-03-07', '2026-03-08'] as const) {
      expect(await statusOf(exit.id)).toBe('answered');
      await nextDay(world, day(sold), { LAMP: 100, CABLE: 100 });
    }
    expect(await statusOf(exit.id)).toBe('confirmed');
    expect(await world.cases()).toHaveLength(0);
  });

  it('is one case, however many days the fall from far above the usual takes', async () => {
    const world = await steadyUntil('2026-03-01', { LAMP: 100, CABLE: 100 });
    const falling = [900, 700, 500, 380, 300, 240];
    for (const [days, units] of falling.entries()) {
      await nextDay(world, addDays(day('2026-03-02'), days), { LAMP: units, CABLE: 100 });
    }
    const exits = (await world.cases()).filter((each) => each.formKind === 'exit_signal');
    expect(exits).toMatchObject([{ sku: 'LAMP', direction: 'down' }]);
  });
});

describe('a whole store that is off', () => {
  const skus = Array.from({ length: 16 }, (_, i) => `SKU-${String(i + 1).padStart(2, '0')}`);
  const each = (units: number): Sales => Object.fromEntries(skus.map((sku) => [sku, units]));

  async function storeDrops(): Promise<World> {
    const world = await steadyUntil('2026-03-01', each(100));
    await nextDay(world, day('2026-03-02'), each(65));
    return world;
  }

  it('is one case of the manager; further days belong to it, three quiet days end it', async () => {
    const world = await storeDrops();
    const { id, ...asked } = await world.onlyCase();
    expect(asked).toMatchObject({ kind: 'store_wide', sku: null, direction: 'down', assigneeId: 'chen' });
    await nextDay(world, day('2026-03-03'), each(66));
    expect(await world.onlyCase()).toMatchObject({ firstDay: '2026-03-02', lastDay: '2026-03-03' });
    expect((await world.answer(id, 'chen', { nature: 'one_off', measures: 'ads are on again' })).type).toBe('done');
    expect((await database.db.select().from(dayMarks)).length).toBe(2 * skus.length);
    for (const sold of ['2026-03-04', '2026-03-05', '2026-03-06'] as const) {
      expect(await statusOf(id)).toBe('answered');
      await nextDay(world, day(sold), each(100));
    }
    expect(await statusOf(id)).toBe('confirmed');
  });

  it('is asked about again on the third day after a one-off', async () => {
    const world = await storeDrops();
    const { id } = await world.onlyCase();
    await world.answer(id, 'chen', { nature: 'one_off', measures: 'ads are on again' });
    for (const sold of ['2026-03-03', '2026-03-04', '2026-03-05'] as const) {
      expect(await statusOf(id)).toBe('answered');
      await nextDay(world, day(sold), each(65));
    }
    expect(await findCase(database.db, id)).toMatchObject({ status: 'open', round: 2 });
  });

  it('is withdrawn when the day is put right', async () => {
    const world = await storeDrops();
    const { id } = await world.onlyCase();
    await world.passUntil('2026-03-03T10:00+08:00');
    await world.sells('cn-shop', day('2026-03-02'), each(99));
    await world.settle();
    expect(await statusOf(id)).toBe('withdrawn');
  });

  it('is asked nothing about while the store is silenced', async () => {
    const world = await steadyUntil('2026-03-01', each(100));
    expect((await world.types('liu', 'silence cn-shop 5 "moving the warehouse"')).type).toBe('done');
    await nextDay(world, day('2026-03-02'), each(65));
    expect(await world.cases()).toHaveLength(0);
  });
});
