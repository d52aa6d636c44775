import { expect, test } from 'vitest';
import { day } from '../../src/lib/day.ts';
import { type ChartVerdict, chartInput } from '../../src/web/view/sku-chart.tsx';

function judged(on: string, overrides: Partial<ChartVerdict> = {}): ChartVerdict {
  return {
    day: day(on),
    word: 'normal',
    windowDays: 1,
    units: 30,
    baseline: 20,
    caseId: null,
    evidence: { windows: [], threshold: { up: 0.2, down: 0.3 }, measure: 'units' },
    ...overrides,
  };
}

function input(...verdicts: ChartVerdict[]) {
  return chartInput({ title: 'SKU', verdicts, sold: new Map(), leftOut: [], language: 'en' });
}

test('days come oldest first, and days without a verdict are gaps', () => {
  const { days, units } = input(judged('2026-03-04'), judged('2026-03-01', { units: 25 }));
  expect(days).toEqual(['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04']);
  expect(units).toEqual([25, null, null, 30]);
});

test('a verdict on a seven-day sum is drawn with its own day, not with the sum', () => {
  const sum = { days: 7, units: 28, baseline: 14, deviation: 1, deviationBeyondShop: 1, chance: 0.001, spread: 1 };
  const own = { ...sum, days: 1, units: 3, baseline: 2 };
  const evidence = { windows: [own, sum], threshold: { up: 0.2, down: 0.2 }, measure: 'units' as const };
  const verdict = judged('2026-03-01', { windowDays: 7, units: 28, baseline: 14, evidence });
  expect(input(verdict)).toMatchObject({ units: [3], baseline: [2] });
});

test('a sum whose own day is not known is drawn as nothing', () => {
  expect(input(judged('2026-03-01', { windowDays: 3 }))).toMatchObject({ units: [null], baseline: [null] });
});

test('days that stand out are told apart', () => {
  const marked = input(
    judged('2026-03-01', { word: 'deviation' }),
    judged('2026-03-02', { word: 'covered', caseId: 7 }),
    judged('2026-03-03', { word: 'out_of_stock', units: null, baseline: null }),
    judged('2026-03-04', { word: 'planned' }),
    judged('2026-03-05', { word: 'within_noise' }),
  );
  expect(marked).toMatchObject({
    caseDays: ['2026-03-01', '2026-03-02'],
    outOfStock: ['2026-03-03'],
    promotion: ['2026-03-04'],
  });
});

test('the newest verdict’s threshold and measure hold for the chart', () => {
  const newest = { windows: [], threshold: { up: 0.5, down: 0.1 }, measure: 'orders' as const };
  const { threshold, measure } = input(judged('2026-03-02', { evidence: newest }), judged('2026-03-01'));
  expect({ threshold, measure }).toEqual({ threshold: { up: 0.5, down: 0.1 }, measure: 'orders' });
});

test('sales from before anybody judged are drawn too, without a baseline', () => {
  const sold = new Map([
    [day('2026-02-27'), 12],
    [day('2026-03-01'), 31],
  ]);
  const { days, units, baseline } = chartInput({
    title: 'SKU',
    verdicts: [judged('2026-03-01')],
    sold,
    leftOut: [],
    language: 'en',
  });
  expect(days).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
  expect(units).toEqual([12, null, 31]);
  expect(baseline).toEqual([null, null, 20]);
});
