// Whatever a message holds, Slack takes it: cut where it must be, visibly, and never a text that Slack reads as markup.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkBlocks, checkView } from '../../../../doubles/slack/block-kit-check.ts';
import { renderHome } from '../../../../src/chat/slack/render/home.ts';
import { renderMessage } from '../../../../src/chat/slack/render/message.ts';
import { renderModal } from '../../../../src/chat/slack/render/modal.ts';
import type { Field } from '../../../../src/forms/form.ts';
import { formFor } from '../../../../src/forms/index.ts';
import { languages } from '../../../../src/lib/language.ts';
import type { Block, FormBlock, Inline, Message } from '../../../../src/messages/message.ts';
import { exampleSlackNames as names } from '../../../support/cards/slack/names.ts';

const markup = ['<!channel>', '<!here|x>', '<@U0LINA>', '<#C1|x>', '<https://evil.example|x>', '&lt;!channel&gt;'];
const formatting = ['*bold*', '_a_b_', '~x~', '`code`', '```', ':fire:', '> quoted', '\n\n', 'a|b', '5 %', '\u202Eabc'];

const word = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }) },
  { weight: 2, arbitrary: fc.constantFrom(...markup, ...formatting, '', ' ') },
  { weight: 1, arbitrary: fc.constantFrom('x'.repeat(4000), '杯'.repeat(4000), '&'.repeat(3500), '👍🏽'.repeat(900)) },
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
  fc.record({ type: fc.constant('image' as const), attachmentId: fc.constant('a'), alt: word }),
  fc.record({ type: fc.constant('file' as const), attachmentId: fc.constant('a'), name: word }),
);
const message: fc.Arbitrary<Message> = fc.record({
  tone: fc.constantFrom('plain' as const, 'good' as const, 'warning' as const, 'alarm' as const),
  title: word,
  blocks: fc.oneof(
    { weight: 9, arbitrary: fc.array(block, { maxLength: 20 }) },
    { weight: 1, arbitrary: fc.array(block, { minLength: 40, maxLength: 70 }) },
  ),
});

const language = fc.constantFrom(...languages);

describe('a message of anything', () => {
  test('fits into one message of Slack', () => {
    fc.assert(
      fc.property(message, language, (any, spoken) => {
        const { text, blocks } = renderMessage(any, names, spoken);
        expect(checkBlocks(blocks, 'message')).toEqual([]);
        expect(JSON.stringify(blocks).length).toBeLessThanOrEqual(13_000);
        expect(text.length).toBeLessThanOrEqual(4000);
      }),
      { numRuns: 150 },
    );
  });

  test('fits on the home tab', () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 3 }), language, (any, spoken) => {
        expect(checkView(renderHome(any, names, spoken))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  test('mentions nobody but whom it mentions, and holds no markup that came with a text', () => {
    const only = fc.oneof(
      word,
      word.map((strong) => ({ strong })),
    );
    const quiet = fc.record({
      type: fc.constantFrom('text' as const, 'small' as const),
      text: fc.array(only, { minLength: 1, maxLength: 4 }),
    });
    fc.assert(
      fc.property(fc.array(quiet, { maxLength: 8 }), word, language, (blocks, title, spoken) => {
        const rendered = renderMessage({ tone: 'plain', title, blocks }, names, spoken);
        for (const part of partsOf(rendered.blocks)) {
          expect(part.type).not.toBe('user');
          expect(part.type).not.toBe('broadcast');
          if (part.type === 'mrkdwn') expect(part.text).not.toMatch(/<|[_~`]|:\w+:/);
        }
        expect(rendered.text).not.toMatch(/[<>]/);
      }),
      { numRuns: 150 },
    );
  });
});

describe('much', () => {
  test('of little is cut to fifty blocks, and says so', () => {
    const texts: Block[] = Array.from({ length: 70 }, (_, i) => ({ type: 'text', text: [`${i}`] }));
    const { blocks } = renderMessage({ tone: 'plain', title: 'Seventy', blocks: texts }, names, 'en');
    expect(blocks).toHaveLength(50);
    expect(JSON.stringify(blocks.at(-1))).toContain('does not fit');
  });
});

describe('many rows', () => {
  const rows = (count: number): Block[] =>
    Array.from({ length: count }, (_, i) => ({
      type: 'row',
      text: [{ strong: `SW-${i}` }, ' <!channel> sales +20 %'],
      detail: [`why ${i}`],
      button: { action: 'answer', label: 'Answer', style: 'primary', caseId: i, round: 1, path: '/' },
    }));

  test('keep as many as fit and count the others', () => {
    const { blocks } = renderMessage({ tone: 'plain', title: 'Sixty', blocks: rows(60) }, names, 'en');
    const shown = blocks.filter((each) => each.type === 'section').length;
    expect(shown).toBeGreaterThan(9);
    expect(JSON.stringify(blocks)).toContain(`… ${60 - shown} more`);
    const chinese = renderMessage({ tone: 'plain', title: '六十', blocks: rows(60) }, names, 'zh');
    expect(JSON.stringify(chinese.blocks)).toContain(`… 还有 ${60 - shown} 个`);
  });

  test('buttons survive when the text has to be cut off', () => {
    const long: Block[] = Array.from({ length: 40 }, () => ({ type: 'text', text: ['y'.repeat(2900)] }));
    const last: Block = {
      type: 'buttons',
      buttons: [{ action: 'answer', label: 'Answer', style: 'primary', caseId: 1, round: 1, path: '/' }],
    };
    const { blocks } = renderMessage({ tone: 'plain', title: 'Long', blocks: [...long, last] }, names, 'en');
    expect(blocks.at(-1)?.type).toBe('actions');
    expect(JSON.stringify(blocks)).toContain('does not fit');
    expect(checkBlocks(blocks, 'message')).toEqual([]);
  });
});

describe('a form of anything', () => {
  const option = fc.record({
    value: fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 20 }),
    label: fc.record({ zh: word, en: word }),
  });
  const field = (name: string): fc.Arbitrary<Field> => {
    const base = {
      name: fc.constant(name),
      part: fc.constant('cause' as const),
      label: fc.record({ zh: word, en: word }),
      hint: fc.record({ zh: word, en: word }),
      required: fc.boolean(),
    };
    return fc.oneof(
      fc.record({
        ...base,
        kind: fc.constant('choice' as const),
        options: fc.uniqueArray(option, { selector: ({ value }) => value, minLength: 1, maxLength: 120 }),
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
  };
  const fields = fc
    .integer({ min: 1, max: 40 })
    .chain((count) => fc.tuple(...Array.from({ length: count }, (_, i) => field(`f${i}`))));

  test('with any values makes a modal that Slack takes', () => {
    const anyForm = fc.record({
      asked: fields,
      values: fc.array(word, { minLength: 40, maxLength: 40 }),
      before: message,
      also: fc.array(fc.record({ caseId: id, label: word, checked: fc.boolean() }), { maxLength: 30 }),
    });
    fc.assert(
      fc.property(anyForm, language, ({ asked, values, before, also }, spoken) => {
        const form: FormBlock = {
          type: 'form',
          caseId: 1,
          round: 1,
          form: { ...formFor('surge'), fields: asked },
          fields: asked,
          values: Object.fromEntries(asked.map(({ name }, i) => [name, values[i] ?? ''])),
          errors: {},
          also: [...new Map(also.map((each) => [each.caseId, each])).values()],
        };
        const view = renderModal({ ...before, blocks: [...before.blocks, form] }, names, spoken);
        expect(checkView(view)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

/** Every object within blocks that has a type. */
function partsOf(value: unknown): { type: unknown; text?: unknown }[] {
  if (Array.isArray(value)) return value.flatMap(partsOf);
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(partsOf);
  return 'type' in value ? [value, ...inner] : inner;
}
