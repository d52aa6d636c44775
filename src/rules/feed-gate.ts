// Does the shop's day look like a broken feed? Then no form is asked until the data are right.

import { at, reaches } from '../lib/stats.ts';
import { expectedOn, type ShopBaselines, type SkuBaseline } from './baseline.ts';
import type { RuleNumbers } from './rule-numbers.ts';
import type { SalesWindow } from './sales-window.ts';
import type { ShopVerdict } from './verdict.ts';

/** What the whole shop sold on the judged day, beside what it was expected to. */
export interface ShopDay {
  /** Everything sold, by SKUs with and without a baseline. */
  sold: number;
  /** SKUs with a baseline that could sell, their units and the sum of their baselines. */
  judgedSkus: number;
  units: number;
  baseline: number;
  /** Of these, SKUs expected to sell `silentUnits` or more, and how many of them sold none. */
  expectedToSell: number;
  silent: number;
}

/** Sums the judged day over the shop. */
export function shopDay(shop: ShopBaselines, takesPart: (sku: SkuBaseline) => boolean, numbers: RuleNumbers): ShopDay {
  const day: ShopDay = { sold: 0, judgedSkus: 0, units: 0, baseline: 0, expectedToSell: 0, silent: 0 };
  for (const sku of shop.skus) {
    const units = at(sku.series.quantity, shop.judged);
    if (units > 0) day.sold += units;
    const expected = expectedOn(sku, shop.judged);
    if (!takesPart(sku) || Number.isNaN(expected) || Number.isNaN(units)) continue;
    day.judgedSkus++;
    day.units += units;
    day.baseline += expected;
    if (expected < numbers.gate.silentUnits) continue;
    day.expectedToSell++;
    if (units === 0) day.silent++;
  }
  return day;
}

/**
 * Why the day is held, or null: the shop sold nothing although at least `zeroNewsUnits` were expected; or, with
 * `shopSkus` SKUs or more, its units are under `unitsShare` of the sum of baselines, or more than `silentShare` of
 * the SKUs expected to sell `silentUnits` sold none (needs `silentSkus` of them).
 */
export function heldBecause(day: ShopDay, numbers: RuleNumbers): ShopVerdict['heldBecause'] {
  const { gate } = numbers;
  if (day.sold === 0 && day.baseline >= gate.zeroNewsUnits) return 'nothing_sold';
  if (day.judgedSkus < numbers.shopSkus) return null;
  if (!reaches(day.units, gate.unitsShare * day.baseline)) return 'units_short';
  if (day.expectedToSell >= gate.silentSkus && day.silent > gate.silentShare * day.expectedToSell) return 'skus_silent';
  return null;
}

/** The shop sells nothing on this weekday as a rule: it was closed on each of its days known, three or more. */
export function closedAsUsual(window: SalesWindow, shop: ShopBaselines): boolean {
  let closed = 0;
  for (let t = shop.judged - 7; t >= 0; t -= 7) {
    if (!window.complete[t]) continue;
    if (shop.closed[t] !== 1) return false;
    closed++;
  }
  return closed >= 3;
}
