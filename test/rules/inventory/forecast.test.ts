// What will sell: thirty days' mean, bent by a bounded trend.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { day } from '../../../src/lib/day.ts';
import { dailySales, forecast, oldSalesOf, trendOf } from '../../../src/rules/inventory/forecast.ts';

const days = (count: number, units: number) => Array.from({ length: count }, () => units);

describe('the daily sales', () => {
  it('are of the newest thirty days, without those that do not count', () => {
    expect(dailySales([...days(40, 99), ...days(28, 10), Number.NaN, 20])).toMatchObject({
      mean: 300 / 29,
      max: 20,
      days: 29,
    });
  });

  it('are unknown without a day that counts', () => {
    expect(dailySales([Number.NaN])).toBeNull();
  });
});

describe('the age of sales', () => {
  it('is mentioned from the fourth day on', () => {
    const today = day('2026-03-03');
    expect(oldSalesOf(day('2026-02-28'), today)).toBeNull();
    expect(oldSalesOf(day('2026-02-27'), today)).toEqual({ through: day('2026-02-27'), days: 4 });
    expect(oldSalesOf(day('2026-01-27'), today)).toEqual({ through: day('2026-01-27'), days: 35 });
    expect(oldSalesOf(null, today)).toBeNull();
  });
});

describe('the trend', () => {
  it('compares the last two weeks with the daily rate, here the thirty-day mean: (168 + 30) ÷ (140 + 30)', () => {
    const steady = [...days(16, 8.25), ...days(14, 12)];
    const mean = (16 * 8.25 + 168) / 30;
    const trend = trendOf(steady, mean);
    const usual = 14 * mean;
    expect(trend.value).toBeCloseTo((168 + 30) / (usual + 30), 9);
    expect(trend.inputs).toMatchObject({ sold: 168, days: 30 });
  });

  it('is 1 while fewer than fourteen days are known', () => {
    expect(trendOf(days(13, 5), 5).value).toBe(1);
  });

  it('takes a few pieces more for what they are', () => {
    expect(trendOf([...days(29, 0), 4], 4 / 30).value).toBeLessThan(1.1);
  });

  it('is bounded, and tells what it was before', () => {
    const surge = trendOf([...days(16, 1), ...days(14, 100)], 47);
    expect(surge.value).toBe(1.5);
    expect(surge.inputs.raw).toBeGreaterThan(1.5);
    expect(trendOf([...days(16, 100), ...days(14, 1)], 54).value).toBe(0.7);
  });

  it('is 1 where nothing changes, at any level', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 14, max: 60 }), (units, count) => {
        expect(trendOf(days(count, units), units).value).toBeCloseTo(1, 9);
      }),
    );
  });
});

it('forecasts mean daily × horizon × trend: 100 × 7 × 1.2 = 840', () => {
  expect(forecast({ meanDaily: 100, horizonDays: 7, trend: 1.2 }).value).toBeCloseTo(840, 9);
});
