// Whatever a message holds, Feishu takes it: cut where it must be, visibly, and never a text that Feishu reads as markup.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cardBytes } from '../../../../doubles/feishu/card-check.ts';
import type { Field } from '../../../../src/forms/form.ts';
import { formFor } from '../../../../src/forms/index.ts';
import { languages } from '../../../../src/lib/language.ts';
import type { Block, FormBlock, Inline, Message } from '../../../../src/messages/message.ts';
import { exampleCard } from '../../../support/cards/feishu/examples.ts';
import { problemsOf, readAs } from './reading.ts';

const markup = [
  '<at id=all></at>',
  '<at id=ou_lina></at>',
  "<font color='red'>x</font>",
  '[x](https://evil.example)',
  '&#42;',
];
const formatting = [
  '**bold**',
  '_a_b_',
  '~~x~~',
  '`code`',
  '```',
  ':OK:',
  '> quoted',
  '\n\n',
  'a|b',
  '5 %',
  '# x',
  '- x',
];

const word = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }) },
  { weight: 2, arbitrary: fc.constantFrom(...markup, ...formatting, '', ' ') },
  { weight: 1, arbitrary: fc.constantFrom('x'.repeat(4000), '杯'.repeat(4000), '*'.repeat(3500), '👍🏽'.repeat(900)) },
);
const cell = fc.oneof({ weight: 30, arbitrary: fc.string({ maxLength: 20 }) }, { weight: 1, arbitrary: word });
const inline: fc.Arbitrary<Inline> = fc.oneof(
  word,
  word.map((strong) => ({ strong })),
  word.map((command) => ({ command })),
  fc.record({ mention: fc.constantFrom('lina', 'chen'), name: word }),
  fc.constant({ mentionAll: true as const }),
  fc.record({ link: fc.constantFrom('/cases/1', 'javascript:alert(1)', 'https://x.example/?a=1&b=<'), label: word }),
);
const inlines = fc.array(inline, { maxLength: 5 });
const id = fc.integer({ min: 1, max: 1e9 });
const button = fc.record({
  action: fc.constantFrom('answer' as const, 'open' as const, 'return' as const),
  label: word,
  style: fc.constantFrom('primary' as const, 'plain' as const, 'danger' as const),
  caseId: id,
  round: id,
  path: fc.constant('/cases/1'),
});
const more = fc.nat(50);

const option = fc.record({
  value: fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 20 }),
  label: fc.record({ zh: word, en: word }),
});

function field(name: string): fc.Arbitrary<Field> {
  const base = {
    name: fc.constant(name),
    part: fc.constantFrom('cause' as const, 'stock' as const),
    label: fc.record({ zh: word, en: word }),
    hint: fc.record({ zh: word, en: word }),
    required: fc.boolean(),
  };
  return fc.oneof(
    fc.record({
      ...base,
      kind: fc.constant('choice' as const),
      options: fc.uniqueArray(option, { selector: ({ value }) => value, minLength: 1, maxLength: 30 }),
    }),
    fc.record({ ...base, kind: fc.constant('tick' as const) }),
    fc.record({
      ...base,
      kind: fc.constant('whole_number' as const),
      unit: fc.constant({ zh: '件', en: 'units' }),
      min: fc.constant(0),
      max: fc.constant(10),
    }),
    fc.record({ ...base, kind: fc.constant('day' as const) }),
    fc.record({
      ...base,
      kind: fc.constant('text' as const),
      minLength: fc.nat(10),
      maxLength: fc.integer({ min: 10, max: 9000 }),
      lines: fc.nat(5),
    }),
  );
}

const form: fc.Arbitrary<FormBlock> = fc
  .record({ count: fc.integer({ min: 1, max: 30 }), caseId: id, also: fc.array(word, { maxLength: 10 }) })
  .chain(({ count, caseId, also }) =>
    fc.tuple(...Array.from({ length: count }, (_, i) => field(`f${i}`))).chain((fields) =>
      fc.array(word, { minLength: count, maxLength: count }).map(
        (values): FormBlock => ({
          type: 'form',
          caseId,
          round: 1,
          form: { ...formFor('surge'), fields },
          fields,
          values: Object.fromEntries(fields.map(({ name }, i) => [name, values[i] ?? ''])),
          errors: count % 3 === 0 ? { f0: { zh: values[0] || '错', en: values[0] || 'wrong' } } : {},
          also: also.map((label, i) => ({ caseId: i + 1, label, checked: i % 2 === 0 })),
        }),
      ),
    ),
  );

const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ type: fc.constantFrom('text' as const, 'small' as const), text: inlines }),
  fc.record({ type: fc.constant('heading' as const), text: word }),
  fc.record({
    type: fc.constant('facts' as const),
    facts: fc.array(fc.record({ label: word, value: word }), { minLength: 1, maxLength: 30 }),
  }),
  fc.record({
    type: fc.constant('table' as const),
    columns: fc.array(cell, { maxLength: 11 }),
    rows: fc.array(fc.array(cell, { maxLength: 11 }), { maxLength: 60, size: 'max' }),
    more,
  }),
  fc.record({ type: fc.constant('list' as const), items: fc.array(inlines, { minLength: 1, maxLength: 60 }), more }),
  fc.record({
    type: fc.constant('row' as const),
    text: inlines,
    detail: inlines,
    button: fc.option(button, { nil: null }),
  }),
  fc.record({ type: fc.constant('buttons' as const), buttons: fc.array(button, { minLength: 1, maxLength: 12 }) }),
  fc.record({ type: fc.constant('image' as const), attachmentId: fc.constant('a'), alt: word }),
  fc.record({ type: fc.constant('file' as const), attachmentId: fc.constant('a'), name: word }),
);
const blocks = fc.oneof(
  { weight: 9, arbitrary: fc.array(block, { maxLength: 20 }) },
  { weight: 1, arbitrary: fc.array(block, { minLength: 40, maxLength: 70 }) },
);
const message: fc.Arbitrary<Message> = fc
  .record({
    tone: fc.constantFrom('plain' as const, 'good' as const, 'warning' as const, 'alarm' as const),
    title: word,
    blocks,
    forms: fc.uniqueArray(form, { selector: ({ caseId }) => caseId, maxLength: 2 }),
  })
  .map(({ forms, ...said }) => ({ ...said, blocks: [...said.blocks, ...forms] }));
const language = fc.constantFrom(...languages);

describe('a message of anything', () => {
  test('is a card that Feishu takes, the same in both languages or not', () => {
    fc.assert(
      fc.property(message, message, language, (one, other, first) => {
        for (const zh of [one, { ...other, blocks: one.blocks }]) {
          const card = exampleCard({ zh, en: one }, first);
          expect(problemsOf(card)).toEqual([]);
          expect(cardBytes(card)).toBeLessThanOrEqual(28_000);
        }
        expect(exampleCard({ zh: one, en: other }, first).body.elements.length).toBeGreaterThan(0);
      }),
      { numRuns: 40 },
    );
  });

  test('mentions nobody but whom it mentions', () => {
    const only = fc.oneof(
      word,
      word.map((strong) => ({ strong })),
    );
    const quiet = fc.record({
      type: fc.constantFrom('text' as const, 'small' as const),
      text: fc.array(only, { minLength: 1, maxLength: 4 }),
    });
    fc.assert(
      fc.property(fc.array(quiet, { maxLength: 8 }), word, language, (said, title, spoken) => {
        const both = { tone: 'plain', title, blocks: said } as const;
        expect(readAs(exampleCard({ zh: both, en: both }, spoken), spoken).live).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});

describe('much', () => {
  const plain = (title: string, said: Block[]) => {
    const both: Message = { tone: 'plain', title, blocks: said };
    return exampleCard({ zh: both, en: both });
  };
  const rows = (count: number): Block[] =>
    Array.from({ length: count }, (_, i) => ({
      type: 'row',
      text: [{ strong: `SW-${i}` }, ' <at id=all></at> sales +20 %'],
      detail: [`why ${i}`],
      button: { action: 'answer', label: 'Answer', style: 'primary', caseId: i, round: 1, path: '/' },
    }));

  test('of little is cut, and says so', () => {
    const card = plain(
      'Many',
      Array.from({ length: 300 }, (_, i) => ({ type: 'text', text: [`${i}`] })),
    );
    expect(problemsOf(card)).toEqual([]);
    expect(readAs(card, 'zh').text).toContain('超出飞书单张卡片的上限');
  });

  test('keeps as many rows as fit and counts the others', () => {
    const card = plain('Sixty', rows(60));
    const seen = readAs(card, 'zh');
    expect(seen.buttons.length).toBeGreaterThanOrEqual(10);
    expect(seen.text).toContain(`… 还有 ${60 - seen.buttons.length} 个`);
  });

  test('keeps its buttons when the text has to be cut off', () => {
    const long: Block[] = Array.from({ length: 40 }, () => ({ type: 'text', text: ['y'.repeat(2900)] }));
    const last: Block = {
      type: 'buttons',
      buttons: [{ action: 'answer', label: 'Answer', style: 'primary', caseId: 1, round: 1, path: '/' }],
    };
    const card = plain('Long', [...long, last]);
    expect(readAs(card, 'zh').buttons).toHaveLength(1);
    expect(problemsOf(card)).toEqual([]);
  });

  test('costs the second language before it costs a word of the first', () => {
    const wide = (text: string): Message => ({
      tone: 'plain',
      title: text,
      blocks: [{ type: 'list', items: Array.from({ length: 40 }, (_, i) => [`${i} ${text.repeat(100)}`]), more: 0 }],
    });
    const card = exampleCard({ zh: wide('中文'), en: wide('en') });
    expect(card.config.locales).toEqual(['zh_cn']);
    expect(readAs(card, 'en').text).toContain('39 中文');
  });
});
