// A dear proposal waits for those in charge; what an answer proposed is looked for in the lists, and asked about again.

import { describe, expect, it } from 'vitest';
import { day } from '../../src/lib/day.ts';
import { formulaVersion } from '../../src/rules/inventory/hindsight.ts';
import { answersOfCases, findCase } from '../../src/store/cases.ts';
import { newestDecisions } from '../../src/store/decisions.ts';
import { arrivedOn } from '../../src/store/plan-shows.ts';
import { lastMonthsHindsight } from '../../src/summary/hindsight.ts';
import { testDatabase } from '../support/db.ts';
import { makeWorld, type World } from '../support/world.ts';

const database = testDatabase();

const terms =
  'sku,supplier,unit_cost,currency,production_days,qc_days,sea_days,air_days,express_days,receiving_days,owner';
const orders = 'po_id,sku,supplier,qty,ordered_on,promised_on,status';

/** LAMP sells half more on Monday; li, who owns it, is asked at 00:50 on Tuesday 3 March and answers at 10:00. */
async function asked(unitCost: string, currency: string): Promise<{ world: World; id: number }> {
  const world = await makeWorld(database.db, '2026-03-03T00:50+08:00');
  await world.soldSteadily('cn-shop', day('2026-03-01'), { LAMP: 100, CABLE: 100 });
  await world.receives('lead_times', [terms, `LAMP,Factory,${unitCost},${currency},5,1,30,12,5,1,li`]);
  await world.stockIs('cn-shop', '2026-03-02T20:00:00+08:00', { LAMP: 1500, CABLE: 9000 });
  await world.settle();
  await world.sells('cn-shop', day('2026-03-02'), { LAMP: 150, CABLE: 100 });
  await world.settle();
  await world.passUntil('2026-03-03T10:00+08:00');
  const { id } = await world.onlyCase();
  return { world, id };
}

const replenish = (quantity: number) => ({
  ...{ nature: 'one_off', action: 'replenish', quantity: String(quantity), transport: 'air', arriveBy: '2026-03-25' },
  reason: 'the factory offers this lot',
});

async function proposed(quantity = 1000, { unitCost = '10', currency = 'CNY' } = {}) {
  const { world, id } = await asked(unitCost, currency);
  const reply = await world.answer(id, 'li', replenish(quantity));
  expect(reply, JSON.stringify(reply)).toMatchObject({ type: 'done' });
  await world.settle();
  return { world, id };
}

const click = (world: World, personId: string, action: string, caseId: number, round = 1) =>
  world.chat.say({ type: 'button', personId, action, caseId, round });
const asks = (world: World, who: string) => world.told(who).filter((text) => text.includes('limit of'));

describe('a proposal above the limit', () => {
  it('waits for the manager, counts as answered, and says so on the card and to the manager', async () => {
    const { world, id } = await proposed();
    expect(await findCase(database.db, id)).toMatchObject({
      status: 'answered',
      approval: { state: 'waiting', cost: { amount: 10_000, currency: 'CNY' } },
      followUpAt: null,
    });
    expect(asks(world, 'chen')).toHaveLength(1);
    expect(asks(world, 'chen')[0]).toMatch(/SW-\d+ LAMP.*10,000/);
    expect(asks(world, 'chen')[0]).toContain('[Approve]');
    expect(asks(world, 'liu')).toHaveLength(0);
    expect(world.told('team').join('\n')).toContain('waits for approval');
    const [row] = await answersOfCases(database.db, [id]);
    expect(row?.late).toBe(false);
  });

  it('is approved with a click by those in charge only, once, and in the log', async () => {
    const { world, id } = await proposed();
    expect(await click(world, 'li', 'approve', id)).toMatchObject({ type: 'refused', code: 'NOT_ALLOWED' });
    expect(await click(world, 'chen', 'approve', id)).toMatchObject({ type: 'done' });
    await world.settle();
    expect(await findCase(database.db, id)).toMatchObject({
      status: 'answered',
      approval: { state: 'approved', approvedBy: 'chen' },
    });
    expect(world.told('team').join('\n')).toContain('approved the proposal');
    expect(await click(world, 'liu', 'approve', id)).toMatchObject({ type: 'refused', code: 'ALREADY_APPROVED' });
    expect(await world.eventsOf(id)).toEqual(['opened', 'answered', 'approval_asked', 'approved']);
    await world.passUntil('2026-03-03T18:00+08:00');
    expect(asks(world, 'liu')).toHaveLength(0);
  });

  it('goes up after two working hours, once for each level, also over a downtime', async () => {
    const { world, id } = await proposed();
    await world.downUntil('2026-03-03T11:30+08:00');
    await world.settle();
    expect(asks(world, 'liu')).toHaveLength(0);
    await world.downUntil('2026-03-03T15:00+08:00');
    await world.settle();
    expect(asks(world, 'liu')).toHaveLength(1);
    expect(asks(world, 'liu')[0]).toMatch(/^! Late:/);
    await world.passUntil('2026-03-05T18:00+08:00');
    expect(asks(world, 'liu')).toHaveLength(1);
    expect(asks(world, 'chen')).toHaveLength(1);
    const approve = await world.types('liu', `approve ${id}`);
    expect(approve).toMatchObject({ type: 'done' });
  });

  it('can be returned instead, which ends the waiting', async () => {
    const { world, id } = await proposed();
    expect(await world.types('chen', `return ${id} half of it is enough`)).toMatchObject({ type: 'done' });
    expect(await findCase(database.db, id)).toMatchObject({ status: 'open', round: 2, approval: null });
    expect(await click(world, 'chen', 'approve', id)).toMatchObject({ type: 'refused' });
    expect(await newestDecisions(database.db, 5)).toMatchObject([{ approval: 'returned', superseded: true }]);
    await world.answer(id, 'li', replenish(400));
    expect(await findCase(database.db, id)).toMatchObject({ status: 'answered', approval: null });
  });

  it('waits again when it is corrected after the approval, and those in charge are asked again', async () => {
    const { world, id } = await proposed();
    await world.types('chen', `approve ${id}`);
    await world.passUntil('2026-03-03T10:30+08:00');
    expect(await world.answer(id, 'li', replenish(1200))).toMatchObject({ type: 'done' });
    await world.settle();
    expect(await findCase(database.db, id)).toMatchObject({
      approval: { state: 'waiting', approvedBy: null, cost: { amount: 12_000 } },
    });
    expect(asks(world, 'chen')).toHaveLength(2);
    expect(asks(world, 'chen')[1]).toContain('12,000');
    expect(await newestDecisions(database.db, 5)).toMatchObject([
      { revision: 2, approval: 'waiting', superseded: false },
      { revision: 1, approval: 'approved', superseded: true },
    ]);
    expect(await click(world, 'chen', 'approve', id)).toMatchObject({ type: 'done' });
    expect(await newestDecisions(database.db, 1)).toMatchObject([{ revision: 2, approval: 'approved' }]);
  });

  it('that is corrected to less than the limit waits no more', async () => {
    const { world, id } = await proposed();
    expect(await world.answer(id, 'li', replenish(400))).toMatchObject({ type: 'done' });
    expect(await findCase(database.db, id)).toMatchObject({ status: 'answered', approval: null });
    expect(await click(world, 'chen', 'approve', id)).toMatchObject({ code: 'NOTHING_TO_APPROVE' });
  });

  it('of somebody who may approve it waits for nobody', async () => {
    const { world, id } = await asked('10', 'CNY');
    expect(await world.answer(id, 'chen', replenish(1000))).toMatchObject({ type: 'done' });
    expect(await findCase(database.db, id)).toMatchObject({ approval: { state: 'not_needed', because: 'own_right' } });
  });
});

describe('a proposal of which no approval is needed', () => {
  it('says nothing within the limit', async () => {
    const { world, id } = await proposed(500);
    expect((await findCase(database.db, id))?.approval).toBeNull();
    expect(asks(world, 'chen')).toHaveLength(0);
  });

  it.each([
    ['of unknown cost', { unitCost: '', currency: '' }, 'cost_unknown', 'The unit cost is not known'],
    ['in another currency', { unitCost: '90', currency: 'USD' }, 'other_currency', 'another currency'],
  ])('waits for nobody when %s, and the card says so', async (_, cost, because, text) => {
    const { world, id } = await proposed(1000, cost);
    expect(await findCase(database.db, id)).toMatchObject({ approval: { state: 'not_needed', because } });
    expect(asks(world, 'chen')).toHaveLength(0);
    const card = await click(world, 'li', 'open', id);
    expect(JSON.stringify(card)).toContain(text);
  });
});

describe('a plan', () => {
  /** Sales of the days until the plan is looked for, so that the case is followed as usual. */
  async function daysGoBy(world: World, until: string): Promise<void> {
    await world.passUntil(until);
  }

  it('that shows in the order list by its time is asked about no more', async () => {
    const { world, id } = await proposed(400);
    await daysGoBy(world, '2026-03-05T12:00+08:00');
    await world.receives('purchases', [orders, 'PO1,LAMP,Factory,400,2026-03-04,2026-03-20,OPEN']);
    await daysGoBy(world, '2026-03-09T11:00+08:00');
    expect(await findCase(database.db, id)).toMatchObject({ status: 'answered', round: 1, followUpAt: null });
    expect(await world.eventsOf(id)).toContain('plan_seen');
  });

  it('that does not show is asked about in a round with its own deadline and words', async () => {
    const { world, id } = await proposed(400);
    await world.receives('purchases', [orders, 'PO1,CABLE,Factory,400,2026-03-03,2026-03-20,OPEN']);
    await daysGoBy(world, '2026-03-09T09:59+08:00');
    expect(await findCase(database.db, id)).toMatchObject({ status: 'answered' });
    await daysGoBy(world, '2026-03-09T10:01+08:00');
    const reopened = await findCase(database.db, id);
    expect(reopened).toMatchObject({ status: 'open', round: 2 });
    expect(reopened?.answerDueAt?.toISOString()).toBe('2026-03-09T10:00:00.000Z');
    expect(world.told('team').join('\n')).toContain('no order and no shipment shows it yet');
  });

  it('is not looked for where nobody keeps such lists', async () => {
    const { world, id } = await proposed(400);
    await daysGoBy(world, '2026-03-09T11:00+08:00');
    expect(await findCase(database.db, id)).toMatchObject({ status: 'answered', round: 1 });
    expect(await world.eventsOf(id)).toContain('plan_unknown');
  });

  it('that waits for approval has its time from the approval on', async () => {
    const { world, id } = await proposed();
    await world.passUntil('2026-03-04T11:00+08:00');
    await world.types('chen', `approve ${id}`);
    expect((await findCase(database.db, id))?.followUpAt?.toISOString()).toBe('2026-03-10T02:00:00.000Z');
  });
});

describe('the ledger', () => {
  it('holds what was suggested for the chosen nature, from what, and what was decided', async () => {
    const { world, id } = await proposed();
    const [first] = await newestDecisions(database.db, 5);
    expect(first).toMatchObject({
      ...{ caseId: id, round: 1, revision: 1, sku: 'LAMP', decidedBy: 'li', formulaVersion, nature: 'one_off' },
      ...{ action: 'replenish', quantity: 1000, transport: 'air', arriveBy: '2026-03-25', approval: 'waiting' },
      inputs: { available: 1500, answer: { nature: 'one_off', until: null } },
    });
    expect(first?.suggestedUnits).toBeGreaterThan(0);
    await world.types('chen', `approve ${id}`);
    expect(await newestDecisions(database.db, 5)).toMatchObject([{ approval: 'approved', approvedBy: 'chen' }]);
  });

  it('keeps a corrected decision beside the one that holds', async () => {
    const { world, id } = await proposed(400);
    expect(await world.answer(id, 'li', replenish(300))).toMatchObject({ type: 'done' });
    const rows = await newestDecisions(database.db, 5);
    expect(rows.map(({ revision, quantity, superseded }) => [revision, quantity, superseded])).toEqual([
      [2, 300, false],
      [1, 400, true],
    ]);
  });
});

describe('the outcome', () => {
  const inbound = 'shipment_id,store_id,sku,qty_shipped,qty_received,mode,status,shipped_on,received_on';

  it('is told once when the lead time is over, from arrivals, stock and what really sold', async () => {
    const { world } = await proposed(400);
    const [decided] = await newestDecisions(database.db, 5);
    // Production and inspection 6 days, sea 30, receiving 1.
    expect(decided).toMatchObject({ outcomeDueOn: '2026-04-09', outcome: null });
    await world.downUntil('2026-04-11T12:00+08:00');
    await world.soldSteadily('cn-shop', day('2026-04-10'), { LAMP: 100, CABLE: 100 }, 38);
    await world.receives('inbound', [inbound, 'S1,cn-shop,LAMP,400,400,air,CLOSED,2026-03-10,2026-03-24']);
    await world.settle();
    expect((await newestDecisions(database.db, 5))[0]?.outcome).toBeNull();
    await world.downUntil('2026-04-12T05:01+08:00');
    await world.settle();
    const [row] = await newestDecisions(database.db, 5);
    expect(row?.outcome).toMatchObject({
      ...{ arrivedOn: '2026-03-24', inTime: true, outOfStockDays: 0, soldUnits: 3700, soldDays: 37 },
      // 100 a day for the lead time of 37 days and a horizon of 30, less the 1,500 that were there.
      ...{ hindsightUnits: 5200, size: 'under' },
    });
    const lastMonth = await lastMonthsHindsight(world.ctx, day('2026-05-10'));
    expect(lastMonth).toMatchObject({ month: '2026-04-01', told: 1, inTime: 1, stockedOut: 0, under: 1 });
  });

  it('counts the arrival of an order where nothing is shipped on: by its own day, or by the list that first tells it', async () => {
    const { world } = await proposed(400);
    const lines = 'po_id,sku,supplier,qty,qty_received,ordered_on,received_on,status';
    await world.downUntil('2026-03-20T10:00+08:00');
    await world.receives('purchases', [lines, 'PO1,LAMP,Factory,400,0,2026-03-04,,OPEN']);
    await world.downUntil('2026-03-24T10:00+08:00');
    await world.receives('purchases', [lines, 'PO1,LAMP,Factory,400,400,2026-03-04,,DONE']);
    await world.soldSteadily('cn-shop', day('2026-03-23'), { LAMP: 100, CABLE: 100 }, 20);
    await world.downUntil('2026-04-12T05:01+08:00');
    await world.settle();
    expect((await newestDecisions(database.db, 1))[0]?.outcome).toMatchObject({
      arrivedOn: '2026-03-24',
      inTime: true,
    });
    await world.receives('purchases', [lines, 'PO2,LAMP,Factory,9,9,2026-03-05,2026-03-10,DONE']);
    const plan = { storeId: 'cn-shop', sku: 'LAMP', since: day('2026-03-03') };
    expect(await arrivedOn(database.db, plan)).toBe('2026-03-10');
    await world.receives('inbound', [inbound, 'S9,cn-shop,LAMP,400,0,air,SHIPPED,2026-03-20,']);
    expect(await arrivedOn(database.db, plan)).toBeNull();
  });
});
