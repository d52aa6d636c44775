// No text from outside can break a message: with any names, remarks and answers it composes, fits and stays text.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { day } from '../../src/lib/day.ts';
import { languages } from '../../src/lib/language.ts';
import { compose } from '../../src/messages/index.ts';
import type { Block, Inline, Message } from '../../src/messages/message.ts';
import { plainText } from '../../src/messages/plain-text.ts';
import { exampleViews, exampleWeekly } from '../support/example-views.ts';
import { caseView, people, stock, team, weeklyRow } from '../support/view-builders.ts';

/** Slack refuses messages of more than about 13,000 characters in all blocks; Feishu cards end at 30 KB. */
const maxCharacters = 10_000;
const maxBlocks = 50;

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom(
    '<!channel>',
    '<at id=all></at>',
    '<img src=x onerror=alert(1)>',
    '=HYPERLINK("http://x")',
    '\u202Eabc',
    'x'.repeat(5000),
    '杯'.repeat(5000),
    '\n'.repeat(200),
    '{a|b}',
    '',
    '\ud800',
  ),
);

const hostileCase = fc
  .record({ sku: hostile, skuName: hostile, storeName: hostile, assignee: hostile, remark: hostile, detail: hostile })
  .map(({ sku, skuName, storeName, assignee, remark, detail }) =>
    caseView({
      sku,
      skuName,
      storeName,
      class: remark,
      assignee: { id: 'lina', name: assignee },
      acknowledgedBy: { id: 'wang', name: assignee },
      escalatedTo: [{ id: 'zhang', name: assignee }],
      overdue: true,
      snoozedUntil: '2026-12-01T00:00:00.000Z',
      snoozeReason: remark,
      reopened: {
        because: 'returned',
        by: { id: 'zhang', name: assignee },
        remark,
        promise: { nature: null, until: null, dayNumber: null },
      },
      stock: stock({ arrivals: [{ units: 5, sellableOn: day('2026-12-02'), mode: remark }] }),
      answer: {
        revision: 1,
        round: 1,
        by: { id: 'lina', name: assignee },
        at: '2026-11-20T08:20:00.000Z',
        late: false,
        formKind: 'surge',
        values: {
          cause: detail,
          detail,
          reason: remark,
          action: remark,
          quantity: remark,
          arriveBy: detail,
          until: remark,
        },
      },
    }),
  );

function expectSane(message: Message): void {
  expect(message.title.length).toBeLessThanOrEqual(150);
  expect(message.title.length).toBeGreaterThan(0);
  expect(message.blocks.length).toBeLessThanOrEqual(maxBlocks);
  const texts = message.blocks.flatMap(textsOf);
  expect(texts.reduce((sum, text) => sum + text.length, 0)).toBeLessThan(maxCharacters);
  for (const text of [message.title, ...texts]) expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
}

describe('hostile text', () => {
  test('in any field of a case composes in every message about it', () => {
    fc.assert(
      fc.property(fc.array(hostileCase, { minLength: 1, maxLength: 4 }), (cases) => {
        const [first] = cases;
        if (!first) return;
        const to = [{ id: 'zhang', name: first.skuName ?? '' }];
        const done = { ...first, status: 'answered' as const };
        for (const language of languages) {
          expectSane(compose({ kind: 'card', team, cases: [first] }, language));
          expectSane(compose({ kind: 'card', team, cases: [done] }, language));
          expectSane(compose({ kind: 'card', team, cases: [done, ...cases] }, language));
          const rows = cases.map((each) => ({ case: each, overdueMinutes: 5 }));
          expectSane(compose({ kind: 'escalation', team, to, everyone: false, level: 1, late: true, rows }, language));
          expectSane(compose({ kind: 'reminder', team, to: people.lina, cases, beforeDeadline: false }, language));
          if (first.answer)
            expectSane(compose({ kind: 'answer_record', team, case: done, answer: first.answer }, language));
          const snoozed = {
            event: 'snoozed' as const,
            by: people.zhang,
            until: '2026-12-01T00:00:00Z',
            reason: first.sku ?? '',
          };
          expectSane(compose({ kind: 'note', team, case: first, note: snoozed }, language));
        }
      }),
      { numRuns: 60 },
    );
  });

  test('in the stock of a week composes a summary that fits', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const rows = Array.from({ length: 40 }, () => weeklyRow({ sku: text, storeId: text, owner: text, name: text }));
        const weekly = {
          ...exampleWeekly,
          rows,
          urgent: rows,
          slow: rows.map(({ sku, storeId }) => ({ sku, storeId, name: text, daysWithoutSale: 99, available: 1 })),
          changes: rows.map(({ sku, storeId }) => ({ sku, storeId, from: 'red' as const, to: 'green' as const })),
          causes: [{ cause: text, direction: 'up' as const, count: 3 }],
          decisions: exampleWeekly.decisions.map((each) => ({ ...each, sku: text, action: text })),
          agenda: {
            operations: rows.map(({ sku, storeId }) => ({
              why: 'unanswered' as const,
              number: 'SW-1',
              sku,
              storeId,
              assignee: null,
            })),
            supply: [],
            logistics: [],
          },
        };
        for (const language of languages) expectSane(compose({ kind: 'weekly', team, weekly }, language));
      }),
      { numRuns: 40 },
    );
  });

  test('never starts a second line in the plain text of a one-line title', () => {
    const message = compose({ kind: 'card', team, cases: [caseView({ sku: 'A\nB\r\nC' })] }, 'en');
    expect(plainText(message, 'en').split('\n')[0]).toContain('A ⏎ B ⏎ C');
  });
});

describe('many', () => {
  test.each([1, 2, 10, 12, 60])('%d cases of one owner fit in one card', (count) => {
    const cases = Array.from({ length: count }, (_, i) => caseView({ caseId: i + 1, number: `SW-${i + 1}` }));
    for (const language of languages) {
      expectSane(compose({ kind: 'card', team, cases }, language));
      const rows = cases.map((each) => ({ case: each, overdueMinutes: each.caseId * 10 }));
      expectSane(
        compose(
          { kind: 'escalation', team, to: [people.zhang], everyone: false, level: 1, late: false, rows },
          language,
        ),
      );
      expectSane(compose({ kind: 'reminder', team, to: people.lina, cases, beforeDeadline: true }, language));
    }
  });

  test('what does not fit is counted', () => {
    const cases = Array.from({ length: 14 }, (_, n) => caseView({ caseId: n + 1, number: `SW-${n + 1}` }));
    expect(plainText(compose({ kind: 'card', team, cases }, 'en'), 'en')).toContain('… 4 more');
  });
});

test('every example fits the limits of the platforms', () => {
  for (const view of Object.values(exampleViews)) {
    for (const language of languages) expectSane(compose(view, language));
  }
});

function textsOf(block: Block): string[] {
  switch (block.type) {
    case 'text':
    case 'small':
      return block.text.map(inlineOf);
    case 'heading':
      return [block.text];
    case 'facts':
      return block.facts.flatMap(({ label, value }) => [label, value]);
    case 'table':
      return [...block.columns, ...block.rows.flat()];
    case 'list':
      return block.items.flatMap((item) => item.map(inlineOf));
    case 'row':
      return [...block.text, ...block.detail].map(inlineOf);
    case 'buttons':
      return block.buttons.map(({ label }) => label);
    case 'image':
      return [block.alt];
    case 'file':
      return [block.name];
    case 'form':
      return [];
  }
}

function inlineOf(piece: Inline): string {
  if (typeof piece === 'string') return piece;
  if ('strong' in piece) return piece.strong;
  if ('command' in piece) return piece.command;
  if ('mention' in piece) return piece.name;
  return 'label' in piece ? piece.label : '';
}
