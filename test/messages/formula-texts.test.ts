// Recalculating a shown formula gives the value next to it.

import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { day } from '../../src/lib/day.ts';
import { languages } from '../../src/lib/language.ts';
import { formulaText } from '../../src/messages/formula-texts.ts';
import { countedInbound } from '../../src/rules/inventory/arrivals.ts';
import { countdown, cover } from '../../src/rules/inventory/cover.ts';
import { eventNeed } from '../../src/rules/inventory/event-stock.ts';
import { forecast, trendOf } from '../../src/rules/inventory/forecast.ts';
import { type Formula, formulas, type Worked, worked } from '../../src/rules/inventory/formulas.ts';
import { expectedUnits } from '../../src/rules/inventory/given-forecast.ts';
import { observedDays, workedDays } from '../../src/rules/inventory/lead-time.ts';
import { lossOf } from '../../src/rules/inventory/loss.ts';
import {
  extraForPeriod,
  grossNeed,
  lineShortfall,
  netNeed,
  toOrderSize,
} from '../../src/rules/inventory/replenishment.ts';
import {
  bufferStock,
  safetyStock,
  serviceStock,
  simpleLine,
  warningLine,
} from '../../src/rules/inventory/safety-stock.ts';
import { turnover, turnoverDays } from '../../src/rules/inventory/stock-health.ts';

import { usualSafety } from '../support/factories.ts';

/** Evaluates a sum, using only the numbers shown. */
function evaluated(sum: string): number {
  const code = sum
    .replace(/(?<=\d),(?=\d{3}(?!\d))/g, '')
    .replaceAll('×', '*')
    .replaceAll('÷', '/')
    .replaceAll('−', '-')
    .replaceAll('²', '**2')
    .replaceAll('√', 'Math.sqrt')
    .replaceAll('ROUNDUP', 'up')
    .replaceAll('MIN', 'Math.min')
    .replaceAll('MAX', 'Math.max');
  expect(code.replaceAll(/Math\.(sqrt|min|max)|up/g, '')).toMatch(/^[\d.+\-*/(), ]+$/);
  const up = (value: number) => Math.ceil(value - 1e-9);
  return new Function('up', `return ${code}`)(up);
}

function expectReproduced(of: Worked): void {
  for (const language of languages) {
    const { name, how, sum } = formulaText(of, language);
    expect(name).not.toBe('');
    expect(how).not.toMatch(/undefined|NaN/);
    const [left = '', right = '', ...more] = sum.split(' = ');
    expect(more).toEqual([]);
    const tolerance = 0.006 + Math.abs(of.value) * 0.006;
    expect(Math.abs(evaluated(left) - of.value), sum).toBeLessThan(tolerance);
    expect(Math.abs(evaluated(right) - of.value), sum).toBeLessThan(tolerance);
  }
}

const sales = { mean: 10, max: 20, spread: 3.5, days: 30 };
const lead = { days: 14, max: 21, spread: 2.2, from: 'observed' as const };
const steady = Array.from({ length: 30 }, (_, i) => (i < 16 ? 30 : 36));

const spans = [{ from: day('2026-03-09'), to: day('2026-03-23'), perDay: 12.4 }];

const arriving = [
  { units: 700, sellableOn: day('2026-01-20') },
  { units: 60, sellableOn: day('2026-12-20') },
];
const meanOf = (units: readonly number[]) => units.reduce((sum, each) => sum + each, 0) / units.length;

/** The worked examples of the rule book, and one of each other formula. */
const examples: readonly (Worked | null | undefined)[] = [
  countdown(180, [36, 34, 35]),
  cover(180, 33.7),
  bufferStock({ maxDaily: 20, maxLead: 21, meanDaily: 10, meanLead: 14 }),
  bufferStock({ maxDaily: 10, maxLead: 10, meanDaily: 10, meanLead: 14 }),
  warningLine(280),
  simpleLine({ meanDaily: 100, lead: 7, factor: 1.5 }),
  safetyStock({ sales, lead, skuClass: 'C', givenDays: null, settings: usualSafety }).safety,
  safetyStock({ sales, lead, skuClass: 'A', givenDays: null, settings: usualSafety }).safety,
  safetyStock({ sales, lead, skuClass: 'A', givenDays: 12, settings: usualSafety }).safety,
  safetyStock({ sales, lead, skuClass: 'A', givenDays: 12, settings: usualSafety }).reorderLine,
  serviceStock({ z: 1.6449, lead: 14, meanDaily: 10, spreadDaily: 3.5, spreadLead: 2.2 }),
  workedDays(observedDays([5, 7, 4, 6, 5]) ?? { n: 0, mean: 0, days: 0, max: 0, spread: 0 }),
  trendOf(steady, meanOf(steady)),
  trendOf(
    steady.map((units, i) => (i < 16 ? 1 : units * 9)),
    40,
  ),
  trendOf(
    steady.map((units, i) => (i < 16 ? units * 9 : 0)),
    40,
  ),
  trendOf([4, 5], 4.5),
  forecast({ meanDaily: 100, horizonDays: 7, trend: 1.2 }),
  expectedUnits(spans, { from: day('2026-03-09'), days: 30, rate: 8.4 }),
  worked('expected_rate', 418 / 30, { units: 418, days: 30 }),
  grossNeed({ forecast: 840, reorderLine: 1050, available: 500 }),
  grossNeed({ forecast: 8, reorderLine: 10, available: 500 }),
  countedInbound({ inbound: 900, arrivals: arriving, today: day('2026-03-03'), through: day('2026-06-01') }),
  countedInbound({ inbound: 100, arrivals: arriving, today: day('2026-03-03'), through: day('2026-06-01') }),
  lineShortfall({ reorderLine: 1050, extra: 0, available: 500, inbound: 100, onOrder: 0 }),
  lineShortfall({ reorderLine: 7119, extra: 0, available: 9000, inbound: 0, onOrder: 0 }),
  worked('no_order', 0, {}),
  worked('order_parts', 1644, { first: 300, rest: 1344 }),
  netNeed({ gross: 1390, inbound: 600, onOrder: 0 }),
  toOrderSize(1390, { moq: 300, casePack: 24 }),
  toOrderSize(12.4, { moq: 300, casePack: 24 }),
  toOrderSize(12.4, { moq: null, casePack: null }),
  toOrderSize(0, { moq: 300, casePack: 24 }),
  extraForPeriod({ nature: 'short_term', usualRate: 30, currentRate: 60, daysLeft: 10 }),
  lossOf({ rate: 35, days: 28, lost: 975 }, 19.99).units,
  lossOf({ rate: 35, days: 28, lost: 975 }, 19.99).money,
  turnover({ costOfSales: 12_000, meanStockValue: 9000, days: 30 }),
  turnoverDays(16.2),
  eventNeed({ rate: 33.7, lift: 2.4, days: 3 }),
  eventNeed({ rate: 12, lift: null, days: 7 }),
];

describe('formulas', () => {
  test('every one has an example here', () => {
    const shown = new Set(examples.map((of) => of?.formula));
    expect(formulas.filter((formula) => !shown.has(formula))).toEqual([]);
  });

  test.each(examples.map((of) => [of ? formulaText(of, 'en').sum : 'missing', of] as const))('%s', (_, of) => {
    if (!of) throw new Error('An example gives no number');
    expectReproduced(of);
  });

  it('names what the number means, in both languages', () => {
    const of = countdown(180, [36, 34, 35]);
    if (!of) throw new Error('No countdown');
    expect(formulaText(of, 'zh')).toEqual({
      name: '断货倒计时（天）',
      how: '可用 ÷ 近 3 天日均',
      sum: '180 ÷ 35 = 5.14',
    });
    expect(formulaText(of, 'en').how).toBe('available ÷ mean of the last 3 days');
  });
});

/** Two decimals from one on, as shown. */
const number = (max: number) => fc.integer({ min: 100, max: max * 100 }).map((hundredths) => hundredths / 100);

test('whatever the numbers are, the sum gives the value', () => {
  const anything: fc.Arbitrary<Worked | null> = fc.oneof(
    fc.tuple(number(5000), number(300)).map(([available, rate]) => cover(available, rate)),
    fc
      .tuple(number(900), number(90), number(900), number(90))
      .map(([maxDaily, maxLead, meanDaily, meanLead]) => bufferStock({ maxDaily, maxLead, meanDaily, meanLead })),
    fc
      .tuple(number(9), number(90), number(90), number(90), number(90))
      .map(([z, of, meanDaily, spreadDaily, spreadLead]) =>
        serviceStock({ z, lead: of, meanDaily, spreadDaily, spreadLead }),
      ),
    fc
      .tuple(number(9000), number(9000), number(9000))
      .map(([a, b, c]) => grossNeed({ forecast: a, reorderLine: b, available: c })),
    fc
      .tuple(number(9000), number(9000), number(9000))
      .map(([a, b, c]) => netNeed({ gross: a, inbound: b, onOrder: c })),
    fc
      .tuple(number(9000), fc.option(fc.integer({ min: 1, max: 900 })), fc.option(fc.integer({ min: 1, max: 90 })))
      .map(([net, moq, casePack]) => toOrderSize(net, { moq, casePack })),
    fc.array(fc.nat(400), { minLength: 1, maxLength: 30 }).map((units) => trendOf(units, meanOf(units))),
    fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 9 }).map((days) => {
      const seen = observedDays(days);
      return seen && workedDays(seen);
    }),
  );
  fc.assert(
    fc.property(
      anything.filter((of) => of !== null),
      expectReproduced,
    ),
  );
});

test('small rates keep three digits: 0.0314 a day is not 0', () => {
  const of = worked('forecast' satisfies Formula, 0.0314 * 30, { meanDaily: 0.0314, horizonDays: 30, trend: 1 });
  expectReproduced(of);
});
