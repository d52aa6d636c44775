// Tiny sets made by hand: ten days of a SKU or two, with the labels a test wants.

import type { BenchSet, Form, Label, SkuDays } from '../../bench/sets/bench-set.ts';
import { emptySku } from '../../bench/sets/read-set.ts';
import { addDays, day, dayRange } from '../../src/lib/day.ts';

const first = day('2026-03-02');

/** A SKU that sells `units` on each day; one number stands for all days. */
export function soldDaily(sku: string, units: readonly number[] | number, days: number): SkuDays {
  const made = emptySku(sku, days);
  for (let t = 0; t < days; t++) made.units[t] = typeof units === 'number' ? units : (units[t] ?? 0);
  made.asof.set(made.units);
  return made;
}

/** A set of one shop, "S"; ten days of which two are warm-up, unless told otherwise. */
export function tinySet(of: { skus: SkuDays[]; labels?: Label[]; days?: number; warm?: number }): BenchSet {
  const { skus, labels = [], days = 10, warm = 2 } = of;
  return {
    name: 'tiny',
    kind: 'm5',
    measure: 'units',
    background: 'replica',
    warm,
    days: dayRange(first, addDays(first, days - 1)),
    shops: [{ shop: 'S', hasStock: false, skus }],
    labels,
  };
}

/** A surge of SKU "A" on days 4 and 5, with the changes a test wants. */
export function labelOf(changes: Partial<Label>): Label {
  const surge = { id: '1', shop: 'S', sku: 'A', type: 'surge2', dir: 1, start: 4, end: 5, matchEnd: 5 } as const;
  return { ...surge, explained: false, mu: 10, phi: 1, ...changes };
}

/** A form about SKU "A", high, on day `at`. */
export function formOn(at: number, changes: Partial<Form> = {}): Form {
  return { shop: 'S', sku: 'A', at, dir: 1, window: 1, deviation: 1, p: 0.001, ...changes };
}
