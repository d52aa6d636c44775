// What of the product's own run goes into the goals beside recall and false forms.

import type { ProductRun } from '../product/run-product.ts';
import type { BenchSet } from '../sets/bench-set.ts';
import type { PlainSet } from '../sets/read-plain.ts';
import type { ScoredSet } from './bars.ts';
import type { Share } from './figures.ts';
import { scoreForms } from './score.ts';

/** A set with the product's score on it. */
export function scoredSet(set: BenchSet, { forms, storeForms }: ProductRun): ScoredSet {
  const late = set.labels.filter(({ sku }) => sku === '*');
  const isLate = ({ shop, at }: { shop: string; at: number }) =>
    late.some((label) => label.shop === shop && at >= label.start && at <= label.end);
  return { set, score: scoreForms(set, forms), lateStoreForms: storeForms.filter(isLate).length };
}

/** Of the SKUs that moved on the set's last day, those that were asked about that evening, in the right direction. */
export function steadyAsked(set: BenchSet, { forms }: ProductRun): Share {
  const at = set.days.length - 1;
  const skus = set.shops.flatMap((shop) => shop.skus);
  const asked = skus.filter(({ sku, units }) => {
    const dir = (units[at] ?? 0) > (units[0] ?? 0) ? 1 : -1;
    return forms.some((form) => form.sku === sku && form.at === at && form.dir === dir);
  });
  return { found: asked.length, of: skus.length };
}

/**
 * Of the "low" forms that a product without stock and campaign records posts, those on a day with a recorded cause; null
 * where no file records any. `runs` in the order of `sets`.
 */
export function lowWithCause(sets: readonly PlainSet[], runs: readonly ProductRun[]): Share | null {
  if (sets.length === 0) return null;
  const total: Share = { found: 0, of: 0 };
  for (const [i, { lowCauses, warm }] of sets.entries()) {
    const low = (runs[i]?.forms ?? []).filter(({ dir, at }) => dir === -1 && at >= warm);
    total.of += low.length;
    total.found += low.filter(({ sku, at }) => lowCauses?.get(sku)?.[at] === 1).length;
  }
  return total;
}
