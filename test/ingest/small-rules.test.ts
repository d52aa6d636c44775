// The small pure rules of reading a file: moments, finality, SKU codes, headers, people.

import { describe, expect, it } from 'vitest';
import { asOfOf, atLeast, pulledStamp } from '../../src/ingest/as-of.ts';
import { finalityOf } from '../../src/ingest/finality.ts';
import { matchHeader, nearestHeader, normalHeader } from '../../src/ingest/header.ts';
import { readInstant } from '../../src/ingest/instants.ts';
import { rangeInName } from '../../src/ingest/report-request.ts';
import { visible } from '../../src/ingest/safe-text.ts';
import { isSuspectSku, isTotalsLabel, skuKey } from '../../src/ingest/sku-code.ts';
import { day } from '../../src/lib/day.ts';

const now = new Date('2026-10-26T10:05:00Z');

describe('the moment a file speaks of', () => {
  it('is what was said, else what its name says, else its age', () => {
    const modifiedAt = new Date('2026-10-20T00:00:00Z');
    const name = 'orders_pulled-1025T2200Z.txt';
    const given = new Date('2026-10-24T00:00:00Z');
    expect(asOfOf({ given, name, modifiedAt, now })).toEqual({ at: given, from: 'given' });
    expect(asOfOf({ name, modifiedAt, now })).toEqual({ at: new Date('2026-10-25T22:00:00Z'), from: 'name' });
    expect(asOfOf({ name: 'orders.txt', modifiedAt, now })).toEqual({ at: modifiedAt, from: 'file' });
    expect(asOfOf({ name: 'orders.txt', modifiedAt: undefined, now }).at).toEqual(now);
  });

  it('is never later than now', () => {
    const later = new Date('2026-10-27T00:00:00Z');
    expect(asOfOf({ given: later, name: '', modifiedAt: later, now }).at).toEqual(now);
    expect(asOfOf({ name: 'pulled-20261027T0000Z', modifiedAt: later, now }).at).toEqual(now);
  });

  it('cannot lie before the newest moment the file names', () => {
    const old = { at: new Date('2026-10-01T00:00:00Z'), from: 'file' } as const;
    const stamp = new Date('2026-10-25T08:00:00Z');
    expect(atLeast(old, stamp, now)).toEqual({ at: stamp, from: 'content' });
    expect(atLeast({ ...old, from: 'given' }, stamp, now).at).toEqual(old.at);
  });

  it('takes a stamp without a year for the last such moment', () => {
    expect(pulledStamp('x_pulled-1231T2300Z.txt', now)).toEqual(new Date('2025-12-31T23:00:00Z'));
    expect(pulledStamp('x_pulled-20260102T030405Z.txt', now)).toEqual(new Date('2026-01-02T03:04:05Z'));
    expect(pulledStamp('x_pulled-9999T2300Z.txt', now)).toBeUndefined();
  });

  it('the days asked for stand in the name', () => {
    expect(rangeInName('all-orders_2026-10-14_2026-10-25_x.txt')).toEqual({ from: '2026-10-14', to: '2026-10-25' });
    expect(rangeInName('all-orders_2026-10-25_2026-10-14.txt')).toBeUndefined();
    expect(rangeInName('stock_2026-10-26.txt')).toBeUndefined();
  });
});

describe('finality', () => {
  const of = (asOf: string, at: string) =>
    finalityOf(day('2026-10-25'), 'America/Los_Angeles', new Date(asOf), new Date(at), 45);

  it('is partial until the day is over at the store, margin included, at the moment of the pull', () => {
    expect(of('2026-10-26T07:44:59Z', '2026-10-30T00:00:00Z')).toBe('partial');
    expect(of('2026-10-26T07:45:00Z', '2026-10-26T07:45:00Z')).toBe('provisional');
  });

  it('is settled 72 hours later', () => {
    expect(of('2026-10-26T08:00:00Z', '2026-10-29T07:44:59Z')).toBe('provisional');
    expect(of('2026-10-26T08:00:00Z', '2026-10-29T07:45:00Z')).toBe('settled');
  });

  it('waits 25 hours on a day that has them', () => {
    const berlin = (asOf: string) => finalityOf(day('2026-10-25'), 'Europe/Berlin', new Date(asOf), now, 0);
    expect(berlin('2026-10-25T22:59:59Z')).toBe('partial');
    expect(berlin('2026-10-25T23:00:00Z')).toBe('provisional');
  });
});

describe('a SKU code', () => {
  const none = { shortNumbers: new Set<string>(), strippedZeros: new Set<string>() };

  it('is one key for its look-alikes, and keeps its case', () => {
    expect(skuKey(' ＡＢＣ－１\u00a0')).toBe('ABC-1');
    expect(skuKey('e\u0301')).toBe(skuKey('é'));
    expect(skuKey('abc')).not.toBe(skuKey('ABC'));
  });

  it.each([
    '1.23457E+11',
    '1,2E+11',
    'Oct-15',
    '15-Oct',
    '10月15日',
    '7',
    'LM\u200b-1',
    'LM\u202e-1',
    'LM\ufffd',
    'x'.repeat(121),
  ])('%j is suspect', (code) => {
    expect(isSuspectSku(code, none)).toBe(true);
  });

  it.each(['LM-LAMP-S', '22423', '85123A', 'M', 'LM-杯-01', '=HYPERLINK("x")', '2024-Oct-Set'])('%j is not', (code) => {
    expect(isSuspectSku(code, none)).toBe(false);
  });

  it('of few digits is sound where it is known, and one that lost its zeros is found by the known one', () => {
    expect(isSuspectSku('7', { ...none, shortNumbers: new Set(['7']) })).toBe(false);
    expect(isSuspectSku('12345', { ...none, strippedZeros: new Set(['12345']) })).toBe(true);
  });

  it('is not the label of a sum', () => {
    expect(['合计', '总计：', 'Total', '小计'].every(isTotalsLabel)).toBe(true);
    expect(isTotalsLabel('TOTAL-CARE-1')).toBe(false);
  });
});

describe('headers', () => {
  const columns = [
    { field: 'sku', names: ['sku', 'msku'], required: true },
    { field: 'sessions', names: ['Sessions - Total'] },
    { field: 'parent', names: ['(Parent) ASIN', '（父）ASIN'] },
  ];

  it('match whatever dashes, brackets, blanks and case they are written with', () => {
    expect(matchHeader(['（父）ASIN ', 'ＳＫＵ', 'SESSIONS – TOTAL'], columns)).toEqual({
      at: { sku: 1, sessions: 2, parent: 0 },
      missing: [],
    });
    expect(normalHeader('Starting Warehouse-Balance')).toBe(normalHeader('StartingWarehouseBalance'));
  });

  it('say what is missing, what stands twice, and what was nearest', () => {
    expect(matchHeader(['Sessions - Total', 'sessions-total'], columns)).toMatchObject({
      missing: ['sku'],
      twice: 'Sessions - Total',
    });
    expect(nearestHeader(['quantity', 'skus'], ['sku'])).toBe('skus');
    expect(nearestHeader(['entirely', 'other'], ['sku'])).toBeUndefined();
  });
});

it('a moment is read only with its offset', () => {
  expect(readInstant('2026-10-26 17:12+08:00')).toEqual(new Date('2026-10-26T09:12:00Z'));
  expect(readInstant('2026-10-26T09:12:00+0000')).toEqual(new Date('2026-10-26T09:12:00Z'));
  expect(readInstant('2026-10-26T09:12:00')).toBeUndefined();
  expect(readInstant('2026-13-26T09:12:00Z')).toBeUndefined();
});

it('shows what cannot be seen, and cuts what is long', () => {
  expect(visible('LM\u202e-1\u0000')).toBe('LM⟨U+202E⟩-1⟨U+0000⟩');
  expect(visible('x'.repeat(200))).toHaveLength(81);
});
