// An answer is compared with the numbers: the suggestion for its nature, the reported stock, the stock-out ahead.

import { describe, expect, it } from 'vitest';
import type { FormFacts } from '../../src/forms/form.ts';
import { formFor } from '../../src/forms/index.ts';
import { suggestedFor } from '../../src/forms/suggested.ts';
import { validateAnswer } from '../../src/forms/validate.ts';
import { day } from '../../src/lib/day.ts';
import type { PlanInput } from '../../src/rules/inventory/plan.ts';
import { defaultModes } from '../../src/rules/inventory/transport.ts';
import { usualSafety } from '../support/factories.ts';
import { answer } from './answers.ts';

/** Ten a day for weeks, thirty a day since a week; ten days to make, sea takes 45. */
const plan: PlanInput = {
  today: day('2026-10-20'),
  available: 600,
  readyToShip: 0,
  inbound: 0,
  onOrder: 0,
  arrivals: [],
  daily: [...Array<number>(23).fill(10), ...Array<number>(7).fill(30)],
  usualRate: 10,
  skuClass: 'C',
  suppliers: [
    {
      supplier: 'F',
      tier: 'A',
      moq: null,
      casePack: null,
      unitCost: null,
      production: { promised: 10, observed: null },
      inspection: { promised: 0, observed: null },
    },
  ],
  transit: {},
  receivingDays: 0,
  safetyDays: null,
  modes: defaultModes,
  pricePerUnit: null,
  answer: null,
  settings: { safety: usualSafety, horizonDays: 30 },
};

const facts: FormFacts = {
  today: '2026-10-26',
  surge: false,
  suggestedUnits: 500,
  countdownDays: 20,
  nextArrivalInDays: 10,
  plan,
  reported: { available: 600, inbound: 0, onOrder: 0 },
};

const asReported = { available: '600', inbound: '0', nextArrivalOn: undefined };
const idle = { action: 'none', quantity: undefined, transport: undefined, arriveBy: undefined };

function errorsOf(change: Record<string, string | undefined>, known: Partial<FormFacts> = {}) {
  const result = validateAnswer(formFor('surge'), answer('surge', { ...asReported, ...change }), {
    ...facts,
    ...known,
  });
  return result.ok ? {} : result.errors;
}

const wrong = (...of: Parameters<typeof errorsOf>) => Object.keys(errorsOf(...of));

describe('the suggestion', () => {
  const unitsFor = (values: Record<string, string>) => suggestedFor(values, facts).units ?? 0;

  it('follows the chosen nature: a one-off uses the usual sales, a lasting change the new level', () => {
    const oneOff = unitsFor({ nature: 'one_off' });
    expect(unitsFor({ nature: 'data_error' })).toBe(oneOff);
    // Lead 10 + 45 days: usual sales need 10 × (30 + 55 × 1.5) − 600, the new level 30 × (30 + 55 × 1.5) − 600.
    expect(oneOff).toBe(525);
    expect(unitsFor({ nature: 'lasting' })).toBe(2775);
  });

  it('covers half of what a short-term change takes until its date, counted from the day of the answer', () => {
    // 26 October to 4 November are ten days at twenty more than usual, of which the first order covers half.
    expect(unitsFor({ nature: 'short_term', until: '2026-11-04' })).toBe(525 + 100);
    expect(unitsFor({ nature: 'short_term', until: '2026-10-26' })).toBe(525 + 10);
  });

  it('is the pre-filled one where no nature is named, or the numbers are not known', () => {
    expect(suggestedFor({}, facts).units).toBe(500);
    const { plan: _, ...bare } = facts;
    expect(suggestedFor({ nature: 'lasting' }, bare).units).toBe(500);
  });

  it('for that nature is what a quantity is compared with, and the text names both', () => {
    expect(wrong({ nature: 'lasting', quantity: '2775' })).toEqual([]);
    expect(wrong({ nature: 'one_off', quantity: '2775' })).toEqual(['reason']);
    const { reason } = errorsOf({ nature: 'lasting', quantity: '500' });
    expect(reason?.zh).toContain('按“持续”计算，建议 2775 件，你填的是 500 件');
    expect(reason?.en).toContain('For a lasting change 2775 units are suggested, you propose 500');
    const shortTerm = errorsOf({ nature: 'short_term', until: '2026-11-04', quantity: '2775' });
    expect(shortTerm.reason?.zh).toContain('按“短期，到 2026-11-04”计算，建议 625 件');
    expect(shortTerm.reason?.en).toContain('For a change until 2026-11-04 625 units are suggested');
  });
});

describe('corrected stock', () => {
  const ordered = { nature: 'one_off', quantity: '525' };

  it('needs no reason where sales since the report may explain it', () => {
    expect(wrong({ ...ordered, available: '540' })).toEqual([]);
    expect(wrong({ ...ordered, available: '660' })).toEqual([]);
  });

  it('far from the report needs a reason', () => {
    expect(wrong({ ...ordered, available: '500' })).toEqual(['stockReason']);
    expect(wrong({ ...ordered, inbound: '300' })).toEqual(['stockReason']);
    const { stockReason } = errorsOf({ ...ordered, available: '1200' });
    expect(stockReason?.zh).toContain('报表上可售 600 件，你填的是 1200 件');
    expect(stockReason?.en).toContain('The report says 600 available, you say 1200');
    expect(wrong({ ...ordered, available: '1200', stockReason: '昨天刚上架一批' })).toEqual([]);
  });

  it('is not compared with a report that lacks the figure', () => {
    expect(
      wrong({ ...ordered, inbound: '300' }, { reported: { available: 600, inbound: null, onOrder: null } }),
    ).toEqual([]);
  });
});

describe('doing nothing', () => {
  const enough: Partial<FormFacts> = {
    plan: { ...plan, available: 5000 },
    reported: { available: 5000, inbound: 0, onOrder: 0 },
  };
  const fine = { ...idle, nature: 'one_off', available: '5000' };

  it('needs no reason while the stock lasts', () => {
    expect(wrong(fine, { ...enough, countdownDays: 166 })).toEqual([]);
  });

  it('needs one at a few days of stock, even with an arrival before', () => {
    const { reason } = errorsOf(fine, { ...enough, countdownDays: 4.26, nextArrivalInDays: 2 });
    expect(reason?.zh).toContain('现有库存只够卖 4.2 天');
    expect(reason?.en).toContain('The stock lasts 4.2 days only');
    expect(wrong(fine, { ...enough, countdownDays: 7, nextArrivalInDays: 2 })).toEqual([]);
  });

  it('needs one when the stock runs out although the next arrival comes in time', () => {
    const arrivals = [{ units: 20, sellableOn: day('2026-11-01') }];
    const known = { suggestedUnits: null, plan: { ...plan, arrivals, inbound: 20, suppliers: [] } };
    const { reason } = errorsOf({ ...idle, nature: 'lasting' }, known);
    expect(reason?.zh).toContain('在途到货算进去，预计 2026-11-15 仍会断货');
    expect(wrong({ ...idle, nature: 'one_off' }, known)).toEqual([]);
  });
});
