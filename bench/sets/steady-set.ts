// Steady SKUs made up: 10, 50 and 100 a day without change, and then 25 % less, 20 % more or 30 % more on the last day.

import { addDays, day, dayRange } from '../../src/lib/day.ts';
import type { BenchSet } from './bench-set.ts';
import { emptySku } from './read-set.ts';

const levels = [10, 50, 100];
const changes = [-0.25, 0.2, 0.3];
const warm = 56;

/** One shop with one SKU for each level and change; all of them move on the last day. */
export function steadySet(): BenchSet {
  const first = day('2026-01-05');
  const days = dayRange(first, addDays(first, warm));
  const skus = levels.flatMap((level) =>
    changes.map((change) => {
      const sku = emptySku(`${level} ${change > 0 ? '+' : ''}${change * 100}%`, days.length);
      sku.units.fill(level);
      // A whole piece: 7.5 of 10 is 7.
      sku.units[warm] = change < 0 ? Math.floor(level * (1 + change)) : Math.ceil(level * (1 + change));
      sku.asof.set(sku.units);
      return sku;
    }),
  );
  const shops = [{ shop: 'steady', hasStock: false, skus }];
  return { name: 'steady', kind: 'flat', measure: 'units', background: 'replica', warm, days, shops, labels: [] };
}
