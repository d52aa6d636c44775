import { describe, expect, it } from 'vitest';
import { closedDays, dayUse, dayUses, isDormant, leftOutDays } from '../../src/rules/history.ts';
import { ruleNumbers } from '../../src/rules/rule-numbers.ts';
import { dayMark } from '../../src/rules/sales-window.ts';
import { constant, type ShopShape, type SkuShape, windowOf } from './shop.ts';

function usesOf(shape: ShopShape, sku = 'A'): Uint8Array {
  const window = windowOf(shape);
  const judged = window.days.length - 1;
  const series = window.series.find((each) => each.sku === sku);
  if (!series) throw new Error(`No ${sku}`);
  return dayUses(series, window, closedDays(window, judged, ruleNumbers));
}

/** The use of the day that lies `back` days before the judged one. */
function useOn(shape: SkuShape, back: number, shop: Partial<ShopShape> = {}): number {
  const uses = usesOf({ skus: { A: shape }, ...shop });
  return uses[uses.length - back] ?? -1;
}

const ten = constant(10, 10);

describe('a day of history', () => {
  it('is usable when nothing speaks against it', () => {
    expect(useOn({ sold: ten }, 3)).toBe(dayUse.usable);
  });

  it.each([
    ['out of stock by the feed', { sold: ten, outOfStock: [3] }, dayUse.outOfStock],
    ['out of stock by an answer', { sold: ten, marks: [{ back: 3, mark: dayMark.outOfStock }] }, dayUse.outOfStock],
    ['a one-off', { sold: ten, marks: [{ back: 3, mark: dayMark.oneOff }] }, dayUse.oneOff],
    ['a data error', { sold: ten, marks: [{ back: 3, mark: dayMark.dataError }] }, dayUse.dataError],
    ['a promotion by an answer', { sold: ten, marks: [{ back: 3, mark: dayMark.promotion }] }, dayUse.promotion],
    ['a planned promotion', { sold: ten, promotion: [3] }, dayUse.promotion],
  ])('is left out when it was %s', (_why, shape, use) => {
    expect(useOn(shape, 3)).toBe(use);
    expect(useOn(shape, 1)).toBe(dayUse.usable);
  });

  it('is missing, not zero, where the feed does not cover it', () => {
    expect(useOn({ sold: ten }, 3, { incomplete: [3] })).toBe(dayUse.missing);
  });

  it('is missing where a SKU is unknown on a whole day', () => {
    const unknown = (t: number) => (t === 54 ? Number.NaN : 10);
    expect(useOn({ sold: unknown }, 2, { skus: { A: unknown, B: ten } })).toBe(dayUse.missing);
  });

  it('counts as zero where the whole day lacks the SKU', () => {
    expect(useOn({ sold: (t) => (t === 54 ? 0 : 10) }, 2, { skus: { A: (t) => (t === 54 ? 0 : 10), B: ten } })).toBe(
      dayUse.usable,
    );
  });
});

describe('a closed day', () => {
  const closedThreeBack = (usual: number) => (t: number) => (t === 53 ? 0 : usual);

  it('is one on which a shop that always sells sold nothing', () => {
    expect(useOn({ sold: closedThreeBack(10) }, 3)).toBe(dayUse.closed);
  });

  it('is not assumed of a shop so small that it sells nothing now and then', () => {
    expect(useOn({ sold: closedThreeBack(2) }, 3)).toBe(dayUse.usable);
  });

  it('is not one on which only this SKU sold nothing', () => {
    expect(useOn({ sold: closedThreeBack(10) }, 3, { skus: { A: closedThreeBack(10), B: ten } })).toBe(dayUse.usable);
  });
});

describe('the history of a SKU', () => {
  it('starts with its first sale', () => {
    const uses = usesOf({ skus: { A: (t) => (t < 40 ? 0 : 5), B: ten } });
    expect(uses.indexOf(dayUse.usable)).toBe(40);
    expect(leftOutDays(uses, 0, uses.length)).toEqual([]);
  });

  it('is told with what was left out of it, by reason', () => {
    const uses = usesOf({
      skus: { A: { sold: ten, outOfStock: [5, 6], marks: [{ back: 9, mark: dayMark.oneOff }] } },
      incomplete: [20],
    });
    expect(leftOutDays(uses, 0, uses.length)).toEqual([
      { reason: 'missing', days: 1 },
      { reason: 'out_of_stock', days: 2 },
      { reason: 'one_off', days: 1 },
    ]);
  });
});

describe('a dormant SKU', () => {
  const dormant = (shape: SkuShape) => {
    const window = windowOf({ skus: { A: shape, B: ten } });
    const [series] = window.series;
    if (!series) throw new Error('No series');
    return isDormant(series, window, dayUses(series, window, closedDays(window, 56, ruleNumbers)), ruleNumbers);
  };

  it('has sold nothing in 28 days', () => {
    expect(dormant({ sold: (t) => (t < 28 ? 3 : 0) })).toBe(true);
    expect(dormant({ sold: (t) => (t <= 28 ? 3 : 0) })).toBe(false);
  });

  it('is not one that had nothing to sell', () => {
    const back = Array.from({ length: 25 }, (_, i) => i + 1);
    expect(dormant({ sold: (t) => (t < 28 ? 3 : 0), outOfStock: back })).toBe(false);
  });

  it('does not wake up by the sale of the judged day itself', () => {
    expect(dormant({ sold: (t) => (t < 28 || t === 56 ? 3 : 0) })).toBe(true);
  });
});
