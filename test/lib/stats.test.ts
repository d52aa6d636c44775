import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mean, median, reaches } from '../../src/lib/stats.ts';

describe('median', () => {
  it.each([
    [[3], 3],
    [[5, 1, 3], 3],
    [[4, 1, 3, 2], 2.5],
  ])('of %j is %d', (values, expected) => {
    expect(median(values)).toBe(expected);
  });

  it('of nothing is not a number', () => {
    expect(median([])).toBeNaN();
  });

  it('leaves its input in order', () => {
    const values = new Float64Array([3, 1, 2]);
    median(values);
    expect([...values]).toEqual([3, 1, 2]);
  });
});

it('mean of nothing is not a number', () => {
  expect(mean([])).toBeNaN();
  expect(mean([1, 2])).toBe(1.5);
});

describe('reaches', () => {
  it('forgives what binary arithmetic adds to a product', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 1, max: 100 }), (units, percent) => {
        // Equal in decimal arithmetic, whatever binary arithmetic makes of the factor.
        expect(reaches((units * (100 + percent)) / 100, units * (1 + percent / 100))).toBe(true);
        expect(reaches(units * (1 + percent / 100), (units * (100 + percent)) / 100)).toBe(true);
      }),
    );
  });

  it('does not forgive a tenth of a unit in a hundred', () => {
    expect(reaches(119.9, 120)).toBe(false);
    expect(reaches(119.99999, 120)).toBe(false);
  });
});
