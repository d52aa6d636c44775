// The floor: the same file split and the same rule applied, on arrays that are in memory already; nothing is stored.

import { monotonicMs } from '../../src/lib/clock.ts';
import { addDays, type Day, dayRange } from '../../src/lib/day.ts';
import { judgeDay } from '../../src/rules/judge.ts';
import { ruleNumbers } from '../../src/rules/rule-numbers.ts';
import type { SkuSeries } from '../../src/rules/sales-window.ts';
import { firstDay, skuCodeOf, storeIdOf, unitsOf, type World } from './world.ts';

interface Shop {
  storeId: string;
  series: Map<string, SkuSeries>;
}

export interface Floor {
  parseMs: number;
  judgeMs: number;
  deviations: number;
}

/** Parses `file` (day `t`) and judges every shop with the 84 days up to it. */
export function floorOf(world: World, t: number, file: string): Floor {
  const days = dayRange(addDays(firstDay, t - 83), addDays(firstDay, t));
  const shops = historyOf(world, t, days);
  const started = monotonicMs();
  for (const line of file.split('\n').slice(1)) {
    if (line === '') continue;
    const [storeId = '', sku = '', , units] = line.split(',');
    const series = shops.get(storeId)?.series.get(sku);
    if (series) series.quantity[83] = Number(units);
  }
  const parsed = monotonicMs();
  const detection = { policy: 'balanced', threshold: { up: 0.2, down: 0.2 } } as const;
  let deviations = 0;
  for (const { storeId, series } of shops.values()) {
    const judged = judgeDay(
      { storeId, measure: 'units', days, complete: days.map((_, i) => t - 83 + i >= 0), series: [...series.values()] },
      { of: () => detection, shop: detection.threshold, numbers: ruleNumbers },
    );
    deviations += judged.verdicts.filter(({ word }) => word === 'deviation').length;
  }
  return { parseMs: parsed - started, judgeMs: monotonicMs() - parsed, deviations };
}

function historyOf(world: World, t: number, days: readonly Day[]): Map<string, Shop> {
  const shops = new Map<string, Shop>();
  for (let store = 0; store < world.stores; store++) {
    const storeId = storeIdOf(store);
    shops.set(storeId, { storeId, series: new Map() });
  }
  for (let sku = 0; sku < world.skus; sku++) {
    const quantity = Float64Array.from(days, (_, i) => (t - 83 + i < 0 ? Number.NaN : unitsOf(sku, t - 83 + i, world)));
    const empty = () => new Uint8Array(days.length);
    const of: SkuSeries = {
      sku: skuCodeOf(sku),
      quantity,
      stock: empty(),
      promotion: empty(),
      mark: empty(),
      levelFrom: 0,
      price: 10,
    };
    shops.get(storeIdOf(sku % world.stores))?.series.set(of.sku, of);
  }
  return shops;
}
