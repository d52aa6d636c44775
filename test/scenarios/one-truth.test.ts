// Every surface shows one truth: at one moment the same stock, the same suggestion, the same tier, wherever it is looked up.

import { expect, it } from 'vitest';
import { loadCaseView } from '../../src/cases/views.ts';
import { todayReport } from '../../src/doctor/today.ts';
import { loadPlanView } from '../../src/inventory/plan-view.ts';
import { day } from '../../src/lib/day.ts';
import { newestDecisions } from '../../src/store/decisions.ts';
import { gatherWeekly } from '../../src/summary/gather-weekly.ts';
import { stockRows } from '../../src/summary/stock-rows.ts';
import { testDatabase } from '../support/db.ts';
import { makeWorld } from '../support/world.ts';

const database = testDatabase();
const terms =
  'sku,supplier,unit_cost,currency,production_days,qc_days,sea_days,air_days,express_days,receiving_days,owner';

it('after a new stock report card, form, plan, weekly rows, status and ledger agree', async () => {
  const world = await makeWorld(database.db, '2026-03-03T00:50+08:00');
  await world.soldSteadily('cn-shop', day('2026-03-01'), { LAMP: 100, CABLE: 100 });
  await world.receives('lead_times', [terms, 'LAMP,Factory,0.1,CNY,5,1,30,12,5,1,li']);
  await world.stockIs('cn-shop', '2026-03-02T20:00:00+08:00', { LAMP: 1500, CABLE: 9000 });
  await world.settle();
  await world.sells('cn-shop', day('2026-03-02'), { LAMP: 150, CABLE: 100 });
  await world.settle();
  await world.passUntil('2026-03-03T10:00+08:00');
  const { id } = await world.onlyCase();
  await world.stockIs('cn-shop', '2026-03-03T09:50:00+08:00', { LAMP: 180, CABLE: 9000 });

  const store = world.ctx.policy.stores.find((each) => each.id === 'cn-shop');
  if (!store) throw new Error('no store');
  const card = await loadCaseView(world.ctx, id);
  const plan = await loadPlanView(world.ctx, store, 'LAMP');
  const row = (await stockRows(world.ctx)).find(({ sku }) => sku === 'LAMP');
  const status = await todayReport(world.ctx);

  expect(card?.stock).toEqual(plan.stock);
  expect(card?.facts.reported?.available).toBe(card?.stock?.available);
  expect(card?.prefill.available).toBe(String(card?.stock?.available));
  expect(row?.available).toBe(card?.stock?.available);
  expect(row?.tier).toBe(card?.stock?.tier);
  expect(status.tiers.red).toBe(row?.tier === 'red' ? 1 : 0);
  const suggested = card?.facts.suggestedUnits;
  expect(suggested).toBeGreaterThan(0);
  expect(card?.prefill.quantity).toBe(String(suggested));
  expect(plan.stock.suggestion?.units).toBe(suggested);
  expect(row?.suggestion).toBe(suggested);
  expect(card?.changed?.available).toEqual([1500, 180]);

  const reply = await world.answer(id, 'li', { ...card?.prefill, nature: 'one_off', reason: 'as suggested' });
  expect(reply, JSON.stringify(reply)).toMatchObject({ type: 'done' });
  const [decision] = await newestDecisions(database.db, 1);
  const weekly = await gatherWeekly(world.ctx, day('2026-03-02'), false);
  expect(weekly.decisions.map((each) => each.suggested)).toEqual([decision?.suggestedUnits]);
});
