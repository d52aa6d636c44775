// The product under the benchmark: it sees what a shop's systems would send that evening, and nothing of the labels.

import { describe, expect, it } from 'vitest';
import { filesOf, promotionsFrom } from '../../bench/product/day-files.ts';
import { runProduct } from '../../bench/product/run-product.ts';
import { steadyAsked } from '../../bench/scoring/product.ts';
import type { BenchSet } from '../../bench/sets/bench-set.ts';
import { steadySet } from '../../bench/sets/steady-set.ts';
import { soldDaily, tinySet } from './sets.ts';

const options = { policy: 'balanced', hideCauses: false, onDay: () => {} } as const;
const warm = 30;
const days = 40;

describe('a set played through the product', () => {
  it('asks about steady SKUs that moved 20 % or more, that very evening', async () => {
    const set = steadySet();
    expect(steadyAsked(set, await runProduct(set, options))).toEqual({ found: 9, of: 9 });
  });

  it('asks again about a SKU whose episode was over, and not while it is on', async () => {
    const low = [32, 33, 37];
    const set = oneSku((t) => (low.includes(t) ? 5 : 20));
    const { forms } = await runProduct(set, options);
    expect(forms.map(({ at, dir, window, deviation }) => [at, dir, window, deviation.toFixed(2)])).toEqual([
      [32, -1, 1, '-0.75'],
      [37, -1, 1, '-0.75'],
    ]);
  });

  it('dates a form by the evening on which it was posted: late figures ask the evening after', async () => {
    const set = oneSku((t) => (t === 34 ? 40 : 20));
    const [sku] = set.shops[0]?.skus ?? [];
    sku?.asof.fill(20, 34, 35);
    expect((await runProduct(set, options)).forms.map(({ at }) => at)).toEqual([35]);
  });

  it('gives the same forms whenever it is played', async () => {
    const wobble = (t: number, i: number) => Math.round(20 + 9 * Math.sin(t * t * (i + 1)));
    const skus = Array.from({ length: 16 }, (_, i) =>
      soldDaily(
        `S${i}`,
        Array.from({ length: days }, (_, t) => (t > 33 && i % 4 === 0 ? 3 : 1) * wobble(t, i)),
        days,
      ),
    );
    const set: BenchSet = { ...tinySet({ skus, days, warm }), kind: 'flat' };
    const first = await runProduct(set, options);
    expect(first.forms.length).toBeGreaterThan(3);
    expect(await runProduct(set, options)).toEqual(first);
  });

  it('asks nothing about a stock-out that it was told of, and does when it was not told', async () => {
    const told = oneSku((t) => (t === 34 ? 0 : 20));
    const [shop] = told.shops;
    shop?.skus[0]?.out.fill(1, 34, 35);
    if (shop) shop.hasStock = true;
    expect((await runProduct(told, options)).forms).toEqual([]);
    expect((await runProduct(told, { ...options, hideCauses: true })).forms.map(({ at }) => at)).toEqual([34]);
  });
});

/** One steady SKU among others that never change, so that a bad day of one is not the shop's. */
function oneSku(units: (t: number) => number): BenchSet {
  const sold = Array.from({ length: days }, (_, t) => units(t));
  const others = Array.from({ length: 3 }, (_, i) => soldDaily(`other-${i}`, 50, days));
  return { ...tinySet({ skus: [soldDaily('A', sold, days), ...others], days, warm }), kind: 'flat' };
}

describe('the files of an evening', () => {
  const set = tinySet({ skus: [soldDaily('A', 20, 10)], warm: 5 });
  const text = (t: number, all = false) =>
    filesOf(set, t, { all, hideCauses: false }).map(({ bytes }) => new TextDecoder().decode(bytes));

  it('hold the day as it is known then, and the day before where it was restated', () => {
    const late: BenchSet = structuredClone(set);
    late.shops[0]?.skus[0]?.asof.fill(3, 6, 7);
    const on = (t: number) => filesOf(late, t, { all: false, hideCauses: false }).map(({ bytes }) => rowsOf(bytes));
    expect(on(6)).toEqual([['shop-1,SKU-00001,2026-03-08,3,,']]);
    expect(on(7)).toEqual([['shop-1,SKU-00001,2026-03-09,20,,', 'shop-1,SKU-00001,2026-03-08,20,,']]);
    expect(on(8)).toEqual([['shop-1,SKU-00001,2026-03-10,20,,']]);
  });

  it('hold the whole history on the first evening', () => {
    expect(text(4, true)[0]?.trim().split('\n')).toHaveLength(1 + 5);
  });

  it('name a promotion on its first day, all of it', () => {
    const shop = { shop: 'S', hasStock: false, skus: [soldDaily('A', 20, 10)] };
    shop.skus[0]?.promo.fill(1, 6, 9);
    expect(promotionsFrom(shop, 6, { all: false })).toEqual([{ sku: 0, from: 6, to: 8 }]);
    expect(promotionsFrom(shop, 7, { all: false })).toEqual([]);
    expect(promotionsFrom(shop, 8, { all: true })).toEqual([{ sku: 0, from: 6, to: 8 }]);
  });
});

function rowsOf(bytes: Uint8Array): string[] {
  return new TextDecoder().decode(bytes).trim().split('\n').slice(1);
}
