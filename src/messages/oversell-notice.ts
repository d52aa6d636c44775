// Shared stocks that are about to be oversold, and how to split the rest between the platforms. Advice.

import { type Language, texts } from '../lib/language.ts';
import type { OversellRisk } from '../rules/inventory/channels.ts';
import { limits, list } from './blocks.ts';
import { clean } from './clean.ts';
import { expected, units } from './format.ts';
import type { Block, Tone } from './message.ts';

/** A stock shared by several platforms that is about to be oversold. */
export interface OversellRow {
  storeId: string;
  storeName: string;
  sku: string;
  risk: OversellRisk;
  available: number;
  /** Units a day of all platforms together, mean of the last thirty days. */
  perDay: number;
  /** The remaining units, split by the sales of the last thirty days. */
  channels: { storeName: string; units: number }[];
}

const oversellTexts = texts({
  en: {
    title: (count: number) =>
      count === 1
        ? 'Risk of overselling: 1 SKU sells on several platforms'
        : `Risk of overselling: ${count} SKUs sell on several platforms`,
    nearly_gone: (available: string, perDay: string) =>
      `${available} left for all platforms together, which sell ${perDay} a day: under three days.`,
    gone: (perDay: string) =>
      `nothing left, and the platforms together sell ${perDay} a day: each further order is one too many.`,
    share: (parts: string) => ` By the last 30 days: ${parts}.`,
    part: (store: string, units: string) => `${store} ${units}`,
    separator: ', ',
    line: (sku: string, said: string) => [{ strong: sku }, `: ${said}`],
    todo: {
      nearly_gone: 'Please enter these numbers as each platform’s stock by hand, or stop selling on all but one.',
      gone: 'Please set the stock to 0 on every platform now, and check today’s orders for goods that are not there.',
    },
  },
  zh: {
    title: (count) => `超卖风险：${count} 个 SKU 多平台共用库存`,
    nearly_gone: (available, perDay) => `各平台合计只剩 ${available} 件，合计日销 ${perDay}，不够卖三天。`,
    gone: (perDay) => `库存已为 0，各平台合计日销 ${perDay}，再出单就是超卖。`,
    share: (parts) => `按近 30 天销量分配：${parts}。`,
    part: (store, units) => `${store} ${units} 件`,
    separator: '、',
    line: (sku, said) => [{ strong: sku }, `：${said}`],
    todo: {
      nearly_gone: '请按上面的数量手动设置各平台库存，或只保留一个平台在售。',
      gone: '请立即把各平台库存设为 0，并核对今天的订单有无超卖。',
    },
  },
});

/** One person's stocks at risk, the worst first. */
export function oversellNotice(
  rows: readonly OversellRow[],
  language: Language,
): { tone: Tone; title: string; body: (Block | undefined)[]; todo: string } {
  const words = oversellTexts[language];
  const isGone = rows.some(({ risk }) => risk === 'gone');
  const ordered = [...rows].sort(
    (a, b) => Number(b.risk === 'gone') - Number(a.risk === 'gone') || a.available / a.perDay - b.available / b.perDay,
  );
  return {
    tone: isGone ? 'alarm' : 'warning',
    title: words.title(rows.length),
    body: [
      list(
        ordered.map((row) => words.line(clean(row.sku, 40), saidOf(row, language))),
        limits.listItems,
      ),
    ],
    todo: words.todo[isGone ? 'gone' : 'nearly_gone'],
  };
}

function saidOf({ risk, available, perDay, channels }: OversellRow, language: Language): string {
  const words = oversellTexts[language];
  if (risk === 'gone') return words.gone(expected(perDay));
  const parts = channels.map((each) => words.part(clean(each.storeName, 24), units(each.units)));
  return words.nearly_gone(units(available), expected(perDay)) + words.share(parts.join(words.separator));
}
