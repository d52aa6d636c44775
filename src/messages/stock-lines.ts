// The stock position of a SKU as facts on a card: what is available, how long it lasts, what comes next, how old that is.

import type { Language } from '../lib/language.ts';
import type { Fact } from './blocks.ts';
import { clean } from './clean.ts';
import { daysCount, dayText, expected, fixedMoment, units } from './format.ts';
import type { Tone } from './message.ts';
import { texts } from './texts.ts';
import type { StockTier, StockView, TeamView } from './views.ts';
import { tierWords, transportWords } from './words.ts';

const stockTexts = texts({
  en: {
    available: 'Available',
    reserved: (parts: string) => ` (reserved beside it: ${parts})`,
    customer: 'customer orders',
    transfer: 'transfers',
    processing: 'processing',
    part: (name: string, units: string) => `${name} ${units}`,
    countdown: 'Stock-out in',
    countdownFormula: (days: string, available: string, mean: string, last: string) =>
      `${days} (${available} ÷ ${mean} a day: ${last})`,
    outNow: 'out of stock now',
    outUntil: (days: string) => `out of stock now, ${days} until the next arrival`,
    outNoArrival: 'out of stock now, nothing on its way',
    tier: (tier: string) => `, ${tier}`,
    cover: 'Days of cover',
    coverAtUsual: (days: string) => `${days} at the usual rate`,
    out: 'Runs out',
    gap: (day: string, days: string) => `${day}, then ${days} without stock until the next arrival`,
    noArrival: (day: string) => `${day}, and nothing arrives after that`,
    next: 'Next arrival',
    arrival: (units: string, day: string, mode: string) => `${units} sellable on ${day}${mode}`,
    mode: (mode: string) => ` by ${mode}`,
    moreArrivals: (count: number) => ` (+${count} more)`,
    inbound: 'Inbound / on order',
    inboundValue: (inbound: string, onOrder: string) => `${inbound} / ${onOrder}`,
    notReported: 'not reported',
    none: 'no stock data',
    asOf: (moment: string) => `Stock as of ${moment}: check before you rely on it.`,
    separator: ', ',
  },
  zh: {
    available: '可售库存',
    reserved: (parts) => `（另有预留：${parts}）`,
    customer: '客户订单',
    transfer: '调拨',
    processing: '处理中',
    part: (name, units) => `${name} ${units}`,
    countdown: '断货倒计时',
    countdownFormula: (days, available, mean, last) => `${days}（${available} ÷ 近三天日均 ${mean}：${last}）`,
    outNow: '已断货',
    outUntil: (days) => `已断货，距下一批到货还有 ${days}`,
    outNoArrival: '已断货，没有在途可等',
    tier: (tier) => `，${tier}预警`,
    cover: '可售天数',
    coverAtUsual: (days) => `按平日销量 ${days}`,
    out: '预计断货',
    gap: (day, days) => `${day}，到下一批到货前断货 ${days}`,
    noArrival: (day) => `${day}，之后没有到货`,
    next: '下一批到货',
    arrival: (units, day, mode) => `${units} 件，${day}可售${mode}`,
    mode: (mode) => `（${mode}）`,
    moreArrivals: (count) => `，另有 ${count} 批`,
    inbound: '在途 / 已下单',
    inboundValue: (inbound, onOrder) => `${inbound} / ${onOrder}`,
    notReported: '未上报',
    none: '没有库存数据',
    asOf: (moment) => `库存数据为 ${moment}，请先核实再用。`,
    separator: '、',
  },
});

/** Facts about the stock; one fact that says so when nothing is known. */
export function stockFacts(stock: StockView, language: Language): (Fact | undefined)[] {
  const words = stockTexts[language];
  if (stock.asOf === null || stock.available === null)
    return [{ label: words.available, value: words.none, tone: 'warning' }];
  return [
    { label: words.available, value: units(stock.available) + reservedText(stock, language) },
    ...(stock.available <= 0 ? [outNowFact(stock, language)] : lastingFacts(stock, language)),
    arrivalFact(stock, language),
    inboundFact(stock, language),
  ];
}

function lastingFacts(stock: StockView, language: Language): (Fact | undefined)[] {
  const words = stockTexts[language];
  return [
    countdownFact(stock, language),
    stock.daysOfCover === null
      ? undefined
      : { label: words.cover, value: words.coverAtUsual(daysCount(stock.daysOfCover, language)) },
    stockOutFact(stock, language),
  ];
}

function outNowFact(stock: StockView, language: Language): Fact {
  const words = stockTexts[language];
  const waiting = stock.gapDays === null ? words.outNoArrival : words.outUntil(daysCount(stock.gapDays, language));
  return { label: words.countdown, value: stock.inbound === null ? words.outNow : waiting, tone: 'alarm' };
}

/** "Stock as of …" when the stock is older than it should be; empty otherwise. */
export function staleText(stock: StockView, team: TeamView, language: Language): string {
  return stock.stale && stock.asOf !== null ? stockTexts[language].asOf(fixedMoment(stock.asOf, team, language)) : '';
}

/** How a tier of stock is coloured. */
export function tierTone(tier: StockTier | null): Tone {
  if (tier === 'red') return 'alarm';
  return tier === 'orange' || tier === 'yellow' ? 'warning' : 'plain';
}

/** "sea" → "海运"; a mode nobody named is shown as it came. */
function transportText(mode: string, language: Language): string {
  return Object.hasOwn(transportWords, mode) ? (transportWords[mode]?.[language] ?? clean(mode, 20)) : clean(mode, 20);
}

function reservedText(stock: StockView, language: Language): string {
  const words = stockTexts[language];
  const parts = [
    { name: words.customer, count: stock.reservedCustomer },
    { name: words.transfer, count: stock.reservedTransfer },
    { name: words.processing, count: stock.reservedProcessing },
  ].flatMap(({ name, count }) => (count ? [words.part(name, units(count))] : []));
  return parts.length > 0 ? words.reserved(parts.join(words.separator)) : '';
}

function countdownFact(stock: StockView, language: Language): Fact | undefined {
  if (stock.countdownDays === null || stock.available === null) return undefined;
  const words = stockTexts[language];
  const last = stock.lastThreeDays;
  const mean = last.length > 0 ? last.reduce((sum, each) => sum + each, 0) / last.length : null;
  const days = daysCount(stock.countdownDays, language);
  const value =
    mean === null
      ? days
      : words.countdownFormula(days, units(stock.available), expected(mean), last.map(units).join(words.separator));
  const warned = stock.tier !== null && stock.tier !== 'green';
  return {
    label: words.countdown,
    value: warned && stock.tier ? value + words.tier(tierWords[stock.tier][language]) : value,
    tone: tierTone(stock.tier),
  };
}

function stockOutFact(stock: StockView, language: Language): Fact | undefined {
  if (stock.stockOutOn === null) return undefined;
  const words = stockTexts[language];
  const day = dayText(stock.stockOutOn, language);
  if (stock.gapDays === null) return { label: words.out, value: words.noArrival(day), tone: 'alarm' };
  const value = stock.gapDays > 0 ? words.gap(day, daysCount(stock.gapDays, language)) : day;
  return { label: words.out, value, tone: stock.gapDays > 0 ? 'alarm' : 'plain' };
}

function arrivalFact(stock: StockView, language: Language): Fact | undefined {
  const next = stock.arrivals[0];
  if (!next) return undefined;
  const words = stockTexts[language];
  const mode = next.mode === null ? '' : words.mode(transportText(next.mode, language));
  const more = stock.arrivals.length > 1 ? words.moreArrivals(stock.arrivals.length - 1) : '';
  return {
    label: words.next,
    value: words.arrival(units(next.units), dayText(next.sellableOn, language), mode) + more,
  };
}

function inboundFact(stock: StockView, language: Language): Fact | undefined {
  if (stock.inbound === null && stock.onOrder === null) return undefined;
  const words = stockTexts[language];
  const known = (count: number | null) => (count === null ? words.notReported : units(count));
  return { label: words.inbound, value: words.inboundValue(known(stock.inbound), known(stock.onOrder)) };
}
