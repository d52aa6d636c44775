import { describe, expect, it } from 'vitest';
import { addDays, day } from '../../src/lib/day.ts';
import type { AnswerPromise } from '../../src/model/anomaly-case.ts';
import { promiseOf } from '../../src/model/promise.ts';
import { type StockOutInput, stockOutStep } from '../../src/model/stock-out.ts';

const first = day('2026-03-02');
const on = (daysLater: number) => addDays(first, daysLater);

function step(verdict: Partial<StockOutInput['verdict']>, more: Partial<StockOutInput> = {}) {
  return stockOutStep({
    verdict: { day: on(1), word: 'normal', units: 100, ...verdict },
    case: { status: 'open', firstDay: first, lastDay: first, promise: null },
    available: 50,
    silenced: false,
    ...more,
  });
}

function answered(promise: Partial<AnswerPromise> | null = null): Pick<StockOutInput, 'case'> {
  const whole = { nature: null, until: on(3), throughDay: first, deviation: 0, stockTier: null };
  return {
    case: { status: 'answered', firstDay: first, lastDay: first, promise: promise && { ...whole, ...promise } },
  };
}

describe('a SKU with nothing to sell', () => {
  it.each([
    ['back, answered', { units: 1 }, answered(), 'end'],
    ['back, but nobody answered', { units: 1 }, {}, 'none'],
    ['sold nothing, but there is stock', { units: 0 }, answered(), 'end'],
    ['sold nothing, and no stock is known', { units: 0 }, { ...answered(), available: null }, 'none'],
    ['still out', { word: 'out_of_stock' }, answered(), 'none'],
    ['still out on the day that was named', { word: 'out_of_stock', day: on(3) }, answered({}), 'none'],
    ['still out on the day after', { word: 'out_of_stock', day: on(4) }, answered({}), 'reopen'],
    ['the same, silenced', { word: 'out_of_stock', day: on(4) }, { ...answered({}), silenced: true }, 'none'],
    ['a day without data', { word: 'no_data' }, answered(), 'none'],
    ['its day put right, unanswered', { day: first }, {}, 'withdraw'],
    ['its day put right, answered', { day: first }, answered(), 'none'],
  ] as const)('%s', (_name, verdict, more, expected) => {
    expect(step(verdict, more)).toBe(expected);
  });

  it('promises to be back by the day the answer names, or nothing at all', () => {
    const asked = { lastDay: first, lastDeviation: 0, stockTier: null };
    expect(promiseOf(asked, { cause: 'late', backOn: '2026-03-05' })).toMatchObject({ nature: null, until: on(3) });
    expect(promiseOf(asked, { cause: 'discontinued' })).toBeNull();
  });
});
