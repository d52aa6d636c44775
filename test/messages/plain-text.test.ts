// Messages in a terminal.

import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { table } from '../../src/messages/blocks.ts';
import type { Message } from '../../src/messages/message.ts';
import { alignedRows, plainText } from '../../src/messages/plain-text.ts';

test('columns stay aligned with wide characters, numbers are right-aligned', () => {
  const lines = alignedRows([
    ['SKU', '卖出', '偏离'],
    ['LM-杯', '5', '+212 %'],
    ['LM-BOTTLE', '1,390', '−5 %'],
  ]);
  expect(lines).toEqual(['SKU         卖出    偏离', 'LM-杯          5  +212 %', 'LM-BOTTLE  1,390    −5 %']);
  expect(new Set(lines.map((line) => stringWidth(line))).size).toBe(1);
});

test('codes of digits are left-aligned: the first column, and one called SKU', () => {
  expect(
    alignedRows([
      ['Case', 'SKU', 'Sold'],
      ['1', '22423', '5'],
      ['12', '848', '1,390'],
    ]),
  ).toEqual(['Case  SKU     Sold', '1     22423      5', '12    848    1,390']);
});

test('a table says how many rows it does not show', () => {
  const rows = Array.from({ length: 24 }, (_, i) => [String(i)]);
  const message: Message = {
    tone: 'plain',
    title: 'x',
    blocks: [table(['n'], rows)].filter((block) => block !== undefined),
  };
  expect(plainText(message, 'en')).toContain('… 12 more');
  expect(plainText(message, 'zh')).toContain('… 还有 12 项');
});

test('mentions, links and tones keep their meaning without colours', () => {
  const message: Message = {
    tone: 'alarm',
    title: 'late',
    blocks: [
      {
        type: 'text',
        text: [{ mention: 'li', name: '李娜' }, ' ', { mentionAll: true }, ' ', { link: '/cases/1', label: 'SW-1' }],
      },
    ],
  };
  expect(plainText(message, 'en')).toBe('!! late\n@李娜 @all SW-1 (/cases/1)');
});
