// The peers, on series whose answer their formulas give by hand.

import { describe, expect, it } from 'vitest';
import { cusum } from '../../bench/peers/cusum.ts';
import { ewma } from '../../bench/peers/ewma.ts';
import { literal, literalDaily } from '../../bench/peers/literal.ts';
import { mstl } from '../../bench/peers/mstl.ts';
import { negativeBinomial } from '../../bench/peers/negative-binomial.ts';
import type { Evening, Peer } from '../../bench/peers/peer.ts';
import { studentQuantile } from '../../bench/peers/quantiles.ts';
import { runPeer } from '../../bench/peers/run-peers.ts';
import { seasonalHybridEsd } from '../../bench/peers/s-h-esd.ts';
import { soldDaily, tinySet } from './sets.ts';

/** 56 days that go 9, 11, 9, 11 … on every weekday alike: mean 10, variance about 1. */
const past = Float64Array.from({ length: 56 }, (_, t) => (Math.floor(t / 7) % 2 === 0 ? 9 : 11));
const weekdays = Uint8Array.from({ length: 56 }, (_, t) => t % 7);
const evening = (today: number): Evening => ({ past, weekdays, today, weekday: 0 });
const callOf = (peer: Peer, today: number) => peer.begin().judge(evening(today));

describe('a single evening', () => {
  it.each([
    ['literal', 12, 11.99, literal],
    ['literal', 8, 8.01, literal],
    // z = 0.3 × u reaches 3 × √(0.3 ÷ 1.7) = 1.26 at u = 4.2, and a standard deviation is √(56 ÷ 49) = 1.07.
    ['EWMA', 14.5, 14.4, ewma],
    // S = u − 0.5 reaches 5 at u = 5.5.
    ['CUSUM', 15.9, 15.8, cusum],
    // Poisson of 10: P(X < 19) = 0.9928, P(X = 19) = 0.0037; mid-p of 19 is 0.0053, of 20 is 0.0025.
    ['negative binomial', 20, 19, negativeBinomial],
  ])('%s asks at %s and not at %s', (_, odd, calm, peer) => {
    expect(callOf(peer, odd)?.dir).toBe(odd > 10 ? 1 : -1);
    expect(callOf(peer, calm)).toBeNull();
  });

  it.each([
    ['S-H-ESD', seasonalHybridEsd],
    ['MSTL', mstl],
  ])('%s asks about 30 and about 0 where 9 to 11 are usual, and not about 11', (_, peer) => {
    const usual = Float64Array.from(past, (_units, t) => [9, 10, 11][t % 3] ?? 10);
    const asked = (today: number) => peer.begin().judge({ past: usual, weekdays, today, weekday: 0 });
    expect(asked(30)).toMatchObject({ dir: 1 });
    expect(asked(0)).toMatchObject({ dir: -1 });
    expect(asked(11)).toBeNull();
  });
});

describe('charts that remember', () => {
  it.each([
    ['EWMA', ewma],
    ['CUSUM', cusum],
  ])('%s asks on a later evening about what one evening does not show', (_, peer) => {
    const watch = peer.begin();
    const asked = [1, 2, 3, 4, 5].findIndex(() => {
      const call = watch.judge(evening(12.5));
      watch.settle?.(evening(12.5));
      return call !== null;
    });
    expect(asked).toBeGreaterThan(0);
  });

  it('goes by the final figure of a day, not by what the feed said that evening', () => {
    const watch = cusum.begin();
    watch.judge(evening(0));
    watch.settle?.(evening(10));
    expect(watch.judge(evening(10))).toBeNull();
  });
});

describe('a peer on a set', () => {
  const days = 80;
  const flat = (t: number) => 10 + (t % 2);

  function formsOf(peer: Peer, units: (t: number) => number) {
    const skus = [
      soldDaily(
        'A',
        Array.from({ length: days }, (_, t) => units(t)),
        days,
      ),
      soldDaily('B', 5, days),
    ];
    return runPeer(peer, tinySet({ skus, days, warm: 60 })).filter(({ sku }) => sku === 'A');
  }

  it('posts once an episode: again after three quiet days, or after fourteen days still out', () => {
    const low = (from: number, to: number) => (t: number) => (t >= from && t <= to ? 2 : flat(t));
    expect(formsOf(literal, low(62, 64)).map(({ at }) => at)).toEqual([62]);
    expect(formsOf(literal, (t) => (t === 62 || t === 65 ? 2 : flat(t))).map(({ at }) => at)).toEqual([62]);
    expect(formsOf(literal, (t) => (t === 62 || t === 66 ? 2 : flat(t))).map(({ at }) => at)).toEqual([62, 66]);
    expect(formsOf(literal, (t) => (t < 62 ? flat(t) : 2 / (t - 60))).map(({ at }) => at)).toEqual([62, 76]);
  });

  it('posts a new form for the other direction', () => {
    const forms = formsOf(literal, (t) => (t === 62 ? 2 : t === 63 ? 40 : flat(t)));
    expect(forms.map(({ at, dir }) => [at, dir])).toEqual([
      [62, -1],
      [63, 1],
    ]);
  });

  it('posts every evening where that is its name', () => {
    expect(formsOf(literalDaily, (t) => (t >= 62 && t <= 64 ? 2 : flat(t))).map(({ at }) => at)).toEqual([62, 63, 64]);
  });

  it('is not shown days on which the shop was closed', () => {
    const closed = (t: number) => t === 62;
    const skus = [
      soldDaily(
        'A',
        Array.from({ length: days }, (_, t) => (closed(t) ? 0 : 10)),
        days,
      ),
    ];
    expect(runPeer(literal, tinySet({ skus, days, warm: 60 }))).toEqual([]);
  });
});

it.each([
  [0.975, 10, 2.228],
  [0.9995, 30, 3.646],
  [0.9999, 55, 3.985],
])('the %d quantile of Student with %d degrees of freedom is %d', (p, freedom, expected) => {
  expect(studentQuantile(p, freedom)).toBeCloseTo(expected, 2);
});
