// The goals: which sets each looks at, and on which side of its bar a result falls.

import { describe, expect, it } from 'vitest';
import { type Bar, type BarInput, barsOf, type ScoredSet } from '../../bench/scoring/bars.ts';
import { scoreForms } from '../../bench/scoring/score.ts';
import { volumeOf } from '../../bench/scoring/volume.ts';
import type { BenchSet, Form, Label } from '../../bench/sets/bench-set.ts';
import { formOn, labelOf, soldDaily, tinySet } from './sets.ts';

const days = 62;

/** Sixty judged days of one SKU: two SKU-months. */
function scored(changes: Partial<BenchSet>, forms: Form[] = [], labels: Label[] = []): ScoredSet {
  const set = { ...tinySet({ skus: [soldDaily('A', 10, days)], days, labels }), ...changes };
  return { set, score: scoreForms(set, forms), lateStoreForms: 0 };
}

function bar(name: string, input: Partial<BarInput>): Bar {
  const none = { sets: [], volumes: [], steady: { found: 9, of: 9 }, lowWithCause: null };
  const found = barsOf({ ...none, ...input }).find(({ name: { en } }) => en.includes(name));
  if (!found) throw new Error(`No bar ${name}`);
  return found;
}

describe('false forms', () => {
  it('of a replica hold up to the bar, of its own kind alone', () => {
    const uci = { kind: 'uci', measure: 'orders' } as const;
    const one = [scored({ kind: 'm5' }), scored(uci), scored({ kind: 'freshretail' }, [formOn(10)])];
    expect(bar('false forms per SKU-month, M5', { sets: one }).holds).toBe(true);
    expect(bar('false forms per SKU-month, FreshRetail', { sets: one })).toMatchObject({
      result: '0.500',
      holds: false,
    });
    expect(bar('false forms per SKU-month, UCI orders', { sets: one }).holds).toBe(true);
  });

  it('of a real background are held against a bar of their own', () => {
    const sets = [scored({ background: 'real' }, [formOn(10)])];
    expect(bar('off-label forms per SKU-month, M5', { sets })).toMatchObject({ result: '0.500', holds: false });
    expect(bar('false forms per SKU-month, M5', { sets }).holds).toBeNull();
  });
});

describe('recall', () => {
  const seen = (at: number) =>
    labelOf({ id: String(at), type: 'surge3', start: at, end: at, matchEnd: at + 1, mu: 30, phi: 1 });
  const sold = new Array<number>(days).fill(30).map((units, t) => (t % 10 === 5 ? 90 : units));
  const events = [5, 15, 25, 35].map(seen);
  const skus = [soldDaily('A', sold, days)];

  it('of visible events holds at the bar: three of four are 0.75', () => {
    const set = tinySet({ skus, days, labels: events });
    const three = [formOn(5), formOn(15), formOn(25)];
    const sets = [{ set, score: scoreForms(set, three), lateStoreForms: 0 }];
    expect(bar('visible events, 5/day and more, replicas', { sets })).toMatchObject({
      result: '0.750 (3/4)',
      holds: true,
    });
    expect(bar('unmistakable', { sets }).holds).toBe(false);
    expect(bar('x3 surge', { sets }).holds).toBe(false);
    expect(bar('x2 surge', { sets }).holds).toBeNull();
  });

  it('takes no units of a wholesale shop', () => {
    const set: BenchSet = { ...tinySet({ skus, days, labels: events }), kind: 'uci' };
    expect(
      bar('visible events, 5/day and more, replicas', {
        sets: [{ set, score: scoreForms(set, []), lateStoreForms: 0 }],
      }).holds,
    ).toBeNull();
  });
});

describe('forms on late-data days', () => {
  const late = labelOf({ sku: '*', type: 'late-data', dir: 0, start: 20, end: 20, matchEnd: 20 });

  it('are 0, those of a whole store among them', () => {
    expect(bar('late-data', { sets: [scored({}, [], [late])] })).toMatchObject({ result: '0', holds: true });
    expect(bar('late-data', { sets: [scored({}, [formOn(20)], [late])] })).toMatchObject({ result: '1', holds: false });
    expect(bar('late-data', { sets: [{ ...scored({}, [], [late]), lateStoreForms: 1 }] }).holds).toBe(false);
  });

  it('are not measured where no day was late', () => {
    expect(bar('late-data', { sets: [scored({})] }).holds).toBeNull();
  });
});

it('a form under 20 % falls short, one of exactly 20 % does not', () => {
  const withDeviation = (deviation: number) => ({ sets: [scored({}, [formOn(10, { deviation })])] });
  expect(bar('under 20 %', withDeviation(-0.2)).holds).toBe(true);
  expect(bar('under 20 %', withDeviation(-0.199)).holds).toBe(false);
});

it('every steady SKU must be asked about', () => {
  expect(bar('steady', { steady: { found: 8, of: 9 } })).toMatchObject({ result: '8 of 9', holds: false });
});

describe('plain data', () => {
  it('count forms of SKUs past their warm-up that sold in the last 28 days', () => {
    const units = new Array<number>(60).fill(2).map((each, t) => (t < 10 ? Number.NaN : t > 20 ? 0 : each));
    const set = tinySet({ skus: [soldDaily('A', units, 60), soldDaily('B', 2, 60)], days: 60, warm: 5 });
    const volume = volumeOf(
      set,
      [14, 15, 48, 49].map((at) => formOn(at)),
    );
    expect(volume.forms.map(({ at }) => at)).toEqual([15, 48]);
    expect(volume.skus).toEqual([1, 1, 0, 0, 0]);
    // B counts on days 5 to 59, A on days 15 to 48.
    expect(volume.perDay).toBeCloseTo((2 / (55 + 34)) * 100);
    expect(volume.perDayWorst).toBe(50);
  });

  it('hold up to two forms a day per 100 SKUs, in orders less', () => {
    const set = tinySet({ skus: [soldDaily('A', 2, 102)], days: 102 });
    const volumes = [volumeOf(set, [formOn(10), formOn(50)])];
    expect(bar('forms a day per 100 SKUs', { volumes })).toMatchObject({ result: '2.000', holds: true });
    const inOrders = [{ ...volumes[0], kind: 'uci', measure: 'orders' as const }] as BarInput['volumes'];
    expect(bar('forms a day per 100 SKUs', { volumes: inOrders }).holds).toBe(false);
  });
});
