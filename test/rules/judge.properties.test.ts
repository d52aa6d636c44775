// What must hold for every shop, whatever it sold.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeDay } from '../../src/rules/judge.ts';
import type { SalesWindow } from '../../src/rules/sales-window.ts';
import type { Verdict } from '../../src/rules/verdict.ts';
import { poissonCounts, type SkuShape, settingsOf, windowOf } from './shop.ts';

const days = 64;

const sku: fc.Arbitrary<SkuShape> = fc
  .record({
    mean: fc.constantFrom(0, 0.3, 2, 8, 30, 120),
    steady: fc.boolean(),
    seed: fc.nat(100_000),
    today: fc.constantFrom(0, 0.5, 0.8, 0.9, 1, 1.2, 1.5, 3),
    spike: fc.option(fc.record({ at: fc.nat(days - 2), times: fc.constantFrom(0, 5, 40) }), { nil: undefined }),
    outOfStock: fc.uniqueArray(fc.nat(days - 1), { maxLength: 6 }),
    promotion: fc.uniqueArray(fc.nat(days - 1), { maxLength: 6 }),
    marks: fc.array(fc.record({ back: fc.nat(days - 1), mark: fc.integer({ min: 0, max: 4 }) }), { maxLength: 4 }),
    levelFromBack: fc.option(fc.nat(days - 1), { nil: undefined }),
  })
  .map(({ mean, steady, seed, today, spike, ...shape }) => {
    const sold = steady ? new Array<number>(days).fill(Math.round(mean)) : poissonCounts(mean, days, seed);
    sold[days - 1] = Math.round(mean * today);
    if (spike) sold[spike.at] = Math.round((mean + 1) * spike.times);
    return { ...shape, sold };
  });

const shop: fc.Arbitrary<SalesWindow> = fc
  .record({
    skus: fc.array(sku, { minLength: 1, maxLength: 22 }),
    incomplete: fc.uniqueArray(fc.integer({ min: 1, max: days - 1 }), { maxLength: 8 }),
  })
  .map(({ skus, incomplete }) =>
    windowOf({ days, incomplete, skus: Object.fromEntries(skus.map((shape, i) => [`S${i}`, shape])) }),
  );

const policy = fc.constantFrom('literal' as const, 'loose' as const, 'balanced' as const, 'strict' as const);

/** The numbers that a verdict's baseline rests on. */
function baselineOf({ evidence }: Verdict) {
  const { level, weekdayFactor, dispersion, usableDays, historyFrom, historyTo, leftOut } = evidence;
  return { level, weekdayFactor, dispersion, usableDays, historyFrom, historyTo, leftOut };
}

function withQuantity(window: SalesWindow, change: (quantity: Float64Array, i: number) => void): SalesWindow {
  return {
    ...window,
    series: window.series.map((series, i) => {
      const quantity = Float64Array.from(series.quantity);
      change(quantity, i);
      return { ...series, quantity };
    }),
  };
}

describe('for every shop', () => {
  it('no deviation is below the threshold, with or without the shop factor', () => {
    fc.assert(
      fc.property(shop, policy, (window, own) => {
        const { verdicts } = judgeDay(window, settingsOf({ policy: own }));
        for (const { word, deviation, direction, window: length, evidence } of verdicts) {
          if (word !== 'deviation') continue;
          const size = direction === 'up' ? (deviation ?? 0) : -(deviation ?? 0);
          expect(size).toBeGreaterThanOrEqual(0.2 - 1e-8);
          const deciding = evidence.windows.find((each) => each.days === length);
          const beyond = deciding?.deviationBeyondShop ?? 0;
          if (own !== 'literal') expect(direction === 'up' ? beyond : -beyond).toBeGreaterThanOrEqual(0.2 - 1e-8);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('the judged day is no part of its own baseline', () => {
    fc.assert(
      fc.property(shop, fc.array(fc.nat(5000), { minLength: 22, maxLength: 22 }), (window, other) => {
        const changed = withQuantity(window, (quantity, i) => {
          quantity[days - 1] = other[i] ?? 0;
        });
        const before = judgeDay(window, settingsOf()).verdicts.map(baselineOf);
        expect(judgeDay(changed, settingsOf()).verdicts.map(baselineOf)).toEqual(before);
      }),
      { numRuns: 40 },
    );
  });

  it('the order of the series changes no number', () => {
    fc.assert(
      fc.property(shop, (window) => {
        const bySku = (verdicts: readonly Verdict[]) => new Map(verdicts.map((verdict) => [verdict.sku, verdict]));
        const turned = judgeDay({ ...window, series: [...window.series].reverse() }, settingsOf());
        const straight = judgeDay(window, settingsOf());
        expect(turned.shop).toEqual(straight.shop);
        expect(bySku(turned.verdicts)).toEqual(bySku(straight.verdicts));
      }),
      { numRuns: 40 },
    );
  });

  it('what stands on a day that the feed does not cover makes no difference', () => {
    fc.assert(
      fc.property(shop, fc.nat(3000), (window, ghost) => {
        const haunted = withQuantity(window, (quantity) => {
          window.complete.forEach((whole, t) => {
            if (!whole) quantity[t] = ghost;
          });
        });
        expect(judgeDay(haunted, settingsOf())).toEqual(judgeDay(window, settingsOf()));
      }),
      { numRuns: 40 },
    );
  });

  it('every SKU gets exactly one verdict, in the order of the series', () => {
    fc.assert(
      fc.property(shop, policy, (window, own) => {
        const { verdicts } = judgeDay(window, settingsOf({ policy: own }));
        expect(verdicts.map((verdict) => verdict.sku)).toEqual(window.series.map((series) => series.sku));
        expect(JSON.parse(JSON.stringify(verdicts))).toEqual(verdicts);
      }),
      { numRuns: 30 },
    );
  });
});

describe('for every steady SKU', () => {
  const usual = fc.integer({ min: 1, max: 2000 }).map((fifth) => fifth * 5);

  it('exactly 20 % asks, a hair less does not', () => {
    fc.assert(
      fc.property(usual, fc.boolean(), (units, up) => {
        const judgedAt = (today: number) => {
          const sold = [...new Array<number>(days - 1).fill(units), today];
          return judgeDay(windowOf({ days, skus: { A: sold } }), settingsOf()).verdicts[0];
        };
        const sign = up ? 1 : -1;
        expect(judgedAt(units + (sign * units) / 5)).toMatchObject({
          word: 'deviation',
          direction: up ? 'up' : 'down',
        });
        expect(judgedAt(units + sign * units * 0.1999)).toMatchObject({ word: 'normal' });
      }),
      { numRuns: 60 },
    );
  });

  it('a hundred times the units give the same verdict', () => {
    const wobble = fc.array(fc.integer({ min: 95, max: 105 }), { minLength: days - 1, maxLength: days - 1 });
    fc.assert(
      fc.property(wobble, fc.integer({ min: 50, max: 320 }), fc.constantFrom(2, 10, 100), (past, today, times) => {
        const of = (factor: number) =>
          judgeDay(windowOf({ days, skus: { A: [...past, today].map((units) => units * factor) } }), settingsOf())
            .verdicts[0];
        const one = of(1);
        const many = of(times);
        expect({ word: many?.word, direction: many?.direction, surge: many?.surge }).toEqual({
          word: one?.word,
          direction: one?.direction,
          surge: one?.surge,
        });
        expect(many?.deviation).toBeCloseTo(one?.deviation ?? Number.NaN, 2);
      }),
      { numRuns: 60 },
    );
  });
});
