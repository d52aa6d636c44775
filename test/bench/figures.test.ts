// Figures over a score, worked out by hand.

import { describe, expect, it } from 'vitest';
import { figuresOf, percentile, recall, shareOf } from '../../bench/scoring/figures.ts';
import { scoreForms } from '../../bench/scoring/score.ts';
import { formOn, labelOf, soldDaily, tinySet } from './sets.ts';

/** Two SKUs over 32 days, 30 of them judged: a stock-out of A on days 4–5, a surge of B on days 10–12 that sells three times. */
function scored(forms: Parameters<typeof scoreForms>[1]) {
  const flat = new Array<number>(32).fill(10);
  const set = tinySet({
    days: 32,
    skus: [
      soldDaily(
        'A',
        flat.map((units, t) => (t === 4 || t === 5 ? 0 : units)),
        32,
      ),
      soldDaily(
        'B',
        flat.map((units, t) => (t >= 10 && t <= 12 ? 30 : units)),
        32,
      ),
    ],
    labels: [
      labelOf({ id: '1', type: 'stockout', dir: -1 }),
      labelOf({ id: '2', sku: 'B', type: 'surge3', start: 10, end: 12, matchEnd: 12, mu: 25 }),
      labelOf({ id: '3', sku: '*', type: 'late-data', dir: 0, start: 20, end: 20, matchEnd: 20, mu: Number.NaN }),
    ],
  });
  return [scoreForms(set, forms)];
}

const forms = [formOn(5, { dir: -1 }), formOn(15), formOn(20), formOn(12, { sku: 'B' })];

describe('the figures of a detector', () => {
  it('count forms and false ones, late ones among them, per SKU and 30 days', () => {
    const { formsPerMonth, falsePerMonth, lateForms } = figuresOf(scored(forms));
    expect({ formsPerMonth, falsePerMonth, lateForms }).toEqual({ formsPerMonth: 2, falsePerMonth: 1, lateForms: 1 });
  });

  it('make precision, F1 and the mean delay of what was found', () => {
    const { precision, f1, delayDays } = figuresOf(scored(forms));
    expect({ precision, f1, delayDays }).toEqual({ precision: 0.5, f1: 2 / 3, delayDays: 1.5 });
  });

  it('count forms a day per 100 SKUs, days without any among them', () => {
    const { perDay, perDayWorst, perDay95 } = figuresOf(scored([...forms, formOn(5, { sku: 'B' })]));
    expect(perDay).toBeCloseTo((5 / 30 / 2) * 100);
    expect({ perDay95, perDayWorst }).toEqual({ perDay95: 50, perDayWorst: 100 });
  });

  it('are 0 for one that says nothing', () => {
    const { recall: found, precision, f1, formsPerMonth } = figuresOf(scored([]));
    expect({ found, precision, f1, formsPerMonth }).toEqual({
      found: { found: 0, of: 2 },
      precision: 0,
      f1: 0,
      formsPerMonth: 0,
    });
  });
});

describe('recall', () => {
  it('takes the types, volumes and chances it is asked for', () => {
    const scores = scored(forms);
    expect(recall(scores)).toEqual({ found: 2, of: 2 });
    expect(recall(scores, { types: ['surge3'] })).toEqual({ found: 1, of: 1 });
    expect(recall(scores, { least: 10, below: 25 })).toEqual({ found: 1, of: 1 });
    expect(recall(scores, { seen: 'visible' })).toEqual({ found: 1, of: 1 });
    expect(recall(scores, { seen: 'unmistakable', least: 25 })).toEqual({ found: 0, of: 0 });
  });

  it('by the next day counts the day after the start, not the second', () => {
    expect(recall(scored([formOn(11, { sku: 'B' })]), { types: ['surge3'], byNextDay: true }).found).toBe(1);
    expect(recall(scored([formOn(12, { sku: 'B' })]), { types: ['surge3'], byNextDay: true }).found).toBe(0);
  });
});

it('a percentile is the smallest value that the share does not exceed', () => {
  const hundred = Array.from({ length: 100 }, (_, i) => i + 1);
  expect([percentile(hundred, 0.95), percentile([1, 2, 3], 0.95), percentile([7], 0.95), percentile([], 0.95)]).toEqual(
    [95, 3, 7, 0],
  );
});

it('a share of nothing is 0', () => {
  expect(shareOf({ found: 0, of: 0 })).toBe(0);
});
