// A plan follows what people have said of the sales: the answer to a case, and the forecast they imported. It says so, and
// stops when that no longer holds.

import { describe, expect, it } from 'vitest';
import { loadPlanView } from '../../src/inventory/plan-view.ts';
import { day } from '../../src/lib/day.ts';
import { plainText } from '../../src/messages/plain-text.ts';
import { planMessage } from '../../src/messages/plan.ts';
import { testDatabase } from '../support/db.ts';
import { makeWorld, type World } from '../support/world.ts';

const database = testDatabase();

async function viewOf(world: World) {
  const [store] = world.ctx.policy.stores.filter(({ id }) => id === 'cn-shop');
  if (!store) throw new Error('No store');
  return loadPlanView(world.ctx, store, 'LAMP');
}

async function textOf(world: World): Promise<string> {
  const team = { name: 'Test', zone: 'Asia/Shanghai', now: world.clock.now().toISOString() };
  return plainText(planMessage(await viewOf(world), { team, language: 'en', why: false }), 'en');
}

/** LAMP, li's, usually sells a hundred a day and has sold 160 on the last two days; he is asked on Tuesday 3 March. */
async function asked(): Promise<{ world: World; id: number }> {
  const world = await makeWorld(database.db, '2026-03-03T00:50+08:00');
  await world.soldSteadily('cn-shop', day('2026-02-28'), { LAMP: 100, CABLE: 100 });
  await world.sells('cn-shop', day('2026-03-01'), { LAMP: 160, CABLE: 100 });
  await world.receives('lead_times', ['sku,production_days,qc_days,air_days,owner', 'LAMP,5,1,12,li']);
  await world.stockIs('cn-shop', '2026-03-02T20:00:00+08:00', { LAMP: 1500, CABLE: 9000 });
  await world.settle();
  await world.sells('cn-shop', day('2026-03-02'), { LAMP: 160, CABLE: 100 });
  await world.settle();
  await world.passUntil('2026-03-03T10:00+08:00');
  const { id } = await world.onlyCase();
  return { world, id };
}

async function answered(values: Record<string, string>): Promise<{ world: World; id: number }> {
  const { world, id } = await asked();
  const reply = await world.answer(id, 'li', { reason: 'as agreed with the factory', ...values });
  expect(reply, JSON.stringify(reply)).toMatchObject({ type: 'done' });
  await world.settle();
  return { world, id };
}

describe('the plan after an answer', () => {
  it('of a form nobody has answered bends the month by its trend', async () => {
    const { world } = await asked();
    const { plan, answer } = await viewOf(world);
    expect(answer).toBeNull();
    expect(plan.trend?.value).toBeGreaterThan(1);
  });

  it('“one-off”: the usual rate, no trend', async () => {
    const { world, id } = await answered({ nature: 'one_off' });
    const { plan, answer } = await viewOf(world);
    expect(answer).toEqual({ number: `SW-${id}`, by: 'Li', nature: 'one_off', until: null });
    expect(plan.rate).toBeCloseTo(100, 0);
    expect(plan).toMatchObject({ trend: null, extra: null, forecast: { inputs: { horizonDays: 30, trend: 1 } } });
    expect(await textOf(world)).toContain('Li: one-off');
  });

  it('“short-term until …”: half of the change on top until its day, and nothing after it', async () => {
    const { world } = await answered({ nature: 'short_term', until: '2026-03-10' });
    // The last three days: 100, 160, 160.
    const { plan } = await viewOf(world);
    expect(plan.extra?.inputs).toMatchObject({ currentRate: 140, daysLeft: 8, share: 0.5 });
    expect(await textOf(world)).toContain('short-term until Tue 10 Mar');
    await world.downUntil('2026-03-11T10:00+08:00');
    const after = await viewOf(world);
    expect(after.plan.extra).toBeNull();
    expect(after.plan.answer).toEqual({ nature: 'one_off', until: null });
  });

  it('“lasting”: the mean since the change is the rate at once', async () => {
    const { world } = await answered({ nature: 'lasting' });
    const { plan } = await viewOf(world);
    expect(plan.rate).toBeCloseTo(160, 6);
    expect(await textOf(world)).toContain('the mean since the change, at most of seven days, is the new rate');
  });

  it('holds as long as its days are among the thirty that a plan is made from', async () => {
    const { world } = await answered({ nature: 'one_off' });
    await world.downUntil('2026-04-01T10:00+08:00');
    expect((await viewOf(world)).answer).not.toBeNull();
    await world.downUntil('2026-04-02T10:00+08:00');
    expect((await viewOf(world)).answer).toBeNull();
  });

  it('holds no more once the case is asked again', async () => {
    const { world, id } = await answered({ nature: 'lasting' });
    await world.types('chen', `return ${id} please say until when`);
    expect((await viewOf(world)).answer).toBeNull();
  });

  it('is named beside the suggestion wherever the stock is shown', async () => {
    const { world } = await answered({ nature: 'short_term', until: '2026-03-10' });
    expect(JSON.stringify(await world.types('li', 'sku LAMP'))).toContain('(as answered: short-term until Tue 10 Mar)');
  });
});

describe('the plan after a forecast', () => {
  const table = ['store,sku,from,next_15,next_30', 'cn-shop,LAMP,2026-03-03,3000,6000'];

  it('reckons with it, says whose it is, and until when', async () => {
    const { world } = await asked();
    await world.receives('forecast', table);
    const { plan, forecast, stock } = await viewOf(world);
    // 200 a day: 1,500 last seven and a half days.
    expect(stock.stockOutOn).toBe('2026-03-10');
    expect(plan.expectedRate?.value).toBe(200);
    expect(forecast).toMatchObject({ saidOn: '2026-03-03', lastDay: '2026-04-01', heldUntil: '2026-04-17' });
    const text = await textOf(world);
    expect(text).toMatch(/Forecast by people: +forecast-\d+\.csv/);
    expect(text).toContain('By people’s forecast it is gone on Tue 10 Mar');
  });

  it('keeps to it beside an older answer; a newer lasting answer outweighs it', async () => {
    const { world, id } = await answered({ nature: 'lasting' });
    await world.passUntil('2026-03-03T11:00+08:00');
    await world.receives('forecast', table);
    expect((await viewOf(world)).plan).toMatchObject({ answer: null, given: { saidOn: '2026-03-03' } });
    await world.passUntil('2026-03-03T12:00+08:00');
    const again = await world.answer(id, 'li', { nature: 'lasting', reason: 'the rise goes on beyond the forecast' });
    expect(again, JSON.stringify(again)).toMatchObject({ type: 'done' });
    expect((await viewOf(world)).plan).toMatchObject({ answer: { nature: 'lasting' }, given: null });
  });

  it('follows it no longer than its last day', async () => {
    const { world } = await asked();
    await world.receives('forecast', table);
    await world.downUntil('2026-04-01T10:00+08:00');
    expect((await viewOf(world)).forecast).not.toBeNull();
    await world.downUntil('2026-04-02T10:00+08:00');
    expect((await viewOf(world)).forecast).toBeNull();
  });

  it('follows it no longer than 45 days, however far its months reach', async () => {
    const { world } = await asked();
    await world.receives('forecast', ['store,sku,next_15,2026-06', 'cn-shop,LAMP,3000,9000']);
    await world.downUntil('2026-04-17T10:00+08:00');
    expect((await viewOf(world)).forecast).not.toBeNull();
    await world.downUntil('2026-04-18T10:00+08:00');
    expect((await viewOf(world)).forecast).toBeNull();
  });
});
