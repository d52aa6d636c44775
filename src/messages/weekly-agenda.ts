// The weekly summary's agenda: what operations, supply chain and logistics must settle in the weekly sync.

import { type Language, texts } from '../lib/language.ts';
import { facts, heading, personName } from './blocks.ts';
import { clean } from './clean.ts';
import { daysCount, dayText, units } from './format.ts';
import type { Block } from './message.ts';
import type { AgendaItem, WeeklyView } from './weekly-view.ts';

const agendaTexts = texts({
  en: {
    agendaHeading: 'Agenda for the weekly sync',
    operations: 'Operations',
    supply: 'Supply chain',
    logistics: 'Logistics',
    unanswered: (number: string, sku: string, who: string) => `${number} ${sku} unanswered (${who})`,
    slow: (count: number, store: string) => `${count} slow SKUs in ${store}: clear or keep?`,
    nothing_coming: (sku: string, days: string) => `${sku} lasts ${days}, nothing inbound or on order`,
    order_not_shipped: (sku: string, days: string, onOrder: string) =>
      `${sku} lasts ${days}, ${onOrder} on order not shipped yet`,
    arrival_overdue: (sku: string, count: string, due: string, days: string) =>
      `${sku}: ${count} due ${due} have not arrived (${days} overdue): where are they, what is the new date?`,
    arrives_late: (sku: string, out: string, arrives: string) => `${sku} runs out ${out}, arrives only ${arrives}`,
    nobody: 'nobody',
    noDays: 'unknown time',
  },
  zh: {
    agendaHeading: '周会议程',
    operations: '运营',
    supply: '供应链',
    logistics: '物流',
    unanswered: (number, sku, who) => `${number} ${sku} 未答复（${who}）`,
    slow: (count, store) => `${store} 有 ${count} 个慢动销 SKU：清仓还是保留？`,
    nothing_coming: (sku, days) => `${sku} 只够卖 ${days}，没有在途也没有下单`,
    order_not_shipped: (sku, days, onOrder) => `${sku} 只够卖 ${days}，已下单 ${onOrder} 还没发货`,
    arrival_overdue: (sku, count, due, days) =>
      `${sku}：${count} 件应于 ${due}到货，已逾期 ${days}，到哪了、新日期是哪天？`,
    arrives_late: (sku, out, arrives) => `${sku} ${out}断货，${arrives}才到货`,
    nobody: '无人',
    noDays: '未知天数',
  },
});

/** The agenda by team; nothing when there is none. */
export function agendaSection(agenda: WeeklyView['agenda'], language: Language): (Block | undefined)[] {
  const words = agendaTexts[language];
  const { operations, supply, logistics } = agenda;
  const pairs = [
    { label: words.operations, items: operations },
    { label: words.supply, items: supply },
    { label: words.logistics, items: logistics },
  ].filter(({ items }) => items.length > 0);
  if (pairs.length === 0) return [];
  return [
    heading(words.agendaHeading),
    facts(...pairs.map(({ label, items }) => ({ label, value: agendaText(items, language) }))),
  ];
}

function agendaText(items: readonly AgendaItem[], language: Language): string {
  const shown = items.slice(0, 5).map((item) => agendaItem(item, language));
  const more = items.length > shown.length ? [`… +${items.length - shown.length}`] : [];
  return [...shown, ...more].join(language === 'zh' ? '；' : '; ');
}

function agendaItem(item: AgendaItem, language: Language): string {
  const words = agendaTexts[language];
  switch (item.why) {
    case 'unanswered': {
      const who = item.assignee ? personName(item.assignee) : words.nobody;
      return words.unanswered(item.number, clean(item.sku ?? item.storeId, 40), who);
    }
    case 'slow':
      return words.slow(item.count, clean(item.storeId, 40));
    case 'nothing_coming':
      return words.nothing_coming(clean(item.sku, 40), lasts(item.countdownDays, language));
    case 'order_not_shipped':
      return words.order_not_shipped(clean(item.sku, 40), lasts(item.countdownDays, language), units(item.onOrder));
    case 'arrival_overdue':
      return words.arrival_overdue(
        clean(item.sku, 40),
        units(item.units),
        dayText(item.dueOn, language),
        daysCount(item.days, language),
      );
    case 'arrives_late':
      return words.arrives_late(
        clean(item.sku, 40),
        dayText(item.stockOutOn, language),
        dayText(item.arrivesOn, language),
      );
  }
}

function lasts(days: number | null, language: Language): string {
  return days === null ? agendaTexts[language].noDays : daysCount(days, language);
}
