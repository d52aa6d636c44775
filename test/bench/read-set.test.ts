// Sets as folders: read as their format says, and refused with file and line where they are not.

import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { BenchError } from '../../bench/bench-error.ts';
import { readSet } from '../../bench/sets/read-set.ts';
import { addDays, day, dayRange } from '../../src/lib/day.ts';
import { testFolder } from '../support/folder.ts';

const folder = testFolder();
const days = dayRange(day('2026-03-02'), addDays(day('2026-03-02'), 9));

const whole = {
  'meta.json': JSON.stringify({ kind: 'm5', column: 'units', background: 'real', warm: 8, from: days[0], to: days[9] }),
  'series.csv': [
    'shop,sku,date,asof,units,stock,promo',
    ...days.map((on, t) => `S,S/A,${on},${t === 9 ? 1 : 5},5,${t === 3 ? 0 : 1},0`),
    ...days.map((on, t) => `T,T/B,${on},7,7,,${t > 7 ? 1 : 0}`),
  ].join('\n'),
  'labels.csv': [
    'id,shop,sku,type,dir,start,end,match_end,mult,explained,mu,phi',
    '1,S,*,late-data,0,2026-03-11,2026-03-11,2026-03-11,0.35,0,,',
    '2,T,T/B,surge2,1,2026-03-10,2026-03-10,2026-03-11,2,0,3.500,1.20',
  ].join('\n'),
};

function written(changes: Partial<Record<keyof typeof whole, string>> = {}): string {
  const at = folder();
  mkdirSync(at);
  for (const [name, text] of Object.entries({ ...whole, ...changes })) writeFileSync(path.join(at, name), text);
  return at;
}

describe('a set', () => {
  it('is read with its days, shops, stock, promotions and labels', () => {
    const set = readSet(written());
    expect(set).toMatchObject({ kind: 'm5', measure: 'units', background: 'real', warm: 8, days });
    expect(set.shops.map(({ shop, hasStock, skus }) => [shop, hasStock, skus.map(({ sku }) => sku)])).toEqual([
      ['S', true, ['S/A']],
      ['T', false, ['T/B']],
    ]);
    const [of, promoted] = set.shops.map((shop) => shop.skus[0]);
    expect([of?.asof[9], of?.units[9], [...(of?.out ?? [])].indexOf(1)]).toEqual([1, 5, 3]);
    expect([...(promoted?.promo ?? [])].lastIndexOf(0)).toBe(7);
    expect(set.labels[1]).toEqual({
      id: '2',
      shop: 'T',
      sku: 'T/B',
      type: 'surge2',
      dir: 1,
      start: 8,
      end: 8,
      matchEnd: 9,
      explained: false,
      mu: 3.5,
      phi: 1.2,
    });
  });

  it('may be packed', () => {
    const at = written({ 'series.csv': '' });
    writeFileSync(path.join(at, 'series.csv.gz'), gzipSync(whole['series.csv']));
    expect(readSet(at).shops).toHaveLength(2);
  });
});

describe('what is wrong with a set is told with file and line', () => {
  const line = (file: keyof typeof whole, from: string, to: string) => ({ [file]: whole[file].replace(from, to) });

  it.each([
    ['a column is missing', line('series.csv', 'asof', 'as_of'), 'series.csv, line 1', 'asof'],
    ['a number is none', line('series.csv', '2026-03-04,5', '2026-03-04,five'), 'series.csv, line 4', '"five"'],
    ['a day is none', line('series.csv', '2026-03-04,5', '2026-02-30,5'), 'series.csv, line 4', '2026-02-30'],
    ['a day lies outside', line('series.csv', '2026-03-04,5', '2027-03-04,5'), 'series.csv, line 4', 'outside'],
    ['a day stands twice', line('series.csv', '2026-03-04,5', '2026-03-03,5'), 'series.csv, line 4', 'second row'],
    ['a stock word is unknown', line('series.csv', ',0,0\n', ',2,0\n'), 'series.csv, line 5', '"2"'],
    ['a cell is missing', line('series.csv', ',7,7,,0', ',7,7,0'), 'series.csv, line 12', '6 columns'],
    ['a label knows another SKU', line('labels.csv', 'T/B', 'T/X'), 'labels.csv, line 3', 'T/X'],
    [
      'a label ends before it starts',
      line('labels.csv', '03-10,2026-03-11', '03-09,2026-03-11'),
      'labels.csv, line 3',
      'start',
    ],
    ['meta is no JSON', { 'meta.json': '{' }, 'meta.json', 'background'],
    ['meta lacks a field', { 'meta.json': '{"kind":"m5"}' }, 'meta.json', 'warm'],
  ])('%s', (_, changes, where, what) => {
    const error = faultOf(written(changes));
    expect(error.text.en).toContain(where);
    expect(error.text.en).toContain(what);
    expect(error.text.zh).toContain(where.replace(/, line (\d+)/, ' 第 $1 行'));
  });

  it('the folder is not there', () => {
    expect(faultOf(folder()).text.en).toContain('meta.json: there is no such file');
  });
});

function faultOf(at: string): BenchError {
  try {
    readSet(at);
  } catch (error) {
    if (error instanceof BenchError) return error;
    throw error;
  }
  throw new Error('The set was read');
}
