// SKUs whose stock tier got worse, and what to do about it. Advice only.

import { type Language, texts } from '../lib/language.ts';
import type { StockTier } from '../rules/inventory/stock-tier.ts';
import { limits, list } from './blocks.ts';
import { clean } from './clean.ts';
import { daysCount } from './format.ts';
import { storeText } from './headline.ts';
import type { Block, Tone } from './message.ts';
import { tierWords } from './words.ts';

/** A SKU whose stock tier got worse. */
export interface TierAlertRow {
  storeId: string;
  storeName: string;
  sku: string;
  tier: StockTier;
  countdownDays: number;
  /** By a stock that is estimated from an earlier report; absent in older alerts. */
  isEstimated?: boolean;
}

const alertTexts = texts({
  en: {
    title: (count: number, worst: string) =>
      count === 1 ? `Stock alert: 1 SKU, ${worst}` : `Stock alert: ${count} SKUs, worst ${worst}`,
    line: (sku: string, store: string, tier: string, days: string) => [
      { strong: sku },
      ` · ${store}: ${tier}, lasts ${days}`,
    ],
    estimated: ' (est.)',
    advice: {
      green: '',
      yellow: 'Check when goods on their way become sellable, and prepare the next order.',
      orange: 'Expedite what is on its way, spend less on ads, consider a slightly higher price.',
      red: 'Limit units per order, pause ads, raise the price, and record the keyword ranks so that they can be won back.',
    },
  },
  zh: {
    title: (count, worst) => `库存预警：${count} 个 SKU，最严重为${worst}`,
    line: (sku, store, tier, days) => [{ strong: sku }, ` · ${store}：${tier}，还可卖 ${days}`],
    estimated: '（推算）',
    advice: {
      green: '',
      yellow: '请核对在途可售日期，准备下单补货。',
      orange: '请加急在途，压缩广告预算，可考虑小幅提价。',
      red: '请设置限购、暂停广告、提价，并记录当前关键词排名，便于到货后恢复。',
    },
  },
});

const byGravity: readonly StockTier[] = ['red', 'orange', 'yellow'];

/** One person's SKUs, the worst first, then what to do about the worst tier. */
export function tierAlert(
  rows: readonly TierAlertRow[],
  language: Language,
): { tone: Tone; title: string; body: (Block | undefined)[]; todo: string } {
  const words = alertTexts[language];
  const ordered = [...rows].sort(
    (a, b) => byGravity.indexOf(a.tier) - byGravity.indexOf(b.tier) || a.countdownDays - b.countdownDays,
  );
  const worst = ordered[0]?.tier ?? 'green';
  const lines = ordered.map((row) =>
    words.line(
      clean(row.sku, 40),
      storeText(row),
      tierWords[row.tier][language],
      daysCount(row.countdownDays, language) + (row.isEstimated ? words.estimated : ''),
    ),
  );
  return {
    tone: worst === 'red' ? 'alarm' : 'warning',
    title: words.title(rows.length, tierWords[worst][language]),
    body: [list(lines, limits.listItems)],
    todo: words.advice[worst],
  };
}
