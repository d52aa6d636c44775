// What an answer says about its days changes what later days are held against: on real sales, and cause by cause.

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { detectionSettings } from '../../src/cases/detection-settings.ts';
import type { RawValues } from '../../src/forms/form.ts';
import { importFiles } from '../../src/ingest/import-files.ts';
import { addDays, type Day, day } from '../../src/lib/day.ts';
import { judgeDay } from '../../src/rules/judge.ts';
import type { Verdict } from '../../src/rules/verdict.ts';
import { liveCases } from '../../src/store/cases.ts';
import { loadSalesWindow } from '../../src/store/sales.ts';
import { testDatabase } from '../support/db.ts';
import { testPolicy } from '../support/team.ts';
import { makeWorld, type World } from '../support/world.ts';

const database = testDatabase();

const shop = {
  id: 'uk-gifts',
  name: 'UK Gifts',
  zone: 'Europe/London',
  currency: 'GBP',
  measure: 'orders',
  owner: 'chen',
};
/** The rabbit night light took off on 26 October 2011; the others are best-sellers beside it. */
const rabbit = '23084';
const beside = ['84879', '23206', '22993', '22961', '22197', '21790', '20727', '23328', '23295', '23293', '23245'];

/** Rows of one file of the example data (UCI Online Retail), of a handful of its SKUs. */
function realSales(file: string): Uint8Array {
  const bytes = readFileSync(new URL(`../../examples/uci-online-retail/sales/${file}`, import.meta.url));
  const [header, ...rows] = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').split('\n');
  const kept = rows.filter((row) => [rabbit, ...beside].includes(row.split(',')[1] ?? ''));
  return new TextEncoder().encode([header, ...kept, ''].join('\n'));
}

async function comesIn(world: World, name: string): Promise<void> {
  const [report] = await importFiles(world.ctx, {
    uploads: [{ name: name.replace('.gz', ''), bytes: realSales(name) }],
  });
  expect(report, JSON.stringify(report)).toMatchObject({ status: 'accepted' });
  await world.settle();
}

/** How `on` would be judged now, with all that was learned. */
async function judgedNow({ ctx }: World, storeId: string, sku: string, on: Day): Promise<Verdict> {
  const store = ctx.policy.stores.find(({ id }) => id === storeId);
  if (!store) throw new Error(`No store ${storeId}`);
  const window = await loadSalesWindow(ctx.db, { store, through: on, days: 84 });
  const found = judgeDay(window, await detectionSettings(ctx, store)).verdicts.find((each) => each.sku === sku);
  if (!found) throw new Error(`No verdict for ${sku}`);
  return found;
}

/** The first day of a SKU that the store did not have before. */
async function appears(world: World, sku: string, on: Day): Promise<void> {
  const lines = ['store_id,sku,date,units_ordered', `cn-shop,CABLE,${on},100`, `cn-shop,${sku},${on},50`, ''];
  const bytes = new TextEncoder().encode(lines.join('\n'));
  const [report] = await importFiles(world.ctx, { uploads: [{ name: 'first-day.csv', bytes }] });
  expect(report?.rowsKept).toBe(2);
}

async function answeredOnRealSales(answer: RawValues): Promise<World> {
  const world = await makeWorld(database.db, '2011-10-28T09:00+01:00', testPolicy({ stores: [shop] }));
  await comesIn(world, '2011-08-15_2011-10-26.csv.gz');
  await comesIn(world, '2011-10-27.csv');
  const asked = (await liveCases(database.db)).find(({ sku }) => sku === rabbit);
  if (!asked) throw new Error('Nobody was asked about the rabbit');
  expect((await world.answer(asked.id, 'chen', answer)).type).toBe('done');
  await world.passUntil('2011-10-29T09:00+01:00');
  await comesIn(world, '2011-10-28.csv');
  return world;
}

describe('on real sales', () => {
  const next = day('2011-10-28');

  it('a one-off day leaves the history', async () => {
    const world = await answeredOnRealSales({ nature: 'one_off', cause: 'influencer' });
    const { evidence } = await judgedNow(world, shop.id, rabbit, next);
    expect(evidence.leftOut).toContainEqual({ reason: 'one_off', days: 2 });
    expect(evidence.level).toBeLessThan(1);
  });

  it('a data error leaves the history', async () => {
    const world = await answeredOnRealSales({ nature: 'data_error', cause: 'data_error' });
    const { evidence } = await judgedNow(world, shop.id, rabbit, next);
    expect(evidence.leftOut).toContainEqual({ reason: 'data_error', days: 2 });
  });

  it('a lasting change restarts the level at its date', async () => {
    const world = await answeredOnRealSales({ nature: 'lasting', cause: 'keyword_rank' });
    const verdict = await judgedNow(world, shop.id, rabbit, next);
    expect(verdict.word).not.toBe('learning');
    expect(verdict.evidence).toMatchObject({ usableDays: 2, historyFrom: '2011-10-26', steady: false });
    expect(verdict.evidence.level).toBeGreaterThan(5);
  });

  it('a deal marks its days as a promotion', async () => {
    const world = await answeredOnRealSales({ nature: 'one_off', cause: 'deal' });
    const { evidence } = await judgedNow(world, shop.id, rabbit, next);
    expect(evidence.leftOut).toContainEqual({ reason: 'promotion', days: 2 });
  });
});

describe('a lasting change', () => {
  /** LAMP, chen's, goes from 100 to 300 a day on Monday 2 March; on Tuesday he answers that it will stay so. */
  async function risen(): Promise<{ world: World; id: number }> {
    const world = await makeWorld(database.db, '2026-03-03T00:50+08:00');
    await world.soldSteadily('cn-shop', day('2026-03-01'), { LAMP: 100, CABLE: 100 });
    await world.settle();
    await world.sells('cn-shop', day('2026-03-02'), { LAMP: 300, CABLE: 100 });
    await world.passUntil('2026-03-03T10:00+08:00');
    const { id } = await world.onlyCase();
    await world.answer(id, 'chen', { nature: 'lasting', cause: 'keyword_rank' });
    return { world, id };
  }

  async function sellsNext(world: World, units: number): Promise<Verdict> {
    await world.passUntil('2026-03-04T00:50+08:00');
    await world.sells('cn-shop', day('2026-03-03'), { LAMP: units, CABLE: 100 });
    await world.settle();
    return judgedNow(world, 'cn-shop', 'LAMP', day('2026-03-03'));
  }

  it('is the usual from the next day on', async () => {
    const { world, id } = await risen();
    const verdict = await sellsNext(world, 310);
    expect(verdict).toMatchObject({ word: 'normal', evidence: { usableDays: 1 } });
    expect(verdict.evidence.level).toBeCloseTo(300, 6);
    expect((await liveCases(database.db)).map((each) => [each.id, each.status])).toEqual([[id, 'answered']]);
  });

  it('does not blind: a fall to nothing the next day is asked about', async () => {
    const { world, id } = await risen();
    await sellsNext(world, 0);
    const [first, second] = await liveCases(database.db);
    expect(first).toMatchObject({ id, status: 'answered' });
    expect(second).toMatchObject({ direction: 'down', status: 'open', lastDeviation: -1 });
  });

  it('does not blind: a run far beyond it reopens the case', async () => {
    const { world, id } = await risen();
    await sellsNext(world, 900);
    expect(await liveCases(database.db)).toMatchObject([{ id, status: 'open', round: 2, direction: 'up' }]);
  });
});

describe('a short-term change', () => {
  it('hardly moves the level, and its end is no fall', async () => {
    const world = await makeWorld(database.db, '2026-03-03T00:50+08:00');
    await world.soldSteadily('cn-shop', day('2026-03-01'), { LAMP: 100, CABLE: 100 });
    await world.settle();
    await world.sells('cn-shop', day('2026-03-02'), { LAMP: 300, CABLE: 100 });
    await world.passUntil('2026-03-03T10:00+08:00');
    const { id } = await world.onlyCase();
    await world.answer(id, 'chen', { nature: 'short_term', until: '2026-03-15', cause: 'influencer' });
    for (const on of ['2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06']) {
      await world.passUntil(`${addDays(day(on), 1)}T00:50+08:00`);
      await world.sells('cn-shop', day(on), { LAMP: on === '2026-03-06' ? 100 : 300, CABLE: 100 });
      await world.settle();
    }
    const verdict = await judgedNow(world, 'cn-shop', 'LAMP', day('2026-03-06'));
    expect(verdict).toMatchObject({ word: 'normal', evidence: { leftOut: [], steady: true } });
    expect(verdict.evidence.level).toBeGreaterThan(102);
    expect(verdict.evidence.level).toBeLessThan(108);
  });
});

describe('a fall', () => {
  it('for want of stock marks its days, and those that the answer covers, as without stock', async () => {
    const world = await makeWorld(database.db, '2026-03-03T00:50+08:00');
    await world.soldSteadily('cn-shop', day('2026-03-01'), { LAMP: 100, CABLE: 100 });
    await world.settle();
    await world.sells('cn-shop', day('2026-03-02'), { LAMP: 60, CABLE: 100 });
    await world.settle();
    await world.passUntil('2026-03-03T10:00+08:00');
    const { id } = await world.onlyCase();
    expect((await world.answer(id, 'chen', { nature: 'one_off', cause: 'low_stock' })).type).toBe('done');
    await world.passUntil('2026-03-04T00:50+08:00');
    await world.sells('cn-shop', day('2026-03-03'), { LAMP: 65, CABLE: 100 });
    await world.passUntil('2026-03-05T00:50+08:00');
    await world.sells('cn-shop', day('2026-03-04'), { LAMP: 100, CABLE: 100 });
    await world.settle();
    const { evidence, baseline } = await judgedNow(world, 'cn-shop', 'LAMP', day('2026-03-04'));
    expect(evidence.leftOut).toEqual([{ reason: 'out_of_stock', days: 2 }]);
    expect(baseline).toBeCloseTo(100, 6);
  });
});

describe('a new SKU', () => {
  it('is asked nothing in its first week, and held against it from then on', async () => {
    const world = await makeWorld(database.db, '2026-03-03T00:50+08:00');
    await world.soldSteadily('cn-shop', day('2026-02-22'), { CABLE: 100 });
    await appears(world, 'NEW', day('2026-02-23'));
    await world.soldSteadily('cn-shop', day('2026-02-28'), { CABLE: 100, NEW: 50 }, 5);
    await world.sells('cn-shop', day('2026-03-01'), { CABLE: 100, NEW: 90 });
    await world.settle();
    expect(await world.cases()).toHaveLength(0);
    expect((await judgedNow(world, 'cn-shop', 'NEW', day('2026-03-01'))).word).toBe('learning');
    await world.sells('cn-shop', day('2026-03-01'), { CABLE: 100, NEW: 50 });
    await world.sells('cn-shop', day('2026-03-02'), { CABLE: 100, NEW: 90 });
    await world.settle();
    expect(await world.onlyCase()).toMatchObject({ sku: 'NEW', direction: 'up' });
  });
});

describe('a surge', () => {
  it('is asked about with three self-checks that must be ticked', async () => {
    const world = await makeWorld(database.db, '2026-03-03T00:50+08:00');
    await world.soldSteadily('cn-shop', day('2026-03-01'), { LAMP: 100, CABLE: 100 });
    await world.settle();
    await world.sells('cn-shop', day('2026-03-02'), { LAMP: 300, CABLE: 100 });
    await world.passUntil('2026-03-03T10:00+08:00');
    const { id, facts } = await world.onlyCase();
    expect(facts.surge).toBe(true);
    const reply = await world.answer(id, 'chen', { checkDepth: '', checkCause: '', checkSupply: '' });
    expect(reply.type === 'field_errors' && Object.keys(reply.errors).sort()).toEqual([
      'checkCause',
      'checkDepth',
      'checkSupply',
    ]);
  });
});

describe('the clock’s change in summer and winter', () => {
  it('scales nothing: a day of 23 hours is held against the same baseline', async () => {
    const world = await makeWorld(database.db, '2026-03-09T20:00+08:00');
    await world.soldSteadily('amz-us', day('2026-03-07'), { LAMP: 100, CABLE: 100 });
    await world.sells('amz-us', day('2026-03-08'), { LAMP: 119, CABLE: 81 });
    await world.settle();
    const verdict = await judgedNow(world, 'amz-us', 'LAMP', day('2026-03-08'));
    expect(verdict).toMatchObject({ word: 'normal', units: 119 });
    expect(verdict.baseline).toBeCloseTo(100, 6);
  });
});
