// Reads a folder of the labelled benchmark: series.csv(.gz), labels.csv, meta.json. Throws BenchError for whatever is not
// as that format says, naming file and line.

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { addDays, type Day, dayRange, daysBetween, parseDay } from '../../src/lib/day.ts';
import type { BenchSet, Label, Shop, SkuDays } from './bench-set.ts';
import { badFile, type Row, readCsv } from './csv-file.ts';

const seriesColumns = ['shop', 'sku', 'date', 'asof', 'units', 'stock', 'promo'] as const;
const labelColumns = [
  'id',
  'shop',
  'sku',
  'type',
  'dir',
  'start',
  'end',
  'match_end',
  'mult',
  'explained',
  'mu',
  'phi',
] as const;

const day = z.string().transform((text, check) => {
  const parsed = parseDay(text);
  if (!parsed) check.addIssue({ code: 'custom', message: 'not a day' });
  return parsed ?? ('' as Day);
});
const metaSchema = z.object({
  kind: z.string(),
  column: z.string().default('units'),
  background: z.enum(['real', 'replica']),
  warm: z.number().int().min(8),
  from: day,
  to: day,
});

/** The set in `folder`. */
export function readSet(folder: string): BenchSet {
  const meta = readMeta(path.join(folder, 'meta.json'));
  const days = dayRange(meta.from, meta.to);
  const zipped = path.join(folder, 'series.csv.gz');
  const shops = readSeries(existsSync(zipped) ? zipped : path.join(folder, 'series.csv'), days);
  return {
    name: path.basename(path.resolve(folder)),
    kind: meta.kind,
    measure: meta.column === 'orders' ? 'orders' : 'units',
    background: meta.background,
    warm: meta.warm,
    days,
    shops,
    labels: readLabels(path.join(folder, 'labels.csv'), shops, days),
  };
}

function readMeta(file: string): z.infer<typeof metaSchema> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw badFile(file, null, {
      zh: '没有这个文件；一个数据集是含 series.csv(.gz)、labels.csv 和 meta.json 的文件夹。',
      en: 'there is no such file; a set is a folder with series.csv(.gz), labels.csv and meta.json.',
    });
  }
  const meta = metaSchema.safeParse(parsed(text));
  if (meta.success && meta.data.from < meta.data.to) return meta.data;
  const names = meta.success ? ['from', 'to'] : meta.error.issues.map((issue) => issue.path.join('.') || 'JSON');
  throw badFile(file, null, {
    zh: `${names.join('、')} 不正确；需要 kind、background（real 或 replica）、warm（至少 8）、from、to。`,
    en: `${names.join(', ')} is wrong; kind, background (real or replica), warm (8 or more), from and to are needed.`,
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readSeries(file: string, days: readonly Day[]): Shop[] {
  const shops = new Map<string, { hasStock: boolean; skus: Map<string, SkuDays> }>();
  for (const row of readCsv(file, seriesColumns).rows) {
    const shop = shops.get(row.text('shop')) ?? { hasStock: false, skus: new Map<string, SkuDays>() };
    shops.set(row.text('shop'), shop);
    const sku = shop.skus.get(row.text('sku')) ?? emptySku(row.text('sku'), days.length);
    shop.skus.set(sku.sku, sku);
    const t = positionOf(file, row, 'date', days);
    if (!Number.isNaN(sku.units[t])) {
      throw badFile(file, row.line, {
        zh: `${sku.sku} 的 ${row.text('date')} 出现了两次。`,
        en: `${sku.sku} has a second row for ${row.text('date')}.`,
      });
    }
    sku.asof[t] = row.number('asof');
    sku.units[t] = row.number('units');
    const stock = row.oneOf('stock', ['0', '1', '']);
    if (stock !== '') shop.hasStock = true;
    sku.out[t] = stock === '0' ? 1 : 0;
    sku.promo[t] = row.oneOf('promo', ['0', '1']) === '1' ? 1 : 0;
  }
  if (shops.size === 0) throw badFile(file, null, { zh: '没有数据行。', en: 'there are no rows.' });
  return [...shops].map(([shop, { hasStock, skus }]) => ({ shop, hasStock, skus: [...skus.values()] }));
}

/** A SKU of which nothing is known on any of the days. */
export function emptySku(sku: string, days: number): SkuDays {
  return {
    sku,
    asof: new Float64Array(days).fill(Number.NaN),
    units: new Float64Array(days).fill(Number.NaN),
    out: new Uint8Array(days),
    promo: new Uint8Array(days),
    price: null,
  };
}

function readLabels(file: string, shops: readonly Shop[], days: readonly Day[]): Label[] {
  const known = new Map(shops.map(({ shop, skus }) => [shop, new Set(['*', ...skus.map(({ sku }) => sku)])]));
  return readCsv(file, labelColumns).rows.map((row) => {
    const late = row.text('sku') === '*';
    if (!known.get(row.text('shop'))?.has(row.text('sku'))) {
      throw badFile(file, row.line, {
        zh: `series 里没有店铺 ${row.text('shop')} 的 ${row.text('sku')}。`,
        en: `the series know no ${row.text('sku')} in shop ${row.text('shop')}.`,
      });
    }
    const label: Label = {
      id: row.text('id'),
      shop: row.text('shop'),
      sku: row.text('sku'),
      type: row.text('type'),
      dir: Number(row.oneOf('dir', ['-1', '0', '1'])) as Label['dir'],
      start: positionOf(file, row, 'start', days),
      end: positionOf(file, row, 'end', days),
      matchEnd: positionOf(file, row, 'match_end', days),
      explained: row.oneOf('explained', ['0', '1']) === '1',
      mu: late ? Number.NaN : row.number('mu'),
      phi: late ? Number.NaN : row.number('phi'),
    };
    if (label.start > label.end || label.start > label.matchEnd) {
      throw badFile(file, row.line, {
        zh: 'start 晚于 end 或 match_end。',
        en: 'start is later than end or match_end.',
      });
    }
    return label;
  });
}

function positionOf(file: string, row: Row, column: string, days: readonly Day[]): number {
  const first = days[0];
  const on = row.day(column);
  const at = first === undefined ? -1 : daysBetween(first, on);
  if (at >= 0 && at < days.length) return at;
  throw badFile(file, row.line, {
    zh: `${column} 列的 ${on} 不在 meta.json 的 ${first} 到 ${first && addDays(first, days.length - 1)} 之内。`,
    en: `${on} in column ${column} is outside ${first} to ${first && addDays(first, days.length - 1)} of meta.json.`,
  });
}
