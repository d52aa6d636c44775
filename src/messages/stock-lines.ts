// The stock position of a SKU as facts on a card: what is available, how long it lasts, what comes next, how old that is.

import type { Language } from '../lib/language.ts';
import type { Fact } from './blocks.ts';
import { daysCount, dayText, expected, fixedMoment, money, units } from './format.ts';
import type { Tone } from './message.ts';
import { modeText, suggestionText } from './suggestion-text.ts';
import { texts } from './texts.ts';
import type { GapView, StockTier, StockView, SuggestionView, TeamView } from './views.ts';
import { tierWords } from './words.ts';

const stockTexts = texts({
  en: {
    available: 'Available',
    reserved: (parts: string) => ` (reserved beside it: ${parts})`,
    customer: 'customer orders',
    transfer: 'transfers',
    processing: 'processing',
    other: 'other',
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
    gap: (day: string, days: string, lost: string) =>
      `${day}, then ${days} without stock until the next arrival${lost}`,
    lost: (units: string) => `: about ${units} not sold`,
    lostWorth: (amount: string) => ` (${amount})`,
    pace: 'If the pace goes on',
    suggestion: 'Suggestion',
    dispatch: 'Send from local',
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
    other: '其他',
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
    gap: (day, days, lost) => `${day}，到下一批到货前断货 ${days}${lost}`,
    lost: (units) => `，约少卖 ${units} 件`,
    lostWorth: (amount) => `（${amount}）`,
    pace: '照近三天卖',
    suggestion: '补货建议',
    dispatch: '本地仓先发',
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

/** So many times the units lost at the usual rate must be at stake for the pace of the last days to be mentioned. */
const paceShownFrom = 1.5;

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
    suggestionFact(words.dispatch, stock.dispatch, language),
    suggestionFact(words.suggestion, stock.suggestion, language),
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
    paceFact(stock, language),
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

/** "customer orders 12, transfers 8": what is reserved, by kind; empty where nothing is. */
export function reservedParts(stock: StockView, language: Language): string {
  const words = stockTexts[language];
  const parts = [
    { name: words.customer, count: stock.reservedCustomer },
    { name: words.transfer, count: stock.reservedTransfer },
    { name: words.processing, count: stock.reservedProcessing },
    { name: words.other, count: stock.reservedOther },
  ];
  return parts.flatMap(({ name, count }) => (count ? [words.part(name, units(count))] : [])).join(words.separator);
}

function reservedText(stock: StockView, language: Language): string {
  const parts = reservedParts(stock, language);
  return parts === '' ? '' : stockTexts[language].reserved(parts);
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
  return gapFact(stockTexts[language].out, stock, stock.currency, language);
}

/** The same if the last three days go on: said where that loses far more. */
function paceFact({ lostUnits, atPace, currency }: StockView, language: Language): Fact | undefined {
  if ((atPace.lostUnits ?? 0) <= paceShownFrom * (lostUnits ?? 0)) return undefined;
  return gapFact(stockTexts[language].pace, atPace, currency, language);
}

function gapFact(label: string, of: GapView, currency: string, language: Language): Fact | undefined {
  if (of.stockOutOn === null) return undefined;
  const words = stockTexts[language];
  const day = dayText(of.stockOutOn, language);
  if (of.gapDays === null) return { label, value: words.noArrival(day), tone: 'alarm' };
  if (of.gapDays === 0) return { label, value: day };
  return {
    label,
    value: words.gap(day, daysCount(of.gapDays, language), lostText(of, currency, language)),
    tone: 'alarm',
  };
}

function lostText({ lostUnits, lostMoney }: GapView, currency: string, language: Language): string {
  if (!lostUnits) return '';
  const words = stockTexts[language];
  return words.lost(units(lostUnits)) + (lostMoney === null ? '' : words.lostWorth(money(lostMoney, currency)));
}

function suggestionFact(label: string, suggestion: SuggestionView | null, language: Language): Fact | undefined {
  return suggestion ? { label, value: suggestionText(suggestion, language) } : undefined;
}

function arrivalFact(stock: StockView, language: Language): Fact | undefined {
  const next = stock.arrivals[0];
  if (!next) return undefined;
  const words = stockTexts[language];
  const mode = next.mode === null ? '' : words.mode(modeText(next.mode, language));
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
