// The stock formulas with the worked examples of the product's rule book.

import { describe, expect, it } from 'vitest';
import { exitSignal } from '../../../src/rules/exit-signal.ts';
import { abcClasses, classMeasure } from '../../../src/rules/inventory/abc-class.ts';
import { countdown, cover } from '../../../src/rules/inventory/cover.ts';
import { stockTier } from '../../../src/rules/inventory/stock-tier.ts';
import { usualTiers } from '../../support/factories.ts';

describe('the stock-out countdown', () => {
  it('is available ÷ mean of the last three days: 180 ÷ mean(36, 34, 35) = 5.14', () => {
    expect(countdown(180, [36, 34, 35])?.value).toBeCloseTo(5.14, 2);
  });

  it('looks at the last three days only', () => {
    expect(countdown(180, [900, 36, 34, 35])?.value).toBeCloseTo(5.14, 2);
  });

  it.each([
    ['the stock is unknown', null, [3, 3, 3]],
    ['nothing sold', 50, [0, 0, 0]],
    ['nothing is known of sales', 50, []],
  ])('is unknown when %s', (_why, available, sold) => {
    expect(countdown(available, sold)).toBeNull();
  });

  it('is 0 for a shop that has oversold', () => {
    expect(countdown(-4, [2, 2, 2])?.value).toBe(0);
  });
});

it('gives the days of cover at the daily rate', () => {
  expect(cover(100, 8)?.value).toBe(12.5);
  expect(cover(100, null)).toBeNull();
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
    expect(stockTier(countdown, skuClass, usualTiers)).toBe(tier);
  });
});

describe('the class of a SKU', () => {
  it('is by share of sales: A the first 75 %, B to 95 %, C the rest, D nothing sold', () => {
    const classes = abcClasses([
      { sku: 'tail', quantity: 5, price: 1 },
      { sku: 'top', quantity: 60, price: 1 },
      { sku: 'second', quantity: 15, price: 1 },
      { sku: 'third', quantity: 20, price: 1 },
      { sku: 'none', quantity: 0, price: 1 },
    ]);
    expect([...classes]).toEqual([
      ['top', 'A'],
      ['third', 'A'],
      ['second', 'B'],
      ['tail', 'C'],
      ['none', 'D'],
    ]);
  });

  it('goes by the sales amount where prices are known: one lamp outweighs many cables', () => {
    const sold = [
      { sku: 'LAMP', quantity: 10, price: 100 },
      { sku: 'CABLE', quantity: 90, price: 1 },
    ];
    expect(classMeasure(sold)).toBe('amount');
    expect([...abcClasses(sold)]).toEqual([
      ['LAMP', 'A'],
      ['CABLE', 'B'],
    ]);
  });

  it('goes by units where the price of one that sold is not known', () => {
    const sold = [
      { sku: 'LAMP', quantity: 10, price: null },
      { sku: 'CABLE', quantity: 90, price: 1 },
    ];
    expect(classMeasure(sold)).toBe('quantity');
    expect(abcClasses(sold).get('CABLE')).toBe('A');
  });

  it('is D for all where nothing sold', () => {
    expect(abcClasses([{ sku: 'x', quantity: 0, price: null }]).get('x')).toBe('D');
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
