// Which SKUs have too little stock for a promotion that begins tomorrow, and what can still be done. Advice.

import { type Language, texts } from '../lib/language.ts';
import { stockAtStart } from '../rules/inventory/event-stock.ts';
import type { Worked } from '../rules/inventory/formulas.ts';
import { limits, list, text } from './blocks.ts';
import { clean } from './clean.ts';
import { dayRangeText, dayText, precise, units } from './format.ts';
import { storeText } from './headline.ts';
import type { Block, Tone } from './message.ts';
import type { NoticeView } from './notice.ts';

/** A SKU with too little stock for a promotion, in units. */
export interface EventStockRow {
  sku: string;
  /** Units needed, and how they are computed. */
  need: Worked;
  /** Null = not known. */
  available: number | null;
  /** Sellable by the first day. */
  arriving: number;
  /** Expected to sell before the first day; absent in older notices. */
  soldBefore?: number;
}

type EventStock = NoticeView & { notice: 'event_stock' };

const eventTexts = texts({
  en: {
    title: (store: string, day: string, count: number) =>
      `${store}: promotion from ${day}, too little stock for ${count} ${count === 1 ? 'SKU' : 'SKUs'}`,
    when: (range: string, note: string) => `Promotion ${range}${note}. Needed: expected sales × 1.5.`,
    note: (note: string) => ` (${note})`,
    late: ' This check is late: the service was down, or the promotion was entered after its time.',
    line: (sku: string, said: string) => [{ strong: sku }, `: ${said}`],
    short: (there: string, needed: string, short: string, sum: string) =>
      `${there}, ${needed} needed, ${short} short (${sum})`,
    there: (available: string) => `${available} available`,
    arriving: (units: string) => ` + ${units} arriving by then`,
    sold: (units: string) => ` − ${units} sold until then`,
    sum: (rate: string, lift: string, days: number) =>
      `${rate} a day × ${lift} × ${days} ${days === 1 ? 'day' : 'days'} × 1.5`,
    lift: (lift: string) => `${lift} on promotion`,
    assumed: (lift: string) => `${lift} on promotion (assumed: none seen yet)`,
    unknown: (needed: string, sum: string) => `stock not known, ${needed} needed (${sum})`,
    todo: 'Please send what is ready, limit the units of the deal, or move it. See what can be sent with: plan CODE.',
  },
  zh: {
    title: (store, day, count) => `${store}：${day}开始的活动，${count} 个 SKU 备货不足`,
    when: (range, note) => `活动 ${range}${note}。备货要求：预计销量的 1.5 倍。`,
    note: (note) => `（${note}）`,
    late: '本次检查晚了：系统停过机，或活动登记得太晚。',
    line: (sku, said) => [{ strong: sku }, `：${said}`],
    short: (there, needed, short, sum) => `${there}，需要 ${needed} 件，缺 ${short} 件（${sum}）`,
    there: (available) => `可用 ${available} 件`,
    arriving: (units) => `，开始前到货 ${units} 件`,
    sold: (units) => `，开始前卖掉 ${units} 件`,
    sum: (rate, lift, days) => `日销 ${rate} × ${lift} × ${days} 天 × 1.5`,
    lift: (lift) => `活动倍数 ${lift}`,
    assumed: (lift) => `活动倍数 ${lift}（以往没有活动，按估计）`,
    unknown: (needed, sum) => `库存未知，需要 ${needed} 件（${sum}）`,
    todo: '请先发本地库存、限制活动数量或改期；可发方案见：plan 商品编码。',
  },
});

/** One person's SKUs of one promotion, the shortest first. */
export function eventNotice(
  notice: EventStock,
  language: Language,
): { tone: Tone; title: string; body: (Block | undefined)[]; todo: string } {
  const words = eventTexts[language];
  const { from, to, rows, late } = notice;
  const note = notice.note === null ? '' : words.note(clean(notice.note, 60));
  const range = from === to ? dayText(from, language) : dayRangeText(from, to, language);
  const ordered = [...rows].sort((a, b) => shortOf(b) - shortOf(a) || (a.sku < b.sku ? -1 : 1));
  return {
    tone: 'warning',
    title: words.title(storeText(notice), dayText(from, language), rows.length),
    body: [
      text(words.when(range, note) + (late ? words.late : '')),
      list(
        ordered.map((row) => words.line(clean(row.sku, 40), saidOf(row, language))),
        limits.listItems,
      ),
    ],
    todo: words.todo,
  };
}

function saidOf(row: EventStockRow, language: Language): string {
  const words = eventTexts[language];
  const { rate = 0, lift, assumedLift = 0, days = 0 } = row.need.inputs;
  const times = lift === undefined ? words.assumed(precise(assumedLift)) : words.lift(precise(lift));
  const sum = words.sum(precise(rate), times, days);
  const needed = units(row.need.value);
  if (row.available === null) return words.unknown(needed, sum);
  const sold = row.soldBefore ? words.sold(units(row.soldBefore)) : '';
  const there =
    words.there(units(row.available)) + (row.arriving > 0 ? words.arriving(units(row.arriving)) : '') + sold;
  return words.short(there, needed, units(shortOf(row)), sum);
}

function shortOf(row: EventStockRow): number {
  return row.need.value - stockAtStart(row);
}
