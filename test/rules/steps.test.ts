// The small formulas of the rule, one by one.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dispersionOf, shopSpread } from '../../src/rules/dispersion.ts';
import { levelOf, levelWeights, tempered } from '../../src/rules/level.ts';
import { shopLift, skuLift } from '../../src/rules/promotion-lift.ts';
import { ruleNumbers } from '../../src/rules/rule-numbers.ts';
import { isSteady } from '../../src/rules/steady.ts';
import {
  addToProfile,
  noProfile,
  profileOf,
  type WeekdaySample,
  weekdayFactors,
  weekdayUncertainty,
} from '../../src/rules/weekday.ts';

const weights = levelWeights(42, 14);

function level(values: number[]): number {
  return levelOf(Float64Array.from(values), { from: 0, to: values.length }, weights, 2.5).mean;
}

describe('the level', () => {
  it('weighs a day half after fourteen', () => {
    expect(weights[0]).toBe(1);
    expect(weights[14]).toBeCloseTo(0.5, 12);
    expect(weights).toHaveLength(42);
  });

  it('of a constant SKU is that constant', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 1, max: 60 }), (units, days) => {
        expect(level(new Array<number>(days).fill(units))).toBeCloseTo(units, 6);
      }),
    );
  });

  it('is the weighted mean where nothing is clipped', () => {
    expect(level([8, 12])).toBeCloseTo((12 + 8 * 0.5 ** (1 / 14)) / (1 + 0.5 ** (1 / 14)), 12);
  });

  it('hardly moves for one day that shouts', () => {
    const calm = Array.from({ length: 42 }, (_, i) => 9 + (i % 3));
    expect(level(calm)).toBeCloseTo(10, 1);
    expect(level([...calm.slice(1), 30])).toBeLessThan(10.5);
    expect(level([...calm.slice(1), 500])).toBeLessThan(11.5);
  });

  it('looks at no more than 42 days', () => {
    expect(level([...new Array<number>(30).fill(1000), ...new Array<number>(42).fill(10)])).toBeCloseTo(10, 9);
  });

  it('of no day is not a number', () => {
    expect(level([])).toBeNaN();
  });
});

describe('a day of a short-term change', () => {
  const at = { share: 0.2, roots: 2 };

  it.each([
    [110, 100, 110],
    [400, 100, 120],
    [0, 100, 80],
    [9, 4, 8],
    [0, 4, 0],
  ])('of %d moves a level of %d as %d would', (value, level, as) => {
    expect(tempered(value, level, at)).toBeCloseTo(as, 12);
  });
});

describe('the dispersion of a SKU', () => {
  const of = (squares: number[]) => dispersionOf(Float64Array.from(squares), squares.length, ruleNumbers);

  it('is mixed with twelve days’ worth of 1.4', () => {
    expect(of(new Array<number>(56).fill(3))).toBeCloseTo((56 * 3 + 12 * 1.4) / 68, 12);
    expect(of([])).toBeCloseTo(1.4, 12);
  });

  it('is never under 1', () => {
    expect(of(new Array<number>(56).fill(0))).toBe(1);
  });

  it('is not made by one odd day', () => {
    const calm = new Array<number>(55).fill(1);
    expect(of([...calm, 10_000])).toBeLessThan(2.1);
  });
});

describe('the over-dispersion of a shop', () => {
  it('is 1 while few sums are known, and never less', () => {
    expect(shopSpread(new Float64Array(50).fill(9), 29, 30)).toBe(1);
    expect(shopSpread(new Float64Array(50).fill(0.1), 50, 30)).toBe(1);
  });

  it('is the median of squared residuals in units of a squared normal’s median', () => {
    expect(shopSpread(new Float64Array(50).fill(0.9098728462391449), 50, 30)).toBeCloseTo(2, 9);
  });
});

describe('the weekday factors', () => {
  /** Eight weeks of one SKU, `of` units on each weekday. */
  function weeks(of: (weekday: number, week: number) => number): WeekdaySample {
    const quantity = Float64Array.from({ length: 56 }, (_, t) => of(t % 7, Math.floor(t / 7)));
    const mean = quantity.reduce((sum, units) => sum + units, 0) / 56;
    return { quantity, weekday: Uint8Array.from({ length: 56 }, (_, t) => t % 7), count: 56, mean };
  }
  const profile = () => {
    const sums = noProfile();
    addToProfile(
      sums,
      weeks((weekday) => (weekday === 6 ? 20 : 10)),
    );
    return profileOf(sums);
  };

  it('of a shop have mean 1 and its shape', () => {
    const of = profile();
    expect(of.reduce((sum, factor) => sum + factor, 0)).toBeCloseTo(7, 12);
    expect((of[6] ?? 0) / (of[0] ?? 1)).toBeCloseTo(2, 9);
  });

  it('of a SKU without a past are the shop’s', () => {
    const none: WeekdaySample = { quantity: new Float64Array(0), weekday: new Uint8Array(0), count: 0, mean: 0 };
    weekdayFactors(none, profile(), 80).forEach((factor, weekday) => {
      expect(factor).toBeCloseTo(profile()[weekday] ?? 0, 12);
    });
  });

  it('of a noisy SKU lean on the shop’s', () => {
    const noisy = weeks((weekday, week) => (weekday === 0 ? (week % 2) * 12 : (week % 3) * 4));
    const factors = weekdayFactors(noisy, profile(), 80);
    expect((factors[6] ?? 0) / (factors[1] ?? 1)).toBeGreaterThan(1.2);
  });

  it('of a SKU that is the same every day are 1, whatever the shop does', () => {
    for (const factor of weekdayFactors(
      weeks(() => 10),
      profile(),
      80,
    ))
      expect(factor).toBeCloseTo(1, 12);
  });

  it('of a SKU with an exact week of its own are its own', () => {
    const factors = weekdayFactors(
      weeks((weekday) => (weekday === 2 ? 30 : 10)),
      profile(),
      80,
    );
    expect((factors[2] ?? 0) / (factors[6] ?? 1)).toBeCloseTo(3, 9);
  });

  it('are the less certain the fewer weeks are known', () => {
    expect(weekdayUncertainty(100, 28, 80)).toBeGreaterThan(weekdayUncertainty(100, 56, 80));
    expect(weekdayUncertainty(1, 56, 80)).toBeLessThan(0.01);
  });
});

describe('the promotion lift', () => {
  it('of a shop is unknown until enough promotion days are known', () => {
    expect(shopLift({ sold: 200, expected: 100, skuDays: 6 }, ruleNumbers.liftKnown)).toBeNull();
    expect(shopLift({ sold: 40, expected: 20, skuDays: 9 }, ruleNumbers.liftKnown)).toBeNull();
    expect(shopLift({ sold: 200, expected: 100, skuDays: 7 }, ruleNumbers.liftKnown)).toBe(2);
  });

  it('of a SKU starts at the shop’s and becomes its own', () => {
    expect(skuLift({ sold: 0, expected: 0, skuDays: 0 }, 2, 30)).toBe(2);
    expect(skuLift({ sold: 120, expected: 30, skuDays: 3 }, 2, 30)).toBe(3);
  });
});

describe('a steady SKU', () => {
  it.each([
    [5, 50, true],
    [6, 50, false],
    [0, 7, true],
    [0, 6, false],
    [1, 9, false],
    [1, 10, true],
  ])('over the threshold on %d of %d days: %s', (days, of, steady) => {
    expect(isSteady({ days, of }, ruleNumbers)).toBe(steady);
  });
});
