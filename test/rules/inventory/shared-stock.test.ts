// One stock in several shops, the stock before an event, the health of the whole, and who must approve.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { needsApproval } from '../../../src/rules/inventory/approval.ts';
import { oversellRisk, splitByShare } from '../../../src/rules/inventory/channels.ts';
import { eventNeed } from '../../../src/rules/inventory/event-stock.ts';
import { turnover, turnoverDays } from '../../../src/rules/inventory/stock-health.ts';

const shop = (storeId: string, unitsLast30: number) => ({ storeId, unitsLast30 });

describe('one stock in several shops', () => {
  it('is shared out by the sales of thirty days, to the last piece', () => {
    expect(splitByShare(100, [shop('amz', 600), shop('tts', 300), shop('web', 100)])).toEqual([
      { storeId: 'amz', share: 0.6, units: 60 },
      { storeId: 'tts', share: 0.3, units: 30 },
      { storeId: 'web', share: 0.1, units: 10 },
    ]);
    expect(splitByShare(10, [shop('a', 1), shop('b', 1), shop('c', 1)]).map(({ units }) => units)).toEqual([4, 3, 3]);
  });

  it('is shared equally where nothing sold', () => {
    expect(splitByShare(9, [shop('a', 0), shop('b', 0), shop('c', 0)]).map(({ units }) => units)).toEqual([3, 3, 3]);
  });

  it('adds up, whatever sold', () => {
    fc.assert(
      fc.property(fc.nat(9999), fc.array(fc.nat(5000), { minLength: 1, maxLength: 8 }), (stock, sold) => {
        const shares = splitByShare(
          stock,
          sold.map((units, index) => shop(`s${index}`, units)),
        );
        expect(shares.reduce((sum, { units }) => sum + units, 0)).toBe(stock);
        expect(shares.every(({ units }) => units >= 0)).toBe(true);
      }),
    );
  });

  it.each([
    ['under three days of joint sales are left', 8, [shop('a', 60), shop('b', 30)], 'nearly_gone'],
    ['nothing is left', 0, [shop('a', 60), shop('b', 30)], 'gone'],
    ['three days are left', 9, [shop('a', 60), shop('b', 30)], null],
    ['nothing sells', 0, [shop('a', 0), shop('b', 0)], null],
    ['there is one shop', 1, [shop('a', 600)], null],
  ] as const)('may be sold twice or not: %s', (_why, available, channels, risk) => {
    expect(oversellRisk(available, channels)).toBe(risk);
  });
});

describe('before a deal or a livestream', () => {
  it('what is expected to sell, half as much again, must be there: 10 a day × 3 × 2 days × 1.5 = 90', () => {
    expect(eventNeed({ rate: 10, lift: 3, days: 2 }).value).toBe(90);
  });

  it('reckons with three times the usual where nothing has been learned', () => {
    expect(eventNeed({ rate: 10, lift: null, days: 1 })).toMatchObject({ value: 45, inputs: { assumedLift: 3 } });
  });
});

describe('the health of the stock', () => {
  it('turnover is cost of sales ÷ mean stock value a year, and 365 ÷ it are days', () => {
    expect(turnover({ costOfSales: 1200, meanStockValue: 400, days: 365 })?.value).toBe(3);
    expect(turnover({ costOfSales: 100, meanStockValue: 400, days: 36.5 })?.value).toBeCloseTo(2.5, 9);
    expect(turnoverDays(5)?.value).toBe(73);
    expect(turnover({ costOfSales: 1, meanStockValue: 0, days: 30 })).toBeNull();
    expect(turnoverDays(0)).toBeNull();
  });
});

describe('a proposal waits for the manager', () => {
  const limit = { amount: 5000, currency: 'CNY' };
  it.each([
    ['above the limit', { amount: 5000.01, currency: 'CNY' }, true],
    ['at the limit', { amount: 5000, currency: 'CNY' }, false],
    ['in another currency, which nobody converts silently', { amount: 90_000, currency: 'USD' }, false],
    ['at an unknown cost', null, false],
  ] as const)('%s: %s', (_why, cost, waits) => {
    expect(needsApproval(cost, limit)).toBe(waits);
  });
});
