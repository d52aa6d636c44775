import { describe, expect, it } from 'vitest';
import { decide, type Judged } from '../../src/rules/decide.ts';
import { ruleNumbers } from '../../src/rules/rule-numbers.ts';
import type { WindowSum } from '../../src/rules/window-sums.ts';

function sum(days: number, units: number, baseline: number, baselineInShop = baseline): WindowSum {
  return { days, counted: days, levelDays: 42, units, baseline, baselineInShop };
}

function decided(windows: WindowSum[], own: Partial<Judged> = {}) {
  const judged: Judged = {
    policy: 'balanced',
    threshold: { up: 0.2, down: 0.2 },
    measure: 'units',
    usableDays: 56,
    historySpan: 56,
    steady: false,
    dispersion: 1,
    spreads: new Float64Array(ruleNumbers.windows.length).fill(1),
    windows,
    ...own,
  };
  const decision = decide(judged, ruleNumbers);
  return { ...decision, days: decision.windows[decision.decidedBy]?.days };
}

describe('a steady SKU', () => {
  const steady = { steady: true };

  it.each([
    [12, 10, 'deviation', 'up'],
    [8, 10, 'deviation', 'down'],
    [6, 5, 'deviation', 'up'],
    [11.9, 10, 'normal', null],
    [8.1, 10, 'normal', null],
  ] as const)('that sold %d of %d: %s %s', (units, baseline, word, direction) => {
    expect(decided([sum(1, units, baseline)], steady)).toMatchObject({ word, direction });
  });

  it('is asked only when it moved beyond the shop, in the same direction', () => {
    expect(decided([sum(1, 120, 100, 110)], steady)).toMatchObject({ word: 'within_noise', direction: 'up' });
    expect(decided([sum(1, 120, 100, 160)], steady)).toMatchObject({ word: 'within_noise', direction: 'up' });
    expect(decided([sum(1, 100, 100, 130)], steady)).toMatchObject({ word: 'normal' });
  });

  it('is not asked by its longer windows', () => {
    expect(decided([sum(1, 110, 100), sum(3, 450, 300)], steady)).toMatchObject({ word: 'normal' });
  });

  it('has no chance computed', () => {
    expect(decided([sum(1, 120, 100)], steady).windows[0]?.chance).toBeNull();
  });
});

describe('a noisy SKU', () => {
  it('is within noise when it crossed by what chance makes of it', () => {
    expect(decided([sum(1, 13, 10)])).toMatchObject({ word: 'within_noise', direction: 'up' });
    expect(decided([sum(1, 13, 10)]).windows[0]?.chance).toBeGreaterThan(0.1);
  });

  it('is asked when the crossing is improbable', () => {
    const asked = decided([sum(1, 25, 10)]);
    expect(asked).toMatchObject({ word: 'deviation', direction: 'up', days: 1 });
    expect(asked.windows[0]?.chance).toBeLessThan(0.0016);
  });

  it('is asked by the shortest window that shows it', () => {
    const windows = [sum(1, 4, 5), sum(3, 4, 15), sum(7, 12, 35)];
    expect(decided(windows)).toMatchObject({ word: 'deviation', direction: 'down', days: 3 });
  });

  it('is not asked for fewer than three units', () => {
    expect(decided([sum(1, 2, 0.03)])).toMatchObject({ word: 'within_noise' });
    expect(decided([sum(1, 4, 0.03)])).toMatchObject({ word: 'deviation' });
  });

  it('must be improbable with and without the shop factor', () => {
    const beyondBoth = decided([sum(1, 160, 100, 100)]);
    const mostlyShop = decided([sum(1, 160, 100, 130)]);
    expect(beyondBoth.word).toBe('deviation');
    expect(mostlyShop.windows[0]?.chance).toBeGreaterThan(beyondBoth.windows[0]?.chance ?? 1);
    expect(decided([sum(1, 100, 60, 83)])).toMatchObject({ word: 'within_noise' });
  });

  it('needs a history that began fourteen days ago', () => {
    expect(decided([sum(1, 60, 10)], { historySpan: 13, usableDays: 13 })).toMatchObject({ word: 'within_noise' });
    expect(decided([sum(1, 60, 10)], { historySpan: 14, usableDays: 14 })).toMatchObject({ word: 'deviation' });
  });

  it('of which few days are usable is held against a wider margin', () => {
    const chanceOf = (days: number) => {
      const { windows } = decided([{ ...sum(1, 25, 10), levelDays: days }], { historySpan: 30, usableDays: days });
      return windows[0]?.chance ?? Number.NaN;
    };
    expect(decided([{ ...sum(1, 60, 10), levelDays: 7 }], { historySpan: 30, usableDays: 7 }).word).toBe('deviation');
    expect(chanceOf(7)).toBeGreaterThan(chanceOf(42));
  });

  it('needs more in a shop whose sums scatter', () => {
    expect(decided([sum(1, 10, 10), sum(3, 51, 30)])).toMatchObject({ word: 'deviation' });
    const spreads = new Float64Array(ruleNumbers.windows.length).fill(3);
    expect(decided([sum(1, 10, 10), sum(3, 51, 30)], { spreads })).toMatchObject({ word: 'normal' });
  });
});

describe('the policy', () => {
  // About 0.15 % by chance: news for "balanced", not improbable enough for "strict".
  const borderline = [sum(1, 21, 10)];

  it('literal asks for every crossing of the day, whatever chance and the shop say', () => {
    expect(decided([sum(1, 12, 10, 13)], { policy: 'literal' })).toMatchObject({ word: 'deviation', days: 1 });
    expect(decided([sum(1, 11.9, 10)], { policy: 'literal' })).toMatchObject({ word: 'normal' });
    expect(decided([sum(1, 12, 10)], { policy: 'literal', usableDays: 7 })).toMatchObject({ word: 'deviation' });
  });

  it('strict asks less than balanced, loose more', () => {
    expect(decided(borderline).windows[0]?.chance).toBeGreaterThan(0.0008);
    expect(decided(borderline).windows[0]?.chance).toBeLessThan(0.0016);
    expect(decided(borderline).word).toBe('deviation');
    expect(decided(borderline, { policy: 'strict' }).word).toBe('within_noise');
    expect(decided([sum(1, 22, 11)]).word).toBe('within_noise');
    expect(decided([sum(1, 22, 11)], { policy: 'loose' }).word).toBe('deviation');
  });

  it('asks earlier where orders are counted', () => {
    expect(decided([sum(1, 22, 11)], { measure: 'orders' }).word).toBe('deviation');
    expect(decided([sum(1, 13, 10)], { measure: 'orders' }).word).toBe('within_noise');
  });

  it('is told with the chance under which a window is news', () => {
    const newsBelow = (own: Partial<Judged>) => decided([sum(1, 21, 10)], own).windows[0]?.newsBelow;
    expect(newsBelow({})).toBeCloseTo(0.0016, 9);
    expect(newsBelow({ policy: 'strict' })).toBeCloseTo(0.0008, 9);
    expect(newsBelow({ policy: 'loose' })).toBeCloseTo(0.0032, 9);
    expect(newsBelow({ measure: 'orders' })).toBeCloseTo(0.004, 9);
    expect(newsBelow({ steady: true })).toBeNull();
    expect(newsBelow({ historySpan: 13 })).toBeNull();
  });

  it('does not change what a steady SKU is asked', () => {
    for (const policy of ['loose', 'balanced', 'strict'] as const) {
      expect(decided([sum(1, 12, 10)], { policy, steady: true }).word).toBe('deviation');
    }
  });
});

it('says normal of a SKU without a window', () => {
  expect(decided([])).toMatchObject({ word: 'normal', direction: null });
});
