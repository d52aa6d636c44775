// The stock formulas with the worked examples of the product's rule book.

import { describe, expect, it } from 'vitest';
import { addDays, day } from '../../../src/lib/day.ts';
import { exitSignal } from '../../../src/rules/exit-signal.ts';
import { abcClasses } from '../../../src/rules/inventory/abc-class.ts';
import { countdownDays, daysOfCover } from '../../../src/rules/inventory/cover.ts';
import { stockTier } from '../../../src/rules/inventory/stock-tier.ts';
import {
  forecast,
  netNeed,
  reorderLine,
  suggestReplenishment,
  toOrderSize,
} from '../../../src/rules/inventory/suggestion.ts';

const today = day('2026-03-02');

describe('the stock-out countdown', () => {
  it('is available ÷ mean of the last three days: 180 ÷ mean(36, 34, 35) = 5.14', () => {
    expect(countdownDays(180, [36, 34, 35])).toBeCloseTo(5.14, 2);
  });

  it('looks at the last three days only', () => {
    expect(countdownDays(180, [900, 36, 34, 35])).toBeCloseTo(5.14, 2);
  });

  it.each([
    ['the stock is unknown', null, [3, 3, 3]],
    ['nothing sold', 50, [0, 0, 0]],
    ['nothing is known of sales', 50, []],
  ])('is unknown when %s', (_why, available, sold) => {
    expect(countdownDays(available, sold)).toBeNull();
  });

  it('is 0 for a shop that has oversold', () => {
    expect(countdownDays(-4, [2, 2, 2])).toBe(0);
  });
});

it('gives the days of cover at the daily rate', () => {
  expect(daysOfCover(100, 8)).toBe(12.5);
  expect(daysOfCover(100, null)).toBeNull();
});

describe('the stock tier', () => {
  it.each([
    [10, null, 'green'],
    [9.9, null, 'yellow'],
    [5, 'A', 'yellow'],
    [4.9, 'A', 'orange'],
    [2, 'A', 'orange'],
    [1.9, 'A', 'red'],
    [7, 'B', 'green'],
    [6.9, 'B', 'yellow'],
    [3, 'C', 'green'],
    [2.9, 'C', 'orange'],
    [1, 'C', 'red'],
    [0, 'D', 'green'],
    [null, 'A', null],
  ] as const)('of %s days for class %s is %s', (countdown, skuClass, tier) => {
    expect(stockTier(countdown, skuClass)).toBe(tier);
  });
});

describe('the class of a SKU', () => {
  it('is by share of sales: A the first 75 %, B to 95 %, C the rest, D nothing sold', () => {
    const classes = abcClasses([
      { sku: 'tail', quantity: 5 },
      { sku: 'top', quantity: 60 },
      { sku: 'second', quantity: 15 },
      { sku: 'third', quantity: 20 },
      { sku: 'none', quantity: 0 },
    ]);
    expect([...classes]).toEqual([
      ['top', 'A'],
      ['third', 'A'],
      ['second', 'B'],
      ['tail', 'C'],
      ['none', 'D'],
    ]);
  });

  it('is D for all where nothing sold', () => {
    expect(abcClasses([{ sku: 'x', quantity: 0 }]).get('x')).toBe('D');
  });
});

describe('the suggestion', () => {
  it('follows the worked examples: reorder line 1050, forecast 840, gross 1390', () => {
    expect(reorderLine(100, 7)).toBe(1050);
    expect(forecast(100, 7, 1.2)).toBe(840);
    expect(netNeed({ forecast: 840, reorderLine: 1050, available: 500, coming: 0 })).toBe(1390);
    expect(netNeed({ forecast: 840, reorderLine: 1050, available: 500, coming: 400 })).toBe(990);
    expect(netNeed({ forecast: 840, reorderLine: 1050, available: 9000, coming: 0 })).toBe(0);
  });

  it.each([
    [990, null, null, 990],
    [990, 1000, null, 1000],
    [990, null, 48, 1008],
    [10, 100, 48, 144],
    [0, 100, 48, 0],
    [12.2, null, null, 13],
  ])('rounds %d up to an order: at least %s, in cases of %s, is %d', (units, moq, casePack, expected) => {
    expect(toOrderSize(units, { moq, casePack })).toBe(expected);
  });

  const leadTime = {
    moq: null,
    casePack: null,
    productionDays: 10,
    qcDays: 2,
    seaDays: 35,
    airDays: 14,
    expressDays: 6,
    receivingDays: 3,
  };

  it('takes the slowest way that still arrives before the stock is gone, and says when', () => {
    const of = (available: number) =>
      suggestReplenishment({ today, rate: 10, position: { available, inbound: null, onOrder: null }, leadTime });
    // 50 days of stock: production and checks take 12, sea and receiving 38.
    expect(of(500)).toEqual({ units: 550, transport: 'sea', arriveBy: addDays(today, 50) });
    expect(of(490)).toMatchObject({ transport: 'air', arriveBy: addDays(today, 29) });
    expect(of(20)).toMatchObject({ transport: 'express', arriveBy: addDays(today, 21) });
  });

  it('is none where the lead time is unknown', () => {
    const position = { available: 5, inbound: 0, onOrder: 0 };
    expect(
      suggestReplenishment({ today, rate: 10, position, leadTime: { ...leadTime, productionDays: null } }),
    ).toBeNull();
    const ways = { seaDays: null, airDays: null, expressDays: null };
    expect(suggestReplenishment({ today, rate: 10, position, leadTime: { ...leadTime, ...ways } })).toBeNull();
  });

  it('is to order nothing where enough is there or coming', () => {
    const position = { available: 100, inbound: 2000, onOrder: 500 };
    expect(suggestReplenishment({ today, rate: 10, position, leadTime })).toEqual({
      units: 0,
      transport: null,
      arriveBy: null,
    });
  });
});

describe('the exit signal', () => {
  it.each([
    [[100, 84, 70, 59], true],
    [[100, 85, 70, 59], false],
    [[100, 84, 70, 60], false],
    [[500, 100, 84, 70, 59], true],
    [[84, 70, 59], false],
    [[100, Number.NaN, 70, 59], false],
    [[0, 0, 0, 0], false],
  ])('%j: %s', (quantity, expected) => {
    expect(exitSignal(quantity)).toBe(expected);
  });
});
