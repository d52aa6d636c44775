// The weekly summary's part about slow stock: what has not sold for a month, and the stock health of each store.

import { type Language, texts } from '../lib/language.ts';
import { stockFigures } from '../rules/inventory/stock-figures.ts';
import { heading, small, table } from './blocks.ts';
import { clean } from './clean.ts';
import { daysCount, precise, share, units } from './format.ts';
import { codeAndName } from './headline.ts';
import type { Block } from './message.ts';
import type { StockHealthView, WeeklyView } from './weekly-view.ts';

const slowShown = 8;
const longSlowDays = 90;

const words = texts({
  en: {
    slowHeading: 'Slow stock: no sale for 30 days',
    slowColumns: ['SKU', 'Store', 'No sale for', stockFigures.available.name.en],
    long: (days: string) => `${days} (over 90)`,
    healthHeading: 'Stock health',
    healthColumns: ['Store', 'No sale in 90 days', 'Days without stock', 'Turnover a year', 'Days to turn'],
    of: (count: string, all: string, share: string) => `${count} of ${all} (${share})`,
    none: '–',
    how: (skus: string) =>
      `Turnover: cost of sales of the last 30 days ÷ mean stock value × 365 ÷ 30, of the ${skus} SKUs whose cost is known.`,
    noCost: 'Turnover needs unit_cost in lead_times.csv.',
  },
  zh: {
    slowHeading: '慢动销（30 天无销量）',
    slowColumns: ['SKU', '店铺', '无销量', stockFigures.available.name.zh],
    long: (days) => `${days}（超 90 天）`,
    healthHeading: '库存健康',
    healthColumns: ['店铺', '90 天无销量', '断货率', '年周转', '周转天数'],
    of: (count, all, share) => `${count}/${all}（${share}）`,
    none: '–',
    how: (skus) => `年周转 = 近 30 天销售成本 ÷ 平均库存金额 × 365 ÷ 30，只算有成本的 ${skus} 个 SKU。`,
    noCost: '要算周转，请在 lead_times.csv 填 unit_cost。',
  },
});

export function slowSection({ slow }: WeeklyView, language: Language): (Block | undefined)[] {
  if (slow.length === 0) return [];
  const say = words[language];
  const rows = slow.map(({ daysWithoutSale, available, ...row }) => {
    const days = daysCount(daysWithoutSale, language);
    return [
      codeAndName(row),
      clean(row.storeId, 40),
      daysWithoutSale >= longSlowDays ? say.long(days) : days,
      available === null ? say.none : units(available),
    ];
  });
  return [heading(say.slowHeading), table(say.slowColumns, rows, slowShown)];
}

/** One line for each store; nothing where no stock is known. */
export function healthSection({ health }: WeeklyView, language: Language): (Block | undefined)[] {
  if (health.length === 0) return [];
  const say = words[language];
  const skus = health.reduce((sum, { turnover }) => sum + (turnover?.skus ?? 0), 0);
  return [
    heading(say.healthHeading),
    table(
      say.healthColumns,
      health.map((each) => healthRow(each, language)),
    ),
    small(skus > 0 ? say.how(units(skus)) : say.noCost),
  ];
}

function healthRow({ storeName, skus, slow, knownDays, outDays, turnover }: StockHealthView, language: Language) {
  const say = words[language];
  const part = (count: number, all: number) =>
    all === 0 ? say.none : say.of(units(count), units(all), share(count / all));
  return [
    clean(storeName, 24),
    part(slow, skus),
    part(outDays, knownDays),
    turnover === null ? say.none : precise(turnover.aYear),
    turnover?.days == null ? say.none : precise(Math.round(turnover.days)),
  ];
}
