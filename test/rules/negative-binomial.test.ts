import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { midPTail } from '../../src/rules/negative-binomial.ts';

describe('the mid-p tail', () => {
  // Reference values: scipy 1.17 (nbinom and poisson: cdf(x − 1) + pmf(x) ÷ 2, sf(x) + pmf(x) ÷ 2).
  it.each([
    [0, 0.5, 1.05, 'down', 0.30695662677037944],
    [3, 14, 1.5, 'down', 0.0015328033536946492],
    [25, 14, 1.5, 'up', 0.016076734661859736],
    [5, 0.3, 1.2, 'up', 0.00019060373241577505],
    [100, 140, 3, 'down', 0.018278901973473156],
    [1200, 1000, 1.04, 'up', 9.397845223400585e-10],
    [1_000_000, 1_001_000, 2, 'down', 0.2399148065142787],
    [7, 7, 1, 'down', 0.5242124456858677],
    [20, 10, 1, 'up', 0.0025213013188574445],
    [0, 300, 80, 'down', 2.9651454590483212e-8],
  ] as const)(
    'of %d where %d are expected with spread %d, %s, is as the reference says',
    (count, mean, spread, side, p) => {
      expect(midPTail({ count, mean, spread, side }) / p).toBeCloseTo(1, 10);
    },
  );

  it('of both sides add up to 1, for small means and for millions', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -3, max: 6, noNaN: true }),
        fc.double({ min: 1, max: 90, noNaN: true }),
        fc.double({ min: 0, max: 3, noNaN: true }),
        (logMean, spread, times) => {
          const mean = 10 ** logMean;
          const of = { count: Math.round(mean * times), mean, spread };
          const down = midPTail({ ...of, side: 'down' });
          const up = midPTail({ ...of, side: 'up' });
          expect(down + up).toBeCloseTo(1, 9);
          expect(Math.min(down, up)).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });

  it('shrinks as the count moves away', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 5000, noNaN: true }),
        fc.double({ min: 1, max: 20, noNaN: true }),
        fc.nat(3000),
        (mean, spread, count) => {
          const up = (x: number) => midPTail({ count: x, mean, spread, side: 'up' });
          expect(up(count + 1)).toBeLessThanOrEqual(up(count));
        },
      ),
    );
  });

  it('ends at once for a count that nobody will ever see', () => {
    expect(midPTail({ count: 3000, mean: 0.1, spread: 1.5, side: 'up' })).toBeLessThan(1e-300);
    expect(midPTail({ count: 0, mean: 5_000_000, spread: 1.2, side: 'down' })).toBe(0);
  });

  it('is a sum of the distribution’s own probabilities', () => {
    // The geometric distribution (size 1): mean m, spread 1 + m, P(x) = m^x ÷ (1 + m)^(x + 1).
    const p = (x: number) => 4 ** x / 5 ** (x + 1);
    expect(midPTail({ count: 3, mean: 4, spread: 5, side: 'down' })).toBeCloseTo(p(0) + p(1) + p(2) + p(3) / 2, 14);
  });
});
