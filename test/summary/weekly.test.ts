// The week's figures from plain inputs.

import { describe, expect, test } from 'vitest';
import { day } from '../../src/lib/day.ts';
import type { WeeklyForm } from '../../src/summary/discipline.ts';
import { computeWeekly, type WeeklyDecision, type WeeklyInput } from '../../src/summary/weekly.ts';
import { people, weeklyRow } from '../support/view-builders.ts';

const wallMinutes = (from: Date, to: Date) => (to.getTime() - from.getTime()) / 60_000;

function input(over: Partial<WeeklyInput> = {}): WeeklyInput {
  return {
    from: day('2026-11-16'),
    to: day('2026-11-22'),
    zone: 'Asia/Shanghai',
    late: false,
    rows: [],
    lastTiers: [],
    lastSales: [],
    health: [],
    forms: [],
    decisions: [],
    minutesBetween: wallMinutes,
    ...over,
  };
}

function form(over: Partial<WeeklyForm> = {}): WeeklyForm {
  return {
    number: 'SW-1',
    storeId: 'amz-us',
    sku: 'A',
    direction: 'up',
    assignee: people.lina,
    askedAt: new Date('2026-11-18T02:00:00Z'),
    answer: null,
    escalated: false,
    withdrawn: false,
    ...over,
  };
}

function answered(minutes: number, over: Partial<WeeklyForm> & { late?: boolean; cause?: string } = {}): WeeklyForm {
  const { late = false, cause = 'deal', ...rest } = over;
  const asked = form(rest);
  return { ...asked, answer: { at: new Date(asked.askedAt.getTime() + minutes * 60_000), late, cause } };
}

function decision(over: Partial<WeeklyDecision> = {}): WeeklyDecision {
  return {
    number: 'SW-1',
    storeId: 'amz-us',
    sku: 'A',
    by: people.lina,
    at: new Date('2026-11-18T02:00:00Z'),
    action: 'replenish',
    quantity: 100,
    suggested: 120,
    arriveBy: null,
    ...over,
  };
}

describe('discipline', () => {
  test('counts forms in time, late, open and escalated, with the median of the answered ones', () => {
    const { discipline } = computeWeekly(
      input({
        forms: [
          answered(10),
          answered(30),
          answered(500, { late: true, escalated: true }),
          answered(50, { assignee: people.wang }),
          form({ escalated: true, assignee: people.wang }),
        ],
      }),
    );
    expect(discipline).toMatchObject({ forms: 5, inTime: 3, late: 1, open: 1, escalated: 2, medianMinutes: 40 });
    expect(discipline.byOwner).toEqual([
      { owner: people.lina, forms: 3, inTime: 2, late: 1, open: 0, escalated: 1, medianMinutes: 30 },
      { owner: people.wang, forms: 2, inTime: 1, late: 0, open: 1, escalated: 1, medianMinutes: 50 },
    ]);
  });

  test('a form belongs to the week in whose team days it was asked', () => {
    const { discipline } = computeWeekly(
      input({
        forms: [
          form({ askedAt: new Date('2026-11-15T15:59:00Z') }),
          form({ askedAt: new Date('2026-11-15T16:00:00Z') }),
          form({ askedAt: new Date('2026-11-22T15:59:00Z') }),
          form({ askedAt: new Date('2026-11-22T16:00:00Z') }),
        ],
      }),
    );
    expect(discipline.forms).toBe(2);
  });

  test('a form withdrawn before it was answered counts against nobody; answered before, it counts', () => {
    const { discipline } = computeWeekly(
      input({ forms: [form({ withdrawn: true }), answered(5, { withdrawn: true })] }),
    );
    expect(discipline).toMatchObject({ forms: 1, inTime: 1, open: 0 });
  });

  test('a form that nobody held counts in the whole and for no person', () => {
    const { discipline } = computeWeekly(input({ forms: [form({ assignee: null })] }));
    expect(discipline).toMatchObject({ forms: 1, open: 1, medianMinutes: null, byOwner: [] });
  });

  test('times are counted as the team counts them', () => {
    const { discipline } = computeWeekly(input({ forms: [answered(900)], minutesBetween: () => 45 }));
    expect(discipline.medianMinutes).toBe(45);
  });
});

describe('causes', () => {
  test('are counted by direction, most frequent first', () => {
    const { causes } = computeWeekly(
      input({
        forms: [
          answered(1, { cause: 'season' }),
          answered(1, { cause: 'deal' }),
          answered(1, { cause: 'deal' }),
          answered(1, { cause: 'data_error', direction: 'down' }),
          answered(1, { cause: 'data_error' }),
        ],
      }),
    );
    expect(causes[0]).toEqual({ cause: 'deal', direction: 'up', count: 2 });
    expect(causes).toHaveLength(4);
  });
});

describe('stock', () => {
  const red = weeklyRow({ sku: 'RED', tier: 'red', countdownDays: 1 });
  const orange = weeklyRow({ sku: 'ORANGE', tier: 'orange', countdownDays: 3 });
  const yellow = weeklyRow({ sku: 'YELLOW', tier: 'yellow', countdownDays: 6 });
  const green = weeklyRow({ sku: 'GREEN', tier: 'green', countdownDays: 60, stockOutOn: null });
  const unknown = weeklyRow({ sku: 'UNKNOWN', tier: null, countdownDays: null, stockOutOn: null });

  test('lists what runs out, the gravest and soonest first, and every SKU behind it', () => {
    const { urgent, rows } = computeWeekly(input({ rows: [green, unknown, yellow, red, orange] }));
    expect(urgent.map(({ sku }) => sku)).toEqual(['RED', 'ORANGE', 'YELLOW']);
    expect(rows.map(({ sku }) => sku)).toEqual(['RED', 'ORANGE', 'YELLOW', 'GREEN', 'UNKNOWN']);
  });

  test('names the tiers that changed since last week, new and vanished SKUs only when they are urgent', () => {
    const was = (sku: string, tier: 'green' | 'yellow' | 'red' | null) => ({ storeId: 'amz-us', sku, tier });
    const { changes } = computeWeekly(
      input({
        rows: [red, yellow, green, unknown],
        lastTiers: [was('RED', 'yellow'), was('YELLOW', 'yellow'), was('GONE', 'red'), was('GONE-WELL', 'green')],
      }),
    );
    expect(changes).toEqual([
      { storeId: 'amz-us', sku: 'RED', from: 'yellow', to: 'red' },
      { storeId: 'amz-us', sku: 'GONE', from: 'red', to: null },
    ]);
  });

  test('the first week has no changes to report', () => {
    expect(computeWeekly(input({ rows: [red] })).changes).toEqual([]);
  });

  test('slow stock starts at 30 days without a sale, the longest first', () => {
    const sale = (sku: string, daysWithoutSale: number) => ({ storeId: 'amz-us', sku, daysWithoutSale });
    const { slow } = computeWeekly(
      input({ rows: [green], lastSales: [sale('A', 29), sale('B', 30), sale('GREEN', 95)] }),
    );
    expect(slow.map(({ sku, available }) => [sku, available])).toEqual([
      ['GREEN', 180],
      ['B', null],
    ]);
  });

  test('what is sold out is not slow: there is nothing to clear', () => {
    const gone = weeklyRow({ sku: 'GONE', available: 0 });
    const lastSales = [{ storeId: 'amz-us', sku: 'GONE', daysWithoutSale: 200 }];
    expect(computeWeekly(input({ rows: [gone], lastSales })).slow).toEqual([]);
  });
});

describe('decisions', () => {
  test('are those of the week and earlier ones whose goods were due in it, with how the stock stands now', () => {
    const { decisions } = computeWeekly(
      input({
        rows: [weeklyRow({ sku: 'A', available: 0 }), weeklyRow({ sku: 'B', available: 5 })],
        decisions: [
          decision({ number: 'SW-9', at: new Date('2026-10-01T02:00:00Z'), arriveBy: day('2026-10-20') }),
          decision({ number: 'SW-2', at: new Date('2026-11-01T02:00:00Z'), arriveBy: day('2026-11-20') }),
          decision({ number: 'SW-3', sku: 'B', action: 'none', quantity: null }),
          decision({ number: 'SW-4', sku: 'B', arriveBy: day('2026-12-01') }),
          decision({ number: 'SW-5', sku: 'GONE' }),
        ],
      }),
    );
    expect(decisions.map(({ number, outcome }) => [number, outcome])).toEqual([
      ['SW-2', 'out_of_stock'],
      ['SW-3', 'in_stock'],
      ['SW-4', 'not_due'],
      ['SW-5', 'unknown'],
    ]);
  });
});

describe('agenda', () => {
  test('operations get unanswered forms of any week and slow stock by store', () => {
    const { agenda } = computeWeekly(
      input({
        forms: [form({ number: 'SW-7', askedAt: new Date('2026-11-02T02:00:00Z') }), form({ withdrawn: true })],
        lastSales: [{ storeId: 'amz-us', sku: 'A', daysWithoutSale: 40 }],
      }),
    );
    expect(agenda.operations).toEqual([
      { why: 'unanswered', number: 'SW-7', storeId: 'amz-us', sku: 'A', assignee: people.lina },
      { why: 'slow', storeId: 'amz-us', count: 1 },
    ]);
  });

  test('supply chain gets urgent SKUs for which nothing is coming, or nothing has left yet', () => {
    const { agenda } = computeWeekly(
      input({
        rows: [
          weeklyRow({ sku: 'NOTHING', inbound: null, onOrder: 0, nextArrivalOn: null }),
          weeklyRow({ sku: 'ORDERED', inbound: 0, onOrder: 300, nextArrivalOn: null }),
          weeklyRow({ sku: 'COMING', inbound: 5 }),
          weeklyRow({ sku: 'CALM', tier: 'green', inbound: 0, onOrder: 0, stockOutOn: null }),
        ],
      }),
    );
    expect(agenda.supply.map((item) => [item.why, 'sku' in item && item.sku])).toEqual([
      ['nothing_coming', 'NOTHING'],
      ['order_not_shipped', 'ORDERED'],
    ]);
  });

  test('logistics get goods that arrive after the stock is gone', () => {
    const { agenda } = computeWeekly(
      input({
        rows: [
          weeklyRow({ sku: 'LATE', stockOutOn: day('2026-11-26'), nextArrivalOn: day('2026-11-27') }),
          weeklyRow({ sku: 'IN TIME', stockOutOn: day('2026-11-26'), nextArrivalOn: day('2026-11-26') }),
        ],
      }),
    );
    expect(agenda.logistics.map((item) => 'sku' in item && item.sku)).toEqual(['LATE']);
  });

  test('logistics are asked about overdue arrivals, and supply chain about SKUs that have nothing else coming', () => {
    const overdue = { units: 700, since: day('2026-10-11'), days: 42 };
    const { agenda } = computeWeekly(
      input({ rows: [weeklyRow({ sku: 'LOST', inbound: 700, onOrder: 0, nextArrivalOn: null, overdue })] }),
    );
    expect(agenda.logistics).toEqual([
      { why: 'arrival_overdue', storeId: 'amz-us', sku: 'LOST', units: 700, dueOn: day('2026-10-11'), days: 42 },
    ]);
    expect(agenda.supply).toMatchObject([{ why: 'nothing_coming', sku: 'LOST' }]);
  });
});
