// The counting rules of the benchmark, on sets small enough to count by hand.

import { describe, expect, it } from 'vitest';
import { scoreForms } from '../../bench/scoring/score.ts';
import type { Form, Label } from '../../bench/sets/bench-set.ts';
import { formOn, labelOf, soldDaily, tinySet } from './sets.ts';

const days = 60;

function standings(label: Label | undefined, forms: readonly Form[]): string[] {
  const set = tinySet({
    skus: [soldDaily('A', 10, days), soldDaily('B', 10, days)],
    labels: label ? [label] : [],
    days,
  });
  return scoreForms(set, forms).forms.map(({ standing }) => standing);
}

describe('a form finds an event', () => {
  const surge = labelOf({ start: 20, end: 22, matchEnd: 22 });

  it.each([
    [19, 'false'],
    [20, 'found'],
    [22, 'found'],
    [23, 'beside'],
    [25, 'beside'],
    [26, 'false'],
  ])('posted on day %i of an event from 20 to 22: %s', (at, standing) => {
    expect(standings(surge, [formOn(at)])).toEqual([standing]);
  });

  it('once: what follows within its time is neither right nor wrong', () => {
    expect(standings(surge, [formOn(20), formOn(21), formOn(22)])).toEqual(['found', 'repeated', 'repeated']);
  });

  it('whatever the order in which the forms are given', () => {
    expect(standings(surge, [formOn(22), formOn(21)])).toEqual(['found', 'repeated']);
  });

  it('in its direction only', () => {
    expect(standings(surge, [formOn(21, { dir: -1 })])).toEqual(['false']);
  });

  it('of its own SKU only', () => {
    expect(standings(surge, [formOn(21, { sku: 'B' })])).toEqual(['false']);
  });

  it('of one day until the day after', () => {
    const oneDay = labelOf({ start: 20, end: 20, matchEnd: 21 });
    expect([21, 22, 24, 25].map((at) => standings(oneDay, [formOn(at)])[0])).toEqual([
      'found',
      'beside',
      'beside',
      'false',
    ]);
  });
});

describe('a shift of 35 days', () => {
  const shift = labelOf({ type: 'shift-up', start: 10, end: 44, matchEnd: 23 });

  it.each([
    [23, 1, 'found'],
    [24, 1, 'beside'],
    [47, 1, 'beside'],
    [48, 1, 'false'],
    [44, -1, 'false'],
    [45, -1, 'beside'],
    [58, -1, 'beside'],
    [59, -1, 'false'],
  ] as const)('and a form on day %i with direction %i: %s', (at, dir, standing) => {
    expect(standings(shift, [formOn(at, { dir })])).toEqual([standing]);
  });
});

describe('an explained event', () => {
  const known = labelOf({ type: 'stockout-known', dir: -1, start: 20, end: 23, matchEnd: 23, explained: true });

  it.each([
    [19, 'false'],
    [20, 'beside'],
    [24, 'beside'],
    [25, 'false'],
  ])('and a form on day %i: %s, whatever its direction', (at, standing) => {
    expect(standings(known, [formOn(at, { dir: -1 })])).toEqual([standing]);
    expect(standings(known, [formOn(at, { dir: 1 })])).toEqual([standing]);
  });

  it('is not one that can be found', () => {
    const set = tinySet({ skus: [soldDaily('A', 10, days)], labels: [known], days });
    expect(scoreForms(set, [formOn(21, { dir: -1 })]).events).toEqual([]);
  });
});

describe('a day of late data', () => {
  const late = labelOf({
    sku: '*',
    type: 'late-data',
    dir: 0,
    start: 21,
    end: 21,
    matchEnd: 21,
    mu: Number.NaN,
    phi: Number.NaN,
  });

  it('makes every form of the shop false, also one within an event', () => {
    const surge = labelOf({ start: 20, end: 22, matchEnd: 22 });
    const set = tinySet({ skus: [soldDaily('A', 10, days), soldDaily('B', 10, days)], labels: [late, surge], days });
    const { forms, events } = scoreForms(set, [formOn(21), formOn(21, { sku: 'B' })]);
    expect(forms.map(({ standing }) => standing)).toEqual(['late', 'late']);
    expect(events.map(({ foundAt }) => foundAt)).toEqual([null]);
  });
});

it('looks at no form of the warm-up', () => {
  const set = tinySet({ skus: [soldDaily('A', 10, 10)], warm: 5 });
  expect(scoreForms(set, [formOn(4), formOn(5)]).forms.map(({ form }) => form.at)).toEqual([5]);
});
