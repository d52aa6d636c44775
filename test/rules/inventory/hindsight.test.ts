import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { day } from '../../../src/lib/day.ts';
import { type Aftermath, outcomeOf } from '../../../src/rules/inventory/hindsight.ts';

/** Sold 20 a day for 10 known days; the order was to cover 45 days, 300 were there and 100 coming: 500 would have done. */
const after: Aftermath = {
  arrivedOn: day('2026-03-24'),
  arriveBy: day('2026-03-25'),
  outOfStockDays: 0,
  soldUnits: 200,
  soldDays: 10,
  ordered: 500,
  basis: { available: 300, coming: 100, coverDays: 45 },
};

describe('what came of a decision', () => {
  it('is what would have been ordered had the sales been known, beside what was', () => {
    expect(outcomeOf(after)).toMatchObject({ hindsightUnits: 500, size: 'right', inTime: true });
    expect(outcomeOf({ ...after, ordered: 651 })).toMatchObject({ size: 'over' });
    expect(outcomeOf({ ...after, ordered: 650 })).toMatchObject({ size: 'right' });
    expect(outcomeOf({ ...after, ordered: 349 })).toMatchObject({ size: 'under' });
    expect(outcomeOf({ ...after, ordered: 0, soldUnits: 0 })).toMatchObject({ hindsightUnits: 0, size: 'right' });
  });

  it('cannot be said without sales, or where nothing was suggested', () => {
    expect(outcomeOf({ ...after, soldDays: 0 })).toMatchObject({ hindsightUnits: null, size: 'unknown' });
    expect(outcomeOf({ ...after, basis: null })).toMatchObject({ size: 'unknown' });
  });

  it('is in time up to the named day, late when nothing came, and neither where none was named', () => {
    expect(outcomeOf({ ...after, arrivedOn: day('2026-03-25') }).inTime).toBe(true);
    expect(outcomeOf({ ...after, arrivedOn: day('2026-03-26') }).inTime).toBe(false);
    expect(outcomeOf({ ...after, arrivedOn: null }).inTime).toBe(false);
    expect(outcomeOf({ ...after, arriveBy: null }).inTime).toBeNull();
  });

  it('never calls a larger order too small where a smaller one was not', () => {
    const sizes = ['under', 'right', 'over'];
    fc.assert(
      fc.property(fc.nat(5000), fc.nat(5000), fc.nat(5000), (ordered, more, soldUnits) => {
        const small = outcomeOf({ ...after, soldUnits, ordered }).size;
        const large = outcomeOf({ ...after, soldUnits, ordered: ordered + more }).size;
        expect(sizes.indexOf(large)).toBeGreaterThanOrEqual(sizes.indexOf(small));
      }),
    );
  });
});
