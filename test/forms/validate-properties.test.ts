import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Field, type Form, type FormFacts, formKinds, type RawValues } from '../../src/forms/form.ts';
import { formFor } from '../../src/forms/index.ts';
import { prefill } from '../../src/forms/prefill.ts';
import { validateAnswer } from '../../src/forms/validate.ts';
import { answer, facts } from './answers.ts';

const anyFacts: fc.Arbitrary<FormFacts> = fc.record({
  today: fc.constant(facts.today),
  surge: fc.boolean(),
  suggestedUnits: fc.option(fc.nat(5000)),
  countdownDays: fc.option(fc.double({ min: 0, max: 200, noNaN: true })),
  nextArrivalInDays: fc.option(fc.nat(60)),
});

/** Strings that break naive code: controls, halves of characters, directions, combining marks, look-alikes, names of the language. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom(...'\u0301\u0308\u200b\u200d\u00ad \n１2,.件年月日/-'), maxLength: 12 }),
  fc.constantFrom(
    '__proto__',
    'constructor',
    '\ud800',
    '\u0000',
    "'; drop table x",
    '=1+1',
    '<img src=x>',
    'a'.repeat(30_000),
  ),
);

function typed(field: Field): fc.Arbitrary<string> {
  const wide = fc.constantFrom('１２', '12 件', ' 1,390', '2026年11月2日', '２０２６/11/30', 'on', 'yes', '');
  const options = field.kind === 'choice' ? field.options.map((each) => each.value) : ['yes'];
  const words = fc.constantFrom(
    '竞品断货，广告位空出来，排名上升',
    'e\u200b\u0301 two\r\nlines\u2028more',
    'ﬁne Ⅷ ㎏ reasons',
  );
  return fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...options) }, wide, words, hostile);
}

/** Noise in every field, and in fields that do not exist. */
function noise(form: Form): fc.Arbitrary<RawValues> {
  const all = fc.tuple(...form.fields.map(typed)).map((values) => withNames(form.fields, values));
  return fc
    .tuple(all, fc.dictionary(hostile, hostile, { maxKeys: 2 }))
    .map(([some, strange]) => ({ ...strange, ...some }));
}

/** A whole answer with up to three fields replaced. */
function almostWhole(form: Form): fc.Arbitrary<RawValues> {
  const kind = formKinds.find((each) => each === form.kind) ?? 'surge';
  const checks = { checkDepth: 'yes', checkCause: 'yes', checkSupply: 'yes', reason: '按目前的判断先这样' };
  const known = Object.entries({ ...answer(kind), ...checks }).filter(([name]) =>
    form.fields.some((field) => field.name === name),
  );
  return fc
    .subarray([...form.fields], { maxLength: 3 })
    .chain((fields) =>
      fc.tuple(...fields.map(typed)).map((values) => ({ ...Object.fromEntries(known), ...withNames(fields, values) })),
    );
}

function withNames(fields: readonly Field[], values: readonly string[]): RawValues {
  return Object.fromEntries(fields.map((field, index) => [field.name, values[index] ?? '']));
}

const anyForm = fc.constantFrom(...formKinds).map(formFor);

describe('any answer', () => {
  it('is accepted or refused, never a crash, and every refusal says something in both languages', () => {
    fc.assert(
      fc.property(
        anyForm.chain((form) => fc.tuple(fc.constant(form), fc.oneof(noise(form), almostWhole(form)))),
        anyFacts,
        ([form, raw], known) => {
          const result = validateAnswer(form, raw, known);
          if (result.ok) return;
          expect(Object.keys(result.errors).length).toBeGreaterThan(0);
          for (const error of Object.values(result.errors)) {
            expect(error.zh.length * error.en.length).toBeGreaterThan(0);
            expect(error.zh.length + error.en.length).toBeLessThan(400);
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it('once accepted is accepted again unchanged', () => {
    let accepted = 0;
    fc.assert(
      fc.property(
        anyForm.chain((form) => fc.tuple(fc.constant(form), almostWhole(form))),
        anyFacts,
        ([form, raw], known) => {
          const first = validateAnswer(form, raw, known);
          if (!first.ok) return;
          accepted += 1;
          expect(validateAnswer(form, first.values, known)).toEqual(first);
          for (const [name, value] of Object.entries(first.values)) {
            expect(form.fields.some((field) => field.name === name)).toBe(true);
            expect(value).not.toMatch(/[^\P{Cc}\n]|\p{Cs}/u);
          }
        },
      ),
      { numRuns: 800, seed: 20261026 },
    );
    expect(accepted).toBeGreaterThan(200);
  });

  it('needs only cause, ticks and a click when the form is pre-filled', () => {
    fc.assert(
      fc.property(
        fc.nat(9000),
        fc.nat(9000),
        fc.integer({ min: 1, max: 9000 }),
        (available, inbound, suggestedUnits) => {
          const values = prefill('surge', {
            stock: {
              available,
              inbound,
              reservedCustomer: 3,
              reservedTransfer: null,
              reservedProcessing: 0,
              onOrder: null,
              arrivals: [],
            },
            suggestion: { units: suggestedUnits, transport: 'air', arriveBy: null },
          });
          const byHand = { cause: 'deal', nature: 'one_off', arriveBy: '2026-11-20' };
          const ticks = { unshippedCounted: 'yes', receivingChecked: 'yes', lockedChecked: 'yes' };
          const result = validateAnswer(
            formFor('surge'),
            { ...values, ...byHand, ...ticks },
            { ...facts, suggestedUnits },
          );
          expect(result.ok).toBe(true);
        },
      ),
    );
  });
});
