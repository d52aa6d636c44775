import fc from 'fast-check';
import { expect, it } from 'vitest';
import { day } from '../../src/lib/day.ts';
import type { WindowEvidence } from '../../src/rules/verdict.ts';
import { decodeVerdicts, encodeVerdicts, type KeptVerdict } from '../../src/store/verdict-codec.ts';
import { keptVerdict, verdict } from '../support/factories.ts';

const units = fc.integer({ min: 0, max: 2_000_000_000 });
const share = fc.integer({ min: -10_000, max: 10_000_000_000 }).map((parts) => parts / 10_000);
const chance = fc.option(fc.double({ min: 1e-30, max: 1, noNaN: true }), { nil: null });

const window = fc.record<Omit<WindowEvidence, 'deviation'>>({
  days: fc.constantFrom(1, 2, 3, 5, 7),
  units,
  baseline: fc.double({ min: 0.02, max: 1e9, noNaN: true }),
  deviationBeyondShop: share,
  chance,
  newsBelow: fc.constantFrom(0.0016, 0.004, null),
  spread: fc.constantFrom(1, 1.3717),
});

const kept: fc.Arbitrary<KeptVerdict> = fc
  .record({
    sku: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
    revision: fc.integer({ min: 1, max: 9 }),
    word: fc.constantFrom('deviation' as const, 'normal' as const, 'learning' as const),
    direction: fc.constantFrom('up' as const, 'down' as const, null),
    windowDays: fc.constantFrom(1, 7),
    units: fc.option(units, { nil: null }),
    baseline: fc.option(fc.double({ min: 0.02, max: 1e9, noNaN: true }), { nil: null }),
    deviation: fc.option(share, { nil: null }),
    chance,
    surge: fc.boolean(),
    moneyAtStake: fc.integer({ min: 0, max: 1e12 }).map((cents) => cents / 100),
    caseId: fc.option(fc.integer({ min: 1, max: 2 ** 40 }), { nil: null }),
    unasked: fc.constantFrom('capped' as const, 'open_form' as const, null),
    level: fc.option(fc.double({ min: 0.02, max: 1e9, noNaN: true }), { nil: null }),
    lift: fc.double({ min: 0.1, max: 50, noNaN: true }),
    from: fc.constantFrom(day('2026-01-05'), null),
    windows: fc.array(window, { maxLength: 5 }),
  })
  .map(({ level, lift, from, windows: sums, ...row }) => ({
    ...row,
    evidence: {
      ...verdict().evidence,
      level,
      promotionLift: lift,
      historyFrom: from,
      windows: sums.map(withDeviation),
    },
  }));

it('gives back every verdict: counts, levels and words to the last digit, what is only shown to seven', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(kept, { maxLength: 300, size: 'max' }), async (rows) => {
      const decoded = await decodeVerdicts(await encodeVerdicts(rows));
      expect(decoded.skus).toEqual(rows.map(({ sku }) => sku));
      for (const [i, row] of rows.entries()) {
        const back = decoded.at(i);
        expect(back).toEqual(digits(row));
        expect(back.units).toBe(row.units);
        expect(back.evidence.level).toBe(row.evidence.level);
        expect(decoded.evidence('promotionLift', i)).toBe(row.evidence.promotionLift);
        expect(decoded.own('word', i)).toBe(row.word);
      }
    }),
    { numRuns: 30 },
  );
});

it('a chance smaller than four bytes hold is not nothing', async () => {
  const rows = [{ ...keptVerdict('LAMP'), chance: 1e-200 }];
  const back = (await decodeVerdicts(await encodeVerdicts(rows))).at(0);
  expect(back.chance).toBeGreaterThan(0);
});

function withDeviation(sum: Omit<WindowEvidence, 'deviation'>): WindowEvidence {
  return { ...sum, deviation: (sum.units - sum.baseline) / sum.baseline };
}

/** Every number within one part in a million; a deviation also within as much of the baseline. */
function digits(value: unknown): unknown {
  if (typeof value === 'number') {
    return expect.closeTo(value, 5.5 - Math.log10(Math.max(Math.abs(value), 1e-30)));
  }
  if (Array.isArray(value)) return value.map(digits);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      key === 'deviation' && typeof each === 'number'
        ? expect.closeTo(each, 5.5 - Math.log10(1 + Math.abs(each)))
        : digits(each),
    ]),
  );
}
