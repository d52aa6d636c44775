// How long an order takes: promised, and as orders have shown.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { legDays, observedDays, wholeRoute, workedDays } from '../../../src/rules/inventory/lead-time.ts';

describe('the observed days of a leg', () => {
  it('are the mean rounded up: 5, 7, 4, 6, 5 → 5.4 → 6', () => {
    const observed = observedDays([5, 7, 4, 6, 5]);
    expect(observed).toMatchObject({ n: 5, days: 6, max: 7 });
    expect(observed?.mean).toBeCloseTo(5.4, 9);
    expect(observed?.spread).toBeCloseTo(1.14, 2);
  });

  it('are not rounded up from a whole number', () => {
    expect(observedDays([5, 7, 6])?.days).toBe(6);
  });

  it('can be explained', () => {
    const observed = observedDays([5, 7, 4, 6, 5]);
    expect(observed && workedDays(observed)).toMatchObject({
      formula: 'observed_days',
      value: 6,
      inputs: { n: 5, max: 7 },
    });
  });

  it('are none without an order, and have no spread with one', () => {
    expect(observedDays([])).toBeNull();
    expect(observedDays([12])).toMatchObject({ days: 12, spread: 0 });
  });
});

describe('the days to plan a leg with', () => {
  it('are those observed from three orders on', () => {
    expect(legDays({ promised: 3, observed: observedDays([5, 7, 4]) })).toMatchObject({ days: 6, from: 'observed' });
  });

  it('are those promised while fewer orders are known, with the longest seen kept in mind', () => {
    expect(legDays({ promised: 3, observed: observedDays([9, 2]) })).toMatchObject({
      days: 3,
      from: 'promised',
      max: 9,
    });
  });

  it('are whatever was seen where nothing was promised, and nothing where neither is known', () => {
    expect(legDays({ promised: null, observed: observedDays([9]) })).toMatchObject({ days: 9, from: 'observed' });
    expect(legDays({ promised: null, observed: null })).toBeNull();
  });
});

describe('the whole way', () => {
  const leg = (days: number, spread = 0) => ({ days, from: 'observed' as const, max: days + 2, spread });

  it('adds up days; spreads add as those of independent legs', () => {
    expect(wholeRoute([leg(15, 3), leg(3), leg(32, 4)])).toEqual({ days: 50, from: 'observed', max: 56, spread: 5 });
  });

  it('is promised as soon as one leg is, and unknown as soon as one is', () => {
    expect(wholeRoute([leg(15), { ...leg(3), from: 'promised' }])?.from).toBe('promised');
    expect(wholeRoute([leg(15), null])).toBeNull();
    expect(wholeRoute([])).toBeNull();
  });
});

it('plans with no fewer days than the mean of what was seen, and no more than the longest', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(90), { minLength: 1, maxLength: 12 }), (days) => {
      const observed = observedDays(days);
      expect(observed?.days).toBeGreaterThanOrEqual((observed?.mean ?? 0) - 1e-6);
      expect(observed?.days).toBeLessThanOrEqual(observed?.max ?? 0);
    }),
  );
});
