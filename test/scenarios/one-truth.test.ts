// Every surface shows one truth: at one moment the same stock, the same suggestion, the same tier, wherever it is looked up.

import readExcelFile from 'read-excel-file/node';
import { expect, it } from 'vitest';
import { loadCaseView, teamView } from '../../src/cases/views.ts';
import { todayReport } from '../../src/doctor/today.ts';
import { loadPlanView } from '../../src/inventory/plan-view.ts';
import { day } from '../../src/lib/day.ts';
import { weeklyKind } from '../../src/messages/weekly.ts';
import { newestDecisions } from '../../src/store/decisions.ts';
import { gatherWeekly } from '../../src/summary/gather-weekly.ts';
import { postDigest } from '../../src/summary/post-digest.ts';
import { stockRows } from '../../src/summary/stock-rows.ts';
import { weeklyWorkbook } from '../../src/summary/workbook.ts';
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
  // Part of it goes by express and the rest by sea: a form with one way and one day leaves both to the person.
  expect(plan.stock.suggestion?.parts.map(({ mode }) => mode)).toEqual(['express', 'sea']);
  expect(card?.prefill).not.toHaveProperty('transport');
  expect(card?.prefill).not.toHaveProperty('arriveBy');
  expect(plan.stock.suggestion?.units).toBe(suggested);
  expect(row?.suggestion).toBe(suggested);
  expect(card?.changed?.available).toEqual([1500, 180]);

  const monday = await gatherWeekly(world.ctx, day('2026-02-23'), false);
  const shown = monday.urgent.find(({ sku }) => sku === 'LAMP');
  expect(shown).toMatchObject({ available: 180, suggestion: suggested, countdownDays: card?.stock?.countdownDays });
  // 180 ÷ mean(100, 100, 150) = 1.5 days from 3 March: the second day, 4 March, is the first without enough.
  expect(shown?.stockOutOn).toBe('2026-03-04');
  const [sheet] = await readExcelFile(Buffer.from(await weeklyWorkbook(monday)));
  const [header = [], ...lines] = sheet?.data ?? [];
  const line = lines.find((cells) => cells.includes('LAMP')) ?? [];
  const cell = (name: string) => line[header.findIndex((each) => String(each).endsWith(name))];
  expect(cell('Available')).toBe(180);
  expect(cell('Suggestion')).toBe(suggested);
  expect(cell('Runs out on')).toEqual(new Date('2026-03-04T00:00:00Z'));
  expect(cell('Stock reported on')).toEqual(new Date('2026-03-03T00:00:00Z'));
  const digest = await postDigest(world.ctx, day('2026-03-03'), world.ctx.clock.now());
  const inDigest = [...digest.dueToday, ...digest.overdue].find(({ sku }) => sku === 'LAMP');
  expect(inDigest?.stock).toEqual(card?.stock);

  const reply = await world.answer(id, 'li', {
    ...card?.prefill,
    nature: 'one_off',
    transport: 'sea',
    arriveBy: '2026-04-20',
    reason: 'as suggested',
  });
  expect(reply, JSON.stringify(reply)).toMatchObject({ type: 'done' });
  const [decision] = await newestDecisions(database.db, 1);
  const weekly = await gatherWeekly(world.ctx, day('2026-03-02'), false);
  expect(weekly.decisions.map((each) => each.suggested)).toEqual([decision?.suggestedUnits]);
});

it('on a stock report of a week ago every surface shows the same estimate, and nobody is told that all is well', async () => {
  const world = await makeWorld(database.db, '2026-03-02T21:00+08:00');
  await world.soldSteadily('cn-shop', day('2026-03-01'), { LAMP: 100 });
  await world.receives('lead_times', [terms, 'LAMP,Factory,0.1,CNY,5,1,30,12,5,1,li']);
  await world.stockIs('cn-shop', '2026-03-02T20:00:00+08:00', { LAMP: 2300 });
  await world.downUntil('2026-03-09T11:50+08:00');
  await world.soldSteadily('cn-shop', day('2026-03-08'), { LAMP: 100 }, 7);
  await world.passUntil('2026-03-09T12:10+08:00');

  const store = world.ctx.policy.stores.find((each) => each.id === 'cn-shop');
  if (!store) throw new Error('no store');
  const plan = await loadPlanView(world.ctx, store, 'LAMP');
  expect(plan.stock).toMatchObject({
    available: 1700,
    countdownDays: 17,
    estimate: { since: '2026-03-02', sold: 600 },
  });
  const weekly = await gatherWeekly(world.ctx, day('2026-03-02'), false);
  expect(weekly.rows).toMatchObject([{ available: 1700, isEstimated: true, reportedOn: '2026-03-02' }]);
  expect(weekly.lateStock).toEqual([{ storeName: 'CN shop', reportedOn: '2026-03-02', days: 7 }]);
  const said = JSON.stringify(weeklyKind.compose({ weekly }, { team: teamView(world.ctx), language: 'en' }));
  expect(said).not.toContain('no SKU is running out');
  expect(said).toContain('the last stock report is of Mon 2 Mar, 7 days ago');
  expect(world.told('group').filter((each) => each.includes('no stock report for 7 days'))).toHaveLength(1);
  expect((await todayReport(world.ctx)).feeds.find(({ storeId }) => storeId === 'cn-shop')?.lateStock).toMatchObject({
    days: 7,
  });
});
