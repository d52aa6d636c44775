// Reads a plain data file (date, sku, units and whatever else it has) as a set without labels. Throws BenchError for what
// cannot be read, naming file and line.

import path from 'node:path';
import { addDays, type Day, dayRange, daysBetween } from '../../src/lib/day.ts';
import type { BenchSet, Shop, SkuDays } from './bench-set.ts';
import { badFile, type Row, readCsv } from './csv-file.ts';
import { emptySku } from './read-set.ts';

/** A set without labels, and what its file recorded as causes of a fall, by SKU: 1 on days that have one. */
export interface PlainSet extends BenchSet {
  lowCauses: ReadonlyMap<string, Uint8Array> | null;
}

/** Hours without stock, of the sixteen that are counted, from which a day is a known stock-out. */
const outFromHours = 4;

/** Days of life before a SKU counts; a file of a quarter cannot wait for two months. */
const warmDays = { long: 56, short: 28 };
const shortFileDays = 120;

/**
 * The last `lastDays` days of a file and the warm-up before them; all of it when left out. A file with orders is counted
 * in orders unless `measure` says otherwise. A SKU without a row sold nothing, from its first row on.
 */
export function readPlain(
  file: string,
  of: { lastDays?: number | undefined; measure?: 'units' | 'orders' | undefined },
): PlainSet {
  const { columns, rows } = readCsv(file, ['date', 'sku', 'units']);
  const measure = of.measure ?? (columns.includes('orders') ? 'orders' : 'units');
  if (!columns.includes(measure))
    throw badFile(file, 1, { zh: `缺少列 ${measure}。`, en: `column ${measure} is missing.` });
  const all = rows.map((row) => row.day('date')).sort();
  const [first, last] = [all[0], all.at(-1)];
  if (first === undefined || last === undefined)
    throw badFile(file, null, { zh: '没有数据行。', en: 'there are no rows.' });
  const length = daysBetween(first, last) + 1;
  const warm = length < shortFileDays ? warmDays.short : warmDays.long;
  const count = Math.min(length, warm + (of.lastDays ?? length));
  if (count <= warm + 1) {
    throw badFile(file, null, {
      zh: `只有 ${length} 天，至少需要 ${warm + 2} 天。`,
      en: `has ${length} days only; ${warm + 2} are needed.`,
    });
  }
  const days = dayRange(addDays(last, 1 - count), last);
  const name = path.basename(file).replace(/(\.dev)?\.csv(\.gz)?$/, '');
  const read = readShops(rows, { columns, measure, days, name });
  return {
    name,
    kind: columns.includes('oos_hours')
      ? 'freshretail'
      : columns.includes('orders')
        ? 'uci'
        : columns.includes('snap')
          ? 'm5'
          : 'flat',
    measure,
    background: 'real',
    warm,
    days,
    labels: [],
    ...read,
  };
}

interface About {
  columns: readonly string[];
  measure: 'units' | 'orders';
  days: readonly Day[];
  name: string;
}

function readShops(
  rows: readonly Row[],
  { columns, measure, days, name }: About,
): { shops: Shop[]; lowCauses: PlainSet['lowCauses'] } {
  const has = (column: string) => columns.includes(column);
  const shops = new Map<string, Map<string, SkuDays>>();
  const recorded = new Map<string, Recorded>();
  const [first] = days;
  if (first === undefined) return { shops: [], lowCauses: null };
  for (const row of rows) {
    const sku = row.text('sku');
    const shopName = sku.includes('/') ? sku.slice(0, sku.indexOf('/')) : name;
    const skus = shops.get(shopName) ?? new Map<string, SkuDays>();
    shops.set(shopName, skus);
    const t = daysBetween(first, row.day('date'));
    const known = skus.get(sku) ?? emptySku(sku, days.length);
    skus.set(sku, known);
    if (t >= days.length) continue;
    // Before the first day of the window: the SKU was on offer already.
    const born = Math.max(0, t);
    for (let d = born; d < days.length && Number.isNaN(known.units[d]); d++) known.units[d] = 0;
    if (t < 0) continue;
    known.units[t] = Math.max(0, row.number(measure));
    if (has('price')) known.price = Number(row.text('price')) || known.price;
    if (has('activity')) known.promo[t] = row.number('activity') > 0 ? 1 : 0;
    if (!has('oos_hours')) continue;
    known.out[t] = row.number('oos_hours') >= outFromHours ? 1 : 0;
    const record = recorded.get(sku) ?? emptyRecord(days.length);
    recorded.set(sku, record);
    record.outHours[t] = row.number('oos_hours');
    record.discount[t] = row.number('discount');
    record.activity[t] = row.number('activity');
    record.holiday[t] = row.number('holiday');
  }
  for (const skus of shops.values()) for (const sku of skus.values()) sku.asof.set(sku.units);
  return {
    shops: [...shops].map(([shop, skus]) => ({ shop, hasStock: has('oos_hours'), skus: [...skus.values()] })),
    lowCauses: has('oos_hours') ? new Map([...recorded].map(([sku, record]) => [sku, causesOfFall(record)])) : null,
  };
}

/** What an online grocer wrote down beside its sales. */
interface Recorded {
  outHours: Float64Array;
  discount: Float64Array;
  activity: Float64Array;
  holiday: Float64Array;
}

function emptyRecord(days: number): Recorded {
  const empty = () => new Float64Array(days);
  return { outHours: empty(), discount: empty(), activity: empty(), holiday: empty() };
}

/** Days on which a fall has a recorded cause: an hour without stock, a price that went up, a campaign's or holiday's change. */
function causesOfFall({ outHours, discount, activity, holiday }: Recorded): Uint8Array {
  const at = (of: Float64Array, t: number) => of[t] ?? 0;
  return Uint8Array.from(outHours, (hours, t) => {
    if (hours > 0) return 1;
    if (t === 0) return 0;
    const priceUp = at(discount, t) > at(discount, t - 1) + 0.005;
    const campaignOver = at(activity, t) < at(activity, t - 1);
    return priceUp || campaignOver || at(holiday, t) !== at(holiday, t - 1) ? 1 : 0;
  });
}
