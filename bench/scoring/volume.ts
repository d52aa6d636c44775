// How many forms a detector posts on plain data, by volume of the SKU. A SKU counts on a day from the end of its warm-up
// while it sold in the last 28 days.

import type { BenchSet, Form } from '../sets/bench-set.ts';
import { percentile } from './figures.ts';

/** Lower ends of the bands, in units a day over the SKU's life. */
const bandsFrom = [0, 1, 5, 20, 100] as const;
export const bandNames = ['<1', '1-5', '5-20', '20-100', '>100'] as const;
const soldWithin = 28;

export interface VolumeFigures {
  name: string;
  kind: string;
  measure: 'units' | 'orders';
  /** Forms of SKUs that count. */
  forms: Form[];
  /** Forms a day per 100 SKUs in each band; null where a band has no SKU. */
  bands: (number | null)[];
  /** SKUs in each band. */
  skus: number[];
  perDay: number;
  perDay95: number;
  perDayWorst: number;
}

/** Counts the forms of one detector on a set without labels. */
export function volumeOf(set: BenchSet, forms: readonly Form[]): VolumeFigures {
  const counting = new Map<string, { band: number; days: Uint8Array }>();
  const skus = bandsFrom.map(() => 0);
  const skuDays = bandsFrom.map(() => 0);
  const ofDay = new Float64Array(set.days.length);
  for (const shop of set.shops) {
    for (const sku of shop.skus) {
      const band = bandOf(sku.units);
      const days = countingDays(sku.units, set.warm);
      counting.set(`${shop.shop}\n${sku.sku}`, { band, days });
      skus[band] = (skus[band] ?? 0) + 1;
      for (const [t, counts] of days.entries()) {
        ofDay[t] = (ofDay[t] ?? 0) + counts;
        skuDays[band] = (skuDays[band] ?? 0) + counts;
      }
    }
  }
  const counted = forms.filter((form) => counting.get(`${form.shop}\n${form.sku}`)?.days[form.at] === 1);
  const byBand = bandsFrom.map(
    (_, band) => counted.filter((form) => counting.get(`${form.shop}\n${form.sku}`)?.band === band).length,
  );
  const byDay = new Float64Array(set.days.length);
  for (const { at } of counted) byDay[at] = (byDay[at] ?? 0) + 1;
  const rates = [...byDay].flatMap((count, t) => ((ofDay[t] ?? 0) > 0 ? [(count / (ofDay[t] ?? 1)) * 100] : []));
  rates.sort((a, b) => a - b);
  const total = ofDay.reduce((sum, count) => sum + count, 0);
  return {
    name: set.measure === 'orders' ? `${set.name} (orders)` : set.name,
    kind: set.kind,
    measure: set.measure,
    forms: counted,
    bands: byBand.map((count, band) => ((skuDays[band] ?? 0) > 0 ? (count / (skuDays[band] ?? 1)) * 100 : null)),
    skus,
    perDay: total === 0 ? 0 : (counted.length / total) * 100,
    perDay95: percentile(rates, 0.95),
    perDayWorst: rates.at(-1) ?? 0,
  };
}

function bandOf(units: Float64Array): number {
  const known = [...units].filter((value) => !Number.isNaN(value));
  const mean = known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length);
  return bandsFrom.findLastIndex((from) => mean >= from);
}

function countingDays(units: Float64Array, warm: number): Uint8Array {
  const born = units.findIndex((value) => !Number.isNaN(value));
  const counts = new Uint8Array(units.length);
  let lastSale = Number.NEGATIVE_INFINITY;
  for (let t = 0; t < units.length; t++) {
    if (born >= 0 && t >= Math.max(warm, born === 0 ? 0 : born + warm) && t - lastSale <= soldWithin) counts[t] = 1;
    if ((units[t] ?? 0) > 0) lastSale = t;
  }
  return counts;
}
