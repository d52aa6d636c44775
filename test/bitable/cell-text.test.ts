// Fields of records as texts of a file: every shape that Feishu gives, and one line of CSV for each record.

import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asCsv } from '../../src/bitable/model/as-csv.ts';
import { cellText, openIdsIn } from '../../src/bitable/model/cell-text.ts';

const people = new Map([['ou_li', 'li']]);
const plain = { isDate: false, zone: 'Asia/Shanghai', people };
const person = (id: string, more = {}) => ({ id, name: 'Li Na', en_name: '', email: '', avatar_url: '', ...more });

describe('a field as text', () => {
  it.each<[string, unknown, string]>([
    ['nothing', undefined, ''],
    ['null', null, ''],
    ['a text in one piece', 'B0123', 'B0123'],
    [
      'a text in pieces',
      [
        { text: 'B01', type: 'text' },
        { text: '23', type: 'text' },
      ],
      'B0123',
    ],
    [
      'a link within a text',
      [
        { text: 'see ', type: 'text' },
        { text: 'here', link: 'https://a', type: 'url' },
      ],
      'see here',
    ],
    ['a text over several lines', [{ text: 'one\ntwo\u0000', type: 'text' }], 'one two'],
    ['a number', 12, '12'],
    ['a number with the traces of binary fractions', 0.1 + 0.2, '0.3'],
    ['zero', 0, '0'],
    ['a single choice', '在途', '在途'],
    ['several choices', ['A', 'B'], 'A, B'],
    ['a tick', true, 'true'],
    ['somebody of the team', [person('ou_li')], 'li'],
    ['somebody who is not, with an address', [person('ou_sam', { email: 'sam@a.example' })], 'sam@a.example'],
    ['somebody who is not', [person('ou_sam')], 'Li Na'],
    ['two people', [person('ou_li'), person('ou_sam')], 'li, Li Na'],
    [
      'somebody who is mentioned in a text',
      [{ text: '@Li', type: 'mention', mentionType: 'User', token: 'ou_li' }],
      'li',
    ],
    ['a link', { text: 'SW-1', link: 'https://a' }, 'SW-1'],
    ['a link without a text', { text: '', link: 'https://a' }, 'https://a'],
    ['a place', { location: '1,2', name: 'x', full_address: '杭州市西湖区' }, '杭州市西湖区'],
    [
      'files',
      [
        { file_token: 'f', name: 'a.pdf' },
        { file_token: 'g', name: 'b.pdf' },
      ],
      'a.pdf, b.pdf',
    ],
    [
      'linked records',
      [
        { record_ids: ['rec1'], text: 'A', type: 'text' },
        { record_ids: ['rec2'], text: 'B', type: 'text' },
      ],
      'A, B',
    ],
    ['linked records by id alone', { link_record_ids: ['rec1'] }, ''],
    ['a formula of texts', { type: 1, value: [{ text: 'B01', type: 'text' }] }, 'B01'],
    ['a formula of numbers', { type: 2, value: [7] }, '7'],
    ['a look-up of people', { type: 11, value: [person('ou_li')] }, 'li'],
  ])('%s', (_, value, text) => {
    expect(cellText(value, plain)).toBe(text);
  });

  it.each<[string, unknown, string, string]>([
    ['midnight in Shanghai, which is the day before in UTC', Date.UTC(2026, 2, 8, 16), 'Asia/Shanghai', '2026-03-09'],
    ['a minute before', Date.UTC(2026, 2, 8, 15, 59), 'Asia/Shanghai', '2026-03-08'],
    ['midnight in Los Angeles', Date.UTC(2026, 2, 9, 7), 'America/Los_Angeles', '2026-03-09'],
    ['a formula of days', { type: 5, value: [Date.UTC(2026, 2, 8, 16)] }, 'Asia/Shanghai', '2026-03-09'],
    ['a day as a text', [{ text: '2026/3/9', type: 'text' }], 'Asia/Shanghai', '2026/3/9'],
    ['a day as one number', 20_260_309, 'Asia/Shanghai', '20260309'],
    ['a moment that cannot be', 1e17, 'Asia/Shanghai', '100000000000000000'],
  ])('a day: %s', (_, value, zone, text) => {
    expect(cellText(value, { isDate: true, zone, people })).toBe(text);
  });

  it('a moment in a column that holds no days stays the number it is', () => {
    expect(cellText(1_772_985_600_000, plain)).toBe('1772985600000');
  });

  it('anything at all becomes one line', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(cellText(value, plain)).toMatch(/^\P{Cc}*$/u);
      }),
    );
  });

  it('names everybody who stands in it', () => {
    expect(openIdsIn([person('ou_a'), { text: '@b', type: 'mention', token: 'ou_b' }])).toEqual(['ou_a', 'ou_b']);
    expect(openIdsIn({ type: 11, value: [person('ou_c')] })).toEqual(['ou_c']);
    expect(openIdsIn('ou_d')).toEqual([]);
  });
});

describe('records as a file', () => {
  const reading = { zone: 'Asia/Shanghai', people, isDate: () => false };

  it('have a column for every field that any of them has; empty ones are empty lines, so that lines can be counted', () => {
    const { csv, rows } = asCsv([{ SKU: 'A' }, {}, { 件数: 3, SKU: 'B' }, { SKU: '' }], reading);
    expect(csv.split('\n')).toEqual(['"SKU","件数"', '"A",""', '', '"B","3"', '', '']);
    expect(rows).toBe(2);
  });

  it('say what the records say, whatever stands in them', () => {
    const text = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(fc.array(fc.dictionary(text, text)), (records) => {
        const { csv, rows } = asCsv(records, reading);
        const oneLine = (value: string) => value.replace(/[\s\p{Cc}]+/gu, ' ');
        const columns = [...new Set(records.flatMap((each) => Object.keys(each)))];
        const shown = records
          .map((each) => columns.map((name) => oneLine(Object.hasOwn(each, name) ? (each[name] ?? '') : '').trim()))
          .filter((cells) => cells.some((cell) => cell !== ''));
        expect(rows).toBe(shown.length);
        if (rows > 0) expect(parse(csv, { skip_empty_lines: true })).toEqual([columns.map(oneLine), ...shown]);
      }),
    );
  });
});
