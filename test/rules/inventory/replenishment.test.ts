// How much to order.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { worked } from '../../../src/rules/inventory/formulas.ts';
import {
  extraForPeriod,
  grossNeed,
  netNeed,
  replenish,
  toOrderSize,
} from '../../../src/rules/inventory/replenishment.ts';

describe('the need', () => {
  it('gross: forecast + reorder line − available: 840 + 1050 − 500 = 1390', () => {
    expect(grossNeed({ forecast: 840, reorderLine: 1050, available: 500 }).value).toBe(1390);
  });

  it('net: less what is coming', () => {
    expect(netNeed({ gross: 1390, inbound: 300, onOrder: 100 }).value).toBe(990);
    expect(netNeed({ gross: 1390, inbound: 9000, onOrder: 0 }).value).toBe(0);
  });

  it.each([
    [990, null, null, 990],
    [990, 1000, null, 1000],
    [990, null, 48, 1008],
    [10, 100, 48, 144],
    [0, 100, 48, 0],
    [12.2, null, null, 13],
  ])('of %d is an order, at least %s, in cases of %s, of %d', (units, moq, casePack, expected) => {
    expect(toOrderSize(units, { moq, casePack }).value).toBe(expected);
  });
});

describe('on top for a change of sales', () => {
  const change = { usualRate: 10, currentRate: 30, daysLeft: 7 };

  it('nothing for a one-off, and nothing for a lasting change, which moves the rate itself', () => {
    expect(extraForPeriod({ nature: 'one_off', ...change })).toBeNull();
    expect(extraForPeriod({ nature: 'lasting', ...change })).toBeNull();
  });

  it('half of what a short-term change takes beyond the usual: (30 − 10) × 7 ÷ 2 = 70', () => {
    expect(extraForPeriod({ nature: 'short_term', ...change })).toMatchObject({
      formula: 'first_order',
      value: 70,
      inputs: { need: 140, share: 0.5 },
    });
  });

  it('nothing for a fall, and nothing once the period is over', () => {
    expect(extraForPeriod({ nature: 'short_term', ...change, currentRate: 4 })).toBeNull();
    expect(extraForPeriod({ nature: 'short_term', ...change, daysLeft: 0 })).toBeNull();
  });
});

describe('whatever the numbers', () => {
  const units = fc.nat(5000);
  const size = fc.option(fc.integer({ min: 1, max: 500 }));

  it('the suggestion is never negative, the net never above the gross, the order never below the net', () => {
    fc.assert(
      fc.property(
        units,
        units,
        units,
        units,
        units,
        size,
        size,
        (forecast, reorderLine, available, inbound, onOrder, moq, casePack) => {
          const {
            gross,
            net,
            units: order,
          } = replenish({
            ...{ forecast, reorderLine, available, onOrder, moq, casePack },
            ...{ extra: 0, readyToShip: 0, inbound: worked('counted_inbound', inbound, { inbound }) },
          });
          expect(net.value).toBeGreaterThanOrEqual(0);
          expect(net.value).toBeLessThanOrEqual(gross.value);
          expect(order.value).toBeGreaterThanOrEqual(net.value);
          if (casePack !== null) expect(order.value % casePack).toBe(0);
        },
      ),
    );
  });

  it('more stock never means a larger need', () => {
    fc.assert(
      fc.property(units, units, units, units, (forecast, reorderLine, a, b) => {
        const need = (available: number) => grossNeed({ forecast, reorderLine, available }).value;
        expect(need(Math.max(a, b))).toBeLessThanOrEqual(need(Math.min(a, b)));
      }),
    );
  });
});
