import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crossing, deviationFrom } from '../../src/rules/threshold.ts';

const twenty = { up: 0.2, down: 0.2 };

describe('the threshold', () => {
  it.each([
    [120, 100, 'up'],
    [119.9, 100, null],
    [80, 100, 'down'],
    [80.1, 100, null],
    [6, 5, 'up'],
    [12, 10, 'up'],
    [60, 50, 'up'],
    [8, 10, 'down'],
    [4, 5, 'down'],
    [0, 10, 'down'],
    [100, 100, null],
  ] as const)('%d against %d is %s', (units, baseline, expected) => {
    expect(crossing(units, baseline, twenty)).toBe(expected);
  });

  it('is crossed by exactly 20 % of every whole baseline, and by nothing less', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000_000 }), (fifth) => {
        const baseline = fifth * 5;
        expect(crossing(baseline + fifth, baseline, twenty)).toBe('up');
        expect(crossing(baseline - fifth, baseline, twenty)).toBe('down');
        expect(crossing(baseline + fifth - 0.001 * fifth, baseline, twenty)).toBeNull();
        expect(crossing(baseline - fifth + 0.001 * fifth, baseline, twenty)).toBeNull();
      }),
    );
  });

  it('is exact for any whole percentage and a baseline that arithmetic has smeared', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: 1, max: 99 }),
        fc.double({ min: -1e-12, max: 1e-12, noNaN: true }),
        (hundredth, percent, smear) => {
          const threshold = { up: percent / 100, down: percent / 100 };
          const baseline = hundredth * 100 * (1 + smear);
          expect(crossing(hundredth * (100 + percent), baseline, threshold)).toBe('up');
          expect(crossing(hundredth * (100 - percent), baseline, threshold)).toBe('down');
          expect(crossing(hundredth * (100 + percent) - 0.001 * hundredth, baseline, threshold)).toBeNull();
          expect(crossing(hundredth * (100 - percent) + 0.001 * hundredth, baseline, threshold)).toBeNull();
        },
      ),
    );
  });

  it('may differ up and down', () => {
    expect(crossing(140, 100, { up: 0.5, down: 0.1 })).toBeNull();
    expect(crossing(90, 100, { up: 0.5, down: 0.1 })).toBe('down');
  });

  it('cannot be crossed without a baseline', () => {
    expect(crossing(5, 0, twenty)).toBeNull();
    expect(crossing(5, Number.NaN, twenty)).toBeNull();
  });
});

it('gives the deviation as a fraction', () => {
  expect(deviationFrom(3, 14)).toBeCloseTo(-0.7857, 4);
});
