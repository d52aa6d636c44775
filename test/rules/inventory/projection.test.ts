// The stock day by day: when it runs out, for how long, and what is lost meanwhile.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, day } from '../../../src/lib/day.ts';
import type { ExpectedSpan } from '../../../src/rules/inventory/given-forecast.ts';
import { projectedDays, projectStock } from '../../../src/rules/inventory/projection.ts';

const today = day('2026-03-02');

describe('the projected stock-out', () => {
  it('is the first day on which less is there than is wanted, with the gap until the next arrival', () => {
    const arrivals = [{ units: 100, sellableOn: addDays(today, 8) }];
    // 50 at 10 a day sells through day 4; day 5 is empty, three days before the arrival.
    const { stockOutOn, gap } = projectStock({ available: 50, rate: 10, today, arrivals });
    expect(stockOutOn).toBe(addDays(today, 5));
    expect(gap).toMatchObject({ from: addDays(today, 5), until: addDays(today, 8), days: 3, lost: 30 });
  });

  it('counts the part of a day that the rest of the stock still serves', () => {
    const arrivals = [{ units: 100, sellableOn: addDays(today, 4) }];
    const { gap, lostUnits } = projectStock({ available: 25, rate: 10, today, arrivals, days: 5 });
    expect(gap).toMatchObject({ from: addDays(today, 2), until: addDays(today, 4), days: 2, lost: 15 });
    expect(lostUnits).toBe(15);
  });

  it('counts what arrives in time', () => {
    const arrivals = [{ units: 100, sellableOn: addDays(today, 5) }];
    const { stockOutOn, gap } = projectStock({ available: 50, rate: 10, today, arrivals });
    expect(stockOutOn).toBe(addDays(today, 15));
    expect(gap).toMatchObject({ from: addDays(today, 15), until: null, days: null, lost: null });
  });

  it('does not count an overdue arrival: it did not come on its day, and nobody knows when it will', () => {
    const arrivals = [{ units: 100, sellableOn: addDays(today, -3) }];
    expect(projectStock({ available: 0, rate: 10, today, arrivals })).toMatchObject({
      stockOutOn: today,
      gap: { until: null },
    });
  });

  it('counts what arrives today', () => {
    const arrivals = [{ units: 100, sellableOn: today }];
    expect(projectStock({ available: 0, rate: 10, today, arrivals }).stockOutOn).toBe(addDays(today, 10));
  });

  it('does not run out on the residue of binary fractions', () => {
    expect(projectStock({ available: 1, rate: 0.1, today, arrivals: [] }).stockOutOn).toBe(addDays(today, 10));
  });

  it('is none without sales or without a known stock', () => {
    expect(projectStock({ available: 5, rate: 0, today, arrivals: [] }).stockOutOn).toBeNull();
    expect(projectStock({ available: null, rate: 5, today, arrivals: [] }).stockOutOn).toBeNull();
  });
});

const arrival = fc.record({
  units: fc.nat(300),
  sellableOn: fc.integer({ min: 0, max: 59 }).map((ahead) => addDays(today, ahead)),
});
const arrivals = fc.array(arrival, { maxLength: 4 });
const rate = fc.double({ min: 0.1, max: 40, noNaN: true });
/** What people expect of some of the days, the others at the rate. */
const expected = fc
  .array(fc.record({ days: fc.integer({ min: 1, max: 20 }), gap: fc.nat(9), perDay: fc.nat(60) }), { maxLength: 4 })
  .map((parts) => {
    let from = today;
    return parts.map(({ days, gap, perDay }): ExpectedSpan => {
      const start = addDays(from, gap);
      from = addDays(start, days);
      return { from: start, to: addDays(from, -1), perDay };
    });
  });

describe('whatever the stock and the shipments,', () => {
  it('more stock never brings the stock-out forward', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), rate, arrivals, expected, (a, b, daily, coming, told) => {
        const at = (available: number) =>
          projectStock({ available, rate: daily, expected: told, today, arrivals: coming }).stockOutOn ?? '9999';
        expect(at(Math.min(a, b)) <= at(Math.max(a, b))).toBe(true);
      }),
    );
  });

  it('a later arrival never means fewer units lost', () => {
    fc.assert(
      fc.property(
        fc.nat(500),
        rate,
        expected,
        arrivals,
        arrival,
        fc.nat(30),
        (available, daily, told, coming, one, later) => {
          const lostWith = (sellableOn: typeof today) => {
            const all = [...coming, { ...one, sellableOn }];
            return projectStock({ available, rate: daily, expected: told, today, arrivals: all, days: 60 }).lostUnits;
          };
          expect(lostWith(addDays(one.sellableOn, later))).toBeGreaterThanOrEqual(lostWith(one.sellableOn) - 1e-6);
        },
      ),
    );
  });

  it('a later shipment never shortens the gap before it', () => {
    fc.assert(
      fc.property(fc.nat(500), rate, expected, arrival, fc.nat(30), (available, daily, told, one, later) => {
        const gapWith = (sellableOn: typeof today) =>
          projectStock({ available, rate: daily, expected: told, today, arrivals: [{ ...one, sellableOn }] }).gap
            ?.days ?? 0;
        expect(gapWith(addDays(one.sellableOn, later))).toBeGreaterThanOrEqual(gapWith(one.sellableOn));
      }),
    );
  });

  it('loses no piece and invents none: stock and arrivals are sold, left, or wanted in vain', () => {
    fc.assert(
      fc.property(fc.nat(500), rate, arrivals, (available, daily, coming) => {
        const input = { available, rate: daily, today, arrivals: coming, days: 60 };
        const { lostUnits } = projectStock(input);
        const arrived = coming.reduce((sum, { units }) => sum + units, 0);
        const sold = 60 * daily - lostUnits;
        expect(available + arrived - sold).toBeCloseTo(projectedDays(input).at(-1)?.left ?? Number.NaN, 3);
      }),
    );
  });
});
