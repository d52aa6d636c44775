import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/lib/day.ts';
import { judgeDay } from '../../src/rules/judge.ts';
import { dayMark } from '../../src/rules/sales-window.ts';
import { constant, judge, judgedDay, poissonCounts, type Quantities, settingsOf, windowOf } from './shop.ts';

/** Nineteen calm SKUs beside the one a test is about. */
function neighbours(): Record<string, Quantities> {
  return Object.fromEntries(Array.from({ length: 19 }, (_, i) => [`N${i}`, constant(20 + i, 20 + i)]));
}

/** A noisy SKU's 56 days at `mean`, and `today`. */
function noisy(mean: number, today: number, seed = 5): number[] {
  return [...poissonCounts(mean, 56, seed), today];
}

describe('a steady SKU', () => {
  for (const usual of [10, 50, 100]) {
    it.each([
      [-0.25, 'down'],
      [-0.2, 'down'],
      [0.2, 'up'],
      [0.3, 'up'],
    ] as const)(`of ${usual} a day that moved by %d asks`, (share, direction) => {
      const today = usual * (1 + share);
      for (const skus of [{ A: constant(usual, today) }, { A: constant(usual, today), ...neighbours() }]) {
        const verdict = judge({ skus }).of('A');
        expect(verdict).toMatchObject({ word: 'deviation', direction, window: 1, units: today, chance: null });
        expect(verdict.baseline).toBeCloseTo(usual, 9);
        expect(verdict.deviation).toBeCloseTo(share, 9);
        expect(verdict.evidence).toMatchObject({ steady: true, overThreshold: { days: 0, of: 56 }, usableDays: 56 });
      }
    });

    it.each([0.1999, -0.1999, 0])(`of ${usual} a day that moved by %d does not`, (share) => {
      const verdict = judge({ skus: { A: constant(usual, usual * (1 + share)) } }).of('A');
      expect(verdict).toMatchObject({ word: 'normal', direction: null });
    });
  }

  it('is asked from a week of history on', () => {
    expect(judge({ days: 8, skus: { A: constant(10, 13, 8) } }).of('A').word).toBe('deviation');
    expect(judge({ days: 7, skus: { A: constant(10, 13, 7) } }).of('A')).toMatchObject({
      word: 'learning',
      units: 13,
      baseline: null,
      deviation: null,
    });
  });

  it('may have its own thresholds', () => {
    const own = settingsOf({ threshold: { up: 0.5, down: 0.1 } });
    expect(judge({ skus: { A: constant(10, 14) } }, own).of('A').word).toBe('normal');
    expect(judge({ skus: { A: constant(10, 9) } }, own).of('A').word).toBe('deviation');
  });

  it('keeps its own week in a shop with strong weekends', () => {
    const weekend = (t: number) => (t % 7 === 5 || t % 7 === 6 ? 60 : 30);
    const others = Object.fromEntries(Array.from({ length: 19 }, (_, i) => [`N${i}`, weekend]));
    const { of } = judge({ skus: { A: constant(10, 12), ...others } });
    expect(of('A').evidence.weekdayFactor).toBeCloseTo(1, 9);
    expect(of('A').word).toBe('deviation');
  });

  it('is not made to cry the day after somebody bought fifty times the usual', () => {
    const dayAfter = (today: number) => {
      const sold = constant(10, today);
      sold[55] = 500;
      return judge({ skus: { A: sold, ...neighbours() } }).of('A');
    };
    expect(dayAfter(10)).toMatchObject({ word: 'normal', evidence: { steady: true } });
    expect(dayAfter(13)).toMatchObject({ word: 'deviation', direction: 'up', window: 1 });
  });
});

describe('a noisy SKU', () => {
  it('that crosses by chance asks nobody and stays visible', () => {
    const verdict = judge({ skus: { A: noisy(5, 7), ...neighbours() } }).of('A');
    expect(verdict).toMatchObject({ word: 'within_noise', direction: 'up', window: 1, units: 7, chance: null });
    expect(verdict.evidence.steady).toBe(false);
    expect(verdict.evidence.windows[0]?.chance).toBeGreaterThan(0.02);
  });

  it('that does what chance does not asks, and says how improbable it was', () => {
    const verdict = judge({ skus: { A: { sold: noisy(5, 20), price: 12.5 }, ...neighbours() } }).of('A');
    expect(verdict).toMatchObject({ word: 'deviation', direction: 'up', units: 20, surge: true });
    expect(verdict.chance).toBeLessThan(0.001);
    expect(verdict.moneyAtStake).toBeCloseTo((20 - (verdict.baseline ?? 0)) * 12.5, 6);
  });

  it('whose fall shows only over several days asks for those days', () => {
    const sold = [...poissonCounts(6, 50, 11), 2, 1, 2, 1, 2, 2, 2];
    const verdict = judge({ skus: { A: sold, ...neighbours() } }).of('A');
    expect(verdict).toMatchObject({ word: 'deviation', direction: 'down' });
    expect(verdict.window).toBeGreaterThan(1);
  });

  it('does not let the days of a window lower the baseline they are held against', () => {
    const fallen = [...poissonCounts(6, 50, 11), 0, 0, 0, 0, 0, 0, 0];
    const before = [...poissonCounts(6, 50, 11), 6, 6, 6, 6, 6, 6, 6];
    const week = (sold: number[]) =>
      judge({ skus: { A: sold, ...neighbours() } })
        .of('A')
        .evidence.windows.find((window) => window.days === 7)?.baseline ?? 0;
    expect(week(fallen)).toBeGreaterThan(0.85 * week(before));
  });

  it('of seven to thirteen days is left in peace', () => {
    const sold = [4, 9, 2, 7, 11, 3, 8, 5, 6, 30];
    expect(judge({ days: 10, skus: { A: sold } }).of('A')).toMatchObject({ word: 'within_noise', direction: 'up' });
  });

  it('that was out of stock on most days is judged by the others', () => {
    const outOfStock = Array.from({ length: 56 }, (_, i) => i + 1).filter((back) => back % 6 !== 0);
    const { word, evidence } = judge({ skus: { A: { sold: noisy(8, 40), outOfStock }, ...neighbours() } }).of('A');
    expect({ word, usableDays: evidence.usableDays }).toEqual({ word: 'deviation', usableDays: 9 });
  });

  it('is asked about its second surge although the first one is in its history', () => {
    const sold = noisy(8, 26);
    for (const back of [30, 29, 28]) sold[56 - back] = 26;
    expect(judge({ skus: { A: sold, ...neighbours() } }).of('A')).toMatchObject({ word: 'deviation', direction: 'up' });
  });
});

describe('a surge', () => {
  it.each([
    [30, true],
    [29, false],
  ])('is three times the baseline or more: %d of 10', (today, surge) => {
    expect(judge({ skus: { A: constant(10, today) } }).of('A')).toMatchObject({ word: 'deviation', surge });
  });

  it('is none where no form is asked', () => {
    expect(judge({ skus: { A: noisy(0.5, 2), ...neighbours() } }).of('A')).toMatchObject({ surge: false });
  });
});

describe('a day of which nothing is known', () => {
  it('gives no_data for everyone and judges nothing', () => {
    const { shop, of } = judge({ skus: { A: constant(10, 0), B: constant(5, 5) }, incomplete: [0] });
    expect(shop).toMatchObject({ state: 'no_data', judgedSkus: 0, factor: 1, deviates: false });
    for (const sku of ['A', 'B']) expect(of(sku)).toMatchObject({ word: 'no_data', units: null, deviation: null });
  });

  it('is no_data for the SKU alone when only that one is unknown', () => {
    const { of } = judge({ skus: { A: constant(10, Number.NaN), B: constant(10, 13) } });
    expect(of('A').word).toBe('no_data');
    expect(of('B').word).toBe('deviation');
  });

  it('is not read as a day without sales later on', () => {
    const back = [2, 3, 9, 10, 11];
    const { of } = judge({ skus: { A: constant(10, 13) }, incomplete: back });
    expect(of('A').evidence).toMatchObject({ usableDays: 51, leftOut: [{ reason: 'missing', days: 5 }] });
    expect(of('A').baseline).toBeCloseTo(10, 9);
    expect(of('A').word).toBe('deviation');
  });

  it('leaves longer windows to the days that are known', () => {
    const { of } = judge({ skus: { A: noisy(8, 8) }, incomplete: [1, 2] });
    expect(of('A').evidence.windows.map((window) => window.days)).toEqual([1, 5, 7]);
  });
});

describe('the word', () => {
  it('is out_of_stock when there was nothing to sell', () => {
    const sold = constant(10, 0);
    expect(judge({ skus: { A: { sold, outOfStock: [0] }, ...neighbours() } }).of('A').word).toBe('out_of_stock');
    const marked = { sold, marks: [{ back: 0, mark: dayMark.outOfStock }] };
    expect(judge({ skus: { A: marked, ...neighbours() } }).of('A').word).toBe('out_of_stock');
  });

  it('is deviation for a fall to nothing with stock at hand', () => {
    expect(judge({ skus: { A: constant(10, 0), ...neighbours() } }).of('A').word).toBe('deviation');
  });

  it('is dormant after 28 days without a sale', () => {
    const sold = (t: number) => (t < 20 ? 4 : 0);
    expect(judge({ skus: { A: sold, ...neighbours() } }).of('A').word).toBe('dormant');
  });

  it.each(['literal', 'loose', 'balanced', 'strict'] as const)(
    'is deviation when a dormant SKU sells again (%s), whatever its history was',
    (policy) => {
      for (const before of [() => 0, (t: number) => (t < 20 ? 4 : 0), (t: number) => (t < 20 ? (t % 3) * 200 : 0)]) {
        for (const today of [10, 500]) {
          const sold = (t: number) => (t === 56 ? today : before(t));
          expect(judge({ skus: { A: sold, ...neighbours() } }, settingsOf({ policy })).of('A')).toMatchObject({
            word: 'deviation',
            direction: 'up',
            surge: true,
            window: 1,
            units: today,
            evidence: { woke: true },
          });
        }
      }
    },
  );

  it('is dormant still when it sells a few, or when a promotion was planned', () => {
    const few = (t: number) => (t === 56 ? 9 : 0);
    expect(judge({ skus: { A: few, ...neighbours() } }).of('A').word).toBe('dormant');
    const promoted = { sold: (t: number) => (t === 56 ? 500 : 0), promotion: [0] };
    expect(judge({ skus: { A: promoted, ...neighbours() } }).of('A').word).toBe('dormant');
  });

  it('is planned in a promotion whose lift nobody knows', () => {
    const { of } = judge({ skus: { A: { sold: constant(10, 35), promotion: [0] }, ...neighbours() } });
    expect(of('A')).toMatchObject({ word: 'planned', units: 35, direction: null, surge: false });
  });
});

describe('a promotion with a learned lift', () => {
  const back = [0, 10, 11, 12, 24, 25, 26, 38, 39, 40];
  const doubling = (today: number) => ({
    sold: (t: number) => (t === 56 ? today : back.includes(56 - t) ? 20 : 10),
    promotion: back,
  });

  it('is judged against the lifted baseline', () => {
    const { of } = judge({ skus: { A: doubling(20), ...neighbours() } });
    expect(of('A').evidence.promotionLift).toBeCloseTo(2, 6);
    expect(of('A').baseline).toBeCloseTo(20, 6);
    expect(of('A').word).toBe('normal');
  });

  it('asks when it sells as on any other day', () => {
    expect(judge({ skus: { A: doubling(10), ...neighbours() } }).of('A')).toMatchObject({
      word: 'deviation',
      direction: 'down',
    });
  });

  it('teaches the shop, so that another SKU’s first promotion is judged too', () => {
    const first = { sold: constant(15, 30), promotion: [0] };
    const { of } = judge({ skus: { A: doubling(20), B: first, ...neighbours() } });
    expect(of('B')).toMatchObject({ word: 'normal' });
    expect(of('B').baseline).toBeCloseTo(30, 6);
  });

  it('leaves the ordinary days’ level alone', () => {
    expect(judge({ skus: { A: doubling(20), ...neighbours() } }).of('A').evidence.level).toBeCloseTo(10, 6);
  });
});

describe('what an answer said', () => {
  it('takes one-off days and data errors out of the history', () => {
    const sold = (t: number) => (t === 54 || t === 55 ? 90 : 10);
    const marks = [
      { back: 1, mark: dayMark.oneOff },
      { back: 2, mark: dayMark.dataError },
    ];
    const { of } = judge({ skus: { A: { sold, marks }, ...neighbours() } });
    expect(of('A').evidence.level).toBeCloseTo(10, 9);
    expect(of('A').evidence.leftOut).toEqual([
      { reason: 'one_off', days: 1 },
      { reason: 'data_error', days: 1 },
    ]);
    expect(of('A').evidence.windows.map((window) => window.days)).toEqual([1, 5, 7]);
  });

  it('restarts the level at a lasting change', () => {
    const doubled = (t: number) => (t < 46 ? 10 : 20);
    const before = judge({ skus: { A: doubled, ...neighbours() } }).of('A');
    const after = judge({ skus: { A: { sold: doubled, levelFromBack: 10 }, ...neighbours() } }).of('A');
    expect(before.evidence.level).toBeLessThan(19);
    expect(after).toMatchObject({ word: 'normal' });
    expect(after.baseline).toBeCloseTo(20, 9);
    expect(after.evidence).toMatchObject({ usableDays: 10, historyFrom: addDays(judgedDay, -10), steady: true });
  });

  describe.each([1, 2, 3, 6])('%i days after a lasting change from about 100 to about 300 a day', (back) => {
    const wobble = (t: number) => [0, 9, -7, 4, -11, 6, -2][t % 7] ?? 0;
    const sold = (today: number) => (t: number) => (t === 56 ? today : (t < 56 - back ? 100 : 300) + wobble(t));
    const onDay = (today: number) =>
      judge({ skus: { A: { sold: sold(today), levelFromBack: back }, ...neighbours() } }).of('A');

    it('keeps silent while the new level lasts', () => {
      expect(onDay(300)).toMatchObject({ word: 'normal', evidence: { usableDays: back } });
      expect(onDay(320).word).toBe('normal');
    });

    it.each([
      [0, 'down'],
      [100, 'down'],
      [900, 'up'],
    ])('asks about %i', (today, direction) => {
      expect(onDay(today)).toMatchObject({ word: 'deviation', direction, window: 1 });
      expect(onDay(today).evidence.level).toBeGreaterThan(285);
    });
  });

  it('learns after a lasting change of which no day is known yet', () => {
    const sold = (t: number) => (t === 55 ? Number.NaN : 10);
    expect(judge({ skus: { A: { sold, levelFromBack: 1 }, ...neighbours() } }).of('A').word).toBe('learning');
  });
});

describe('the policy literal', () => {
  it('asks a noisy SKU for every crossing', () => {
    const skus = { A: noisy(5, 7), ...neighbours() };
    expect(judge({ skus }).of('A').word).toBe('within_noise');
    expect(judge({ skus }, settingsOf({ policy: 'literal' })).of('A')).toMatchObject({
      word: 'deviation',
      direction: 'up',
      chance: null,
    });
  });

  it('still waits for whole data, stock and a week of history', () => {
    const literal = settingsOf({ policy: 'literal' });
    expect(judge({ skus: { A: constant(10, 0) }, incomplete: [0] }, literal).of('A').word).toBe('no_data');
    expect(
      judge({ skus: { A: { sold: constant(10, 0), outOfStock: [0] }, ...neighbours() } }, literal).of('A').word,
    ).toBe('out_of_stock');
    expect(judge({ days: 7, skus: { A: constant(10, 13, 7) } }, literal).of('A').word).toBe('learning');
  });
});

describe('the evidence', () => {
  it('names the history used and the numbers behind the baseline', () => {
    const { evidence } = judge({ skus: { A: { sold: constant(10, 13), outOfStock: [1, 2] } } }).of('A');
    expect(evidence).toMatchObject({
      measure: 'units',
      policy: 'balanced',
      threshold: { up: 0.2, down: 0.2 },
      usableDays: 54,
      historyFrom: addDays(judgedDay, -56),
      historyTo: addDays(judgedDay, -3),
      leftOut: [{ reason: 'out_of_stock', days: 2 }],
      shopFactor: 1,
      promotionLift: 1,
    });
    expect(evidence.level).toBeCloseTo(10, 9);
    expect(evidence.windows[0]).toMatchObject({ days: 1, units: 13, chance: null });
  });

  it('survives being written as JSON', () => {
    const { verdicts } = judgeDay(
      windowOf({ skus: { A: noisy(5, 20), B: constant(0, 0), ...neighbours() } }),
      settingsOf(),
    );
    expect(JSON.parse(JSON.stringify(verdicts))).toEqual(verdicts);
  });
});

it('judges a window of one day as learning', () => {
  expect(judge({ days: 1, skus: { A: [5] } }).of('A').word).toBe('learning');
});

it('refuses a window without days', () => {
  expect(() => judgeDay({ storeId: 's', measure: 'units', days: [], complete: [], series: [] }, settingsOf())).toThrow(
    RangeError,
  );
});
