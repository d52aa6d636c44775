// The stock of a SKU as facts on a card: what is available, how long it lasts, what arrives next, how old the report is.

import { type Language, texts } from '../lib/language.ts';
import type { OldSales } from '../rules/inventory/forecast.ts';
import { reservedFigures, stockFigures } from '../rules/inventory/stock-figures.ts';
import type { StockTier } from '../rules/inventory/stock-tier.ts';
import type { Fact } from './blocks.ts';
import { daysCount, dayText, expected, fixedMoment, money, units } from './format.ts';
import type { Tone } from './message.ts';
import { modeText, suggestionText } from './suggestion-text.ts';
import type { ChangedNumbers, GapView, StockView, SuggestionView, TeamView } from './views.ts';
import { natureWords, tierWords } from './words.ts';

const stockTexts = texts({
  en: {
    reserved: (parts: string) => ` (also reserved: ${parts})`,
    part: (name: string, units: string) => `${name} ${units}`,
    out: 'Stock-out',
    atPace: 'Stock-out, last 3 days’ pace',
    atUsual: 'Stock-out, usual rate',
    byForecast: 'Stock-out, by forecast',
    lasts: (days: string) => `available lasts ${days}`,
    sum: (available: string, mean: string, last: string) => ` (${available} ÷ ${mean} a day: ${last})`,
    outNow: 'out of stock now',
    outUntil: (days: string) => `out of stock now, ${days} until the next arrival`,
    outNoArrival: 'out of stock now, nothing on its way',
    tier: (tier: string) => `, ${tier}`,
    goneOn: (day: string) => `gone on ${day}`,
    goneWithArrivals: (day: string) => `with arrivals gone on ${day}`,
    neverGone: 'with arrivals it lasts over a year',
    gap: (days: string, lost: string) => `then ${days} without stock until the next arrival${lost}`,
    lost: (units: string) => `: about ${units} not sold`,
    lostWorth: (amount: string) => ` (${amount})`,
    suggestion: 'Suggestion',
    asAnswered: (nature: string, until: string) => ` (as answered: ${nature}${until})`,
    until: (day: string) => ` until ${day}`,
    dispatch: 'Send from local',
    noArrival: 'and nothing arrives after that',
    next: 'Next arrival',
    arrival: (units: string, day: string, mode: string) => `${units} sellable on ${day}${mode}`,
    mode: (mode: string) => ` by ${mode}`,
    moreArrivals: (count: number) => ` (+${count} more)`,
    sales: 'Sales data',
    oldSales: (day: string, days: string) =>
      `known only up to ${day}, ${days} ago: import newer sales before you rely on these numbers`,
    overdue: 'Overdue arrival',
    overdueValue: (units: string, day: string, days: string) =>
      `${units} were due on ${day}, ${days} ago: not counted until there is a new date`,
    orderBy: 'Last day to order',
    orderByValue: (day: string, mode: string) => `${day}, sent by ${mode}`,
    tooLate: (day: string, mode: string) => `${day}, sent by ${mode}: past, a gap can no longer be avoided`,
    inbound: 'Inbound / on order',
    inboundValue: (inbound: string, onOrder: string) => `${inbound} / ${onOrder}`,
    notReported: 'not reported',
    none: 'no stock data',
    estimated: (units: string, since: string) => `${units}, estimated since ${since}`,
    asOf: (moment: string) => `Stock as of ${moment}.`,
    stale: (moment: string) => `Stock as of ${moment}: check before you rely on it.`,
    rolled: (moment: string, sum: string) => `Stock estimated since the report of ${moment}: ${sum}.`,
    reported: (units: string) => `${units} reported`,
    sold: (units: string, through: string) => `${units} sold through ${through}`,
    received: (units: string) => `${units} received`,
    assumed: (units: string, days: string) => `${units} for ${days} with sales not known, taken as usual`,
    minus: ' − ',
    plus: ' + ',
    changed: (parts: string) => `Changed since the question: ${parts}.`,
    changedPart: (name: string, from: string, to: string) => `${name} ${from} → ${to}`,
    separator: ', ',
    comma: ', ',
  },
  zh: {
    reserved: (parts) => `（另有预留：${parts}）`,
    part: (name, units) => `${name} ${units}`,
    out: '断货倒计时',
    atPace: '断货倒计时（近三天）',
    atUsual: '断货倒计时（平日）',
    byForecast: '断货倒计时（预测）',
    lasts: (days) => `可售够卖 ${days}`,
    sum: (available, mean, last) => `（${available} ÷ 日均 ${mean}：${last}）`,
    outNow: '已断货',
    outUntil: (days) => `已断货，距下一批到货还有 ${days}`,
    outNoArrival: '已断货，没有在途可等',
    tier: (tier) => `，${tier}预警`,
    goneOn: (day) => `${day}断货`,
    goneWithArrivals: (day) => `算上到货 ${day}断货`,
    neverGone: '算上到货一年内不断货',
    gap: (days, lost) => `到下一批到货前断货 ${days}${lost}`,
    lost: (units) => `，约少卖 ${units} 件`,
    lostWorth: (amount) => `（${amount}）`,
    suggestion: '补货建议',
    asAnswered: (nature, until) => `（按答复：${nature}${until}）`,
    until: (day) => `，到 ${day}`,
    dispatch: '本地仓先发',
    noArrival: '之后没有到货',
    next: '下一批到货',
    arrival: (units, day, mode) => `${units} 件，${day}可售${mode}`,
    mode: (mode) => `（${mode}）`,
    moreArrivals: (count) => `，另有 ${count} 批`,
    sales: '销量数据',
    oldSales: (day, days) => `只到 ${day}，已是 ${days}前：请先导入最近的销量，再用以下数字`,
    overdue: '到货逾期',
    overdueValue: (units, day, days) => `${units} 件应于 ${day}可售，已逾期 ${days}：有新日期前不计入`,
    orderBy: '最晚下单日',
    orderByValue: (day, mode) => `${day}（走${mode}）`,
    tooLate: (day, mode) => `${day}（走${mode}）已过，断货已无法避免`,
    inbound: '在途 / 已下单',
    inboundValue: (inbound, onOrder) => `${inbound} / ${onOrder}`,
    notReported: '未上报',
    none: '没有库存数据',
    estimated: (units, since) => `${units}（${since}起推算）`,
    asOf: (moment) => `库存数据时间 ${moment}。`,
    stale: (moment) => `库存数据为 ${moment}，请先核实再用。`,
    rolled: (moment, sum) => `库存由 ${moment}的报表推算：${sum}。`,
    reported: (units) => `上报 ${units}`,
    sold: (units, through) => `到 ${through}已售 ${units}`,
    received: (units) => `到货 ${units}`,
    assumed: (units, days) => `销量未知的 ${days}按平日计 ${units}`,
    minus: ' − ',
    plus: ' + ',
    changed: (parts) => `提问后有变化：${parts}。`,
    changedPart: (name, from, to) => `${name} ${from} → ${to}`,
    separator: '、',
    comma: '，',
  },
});

/** The cost at the last days' pace is shown when it is this many times the cost at the usual rate. */
const paceShownFrom = 1.5;

/** Facts about the stock; a single fact when nothing is known. */
export function stockFacts(stock: StockView | null, language: Language): (Fact | undefined)[] {
  const words = stockTexts[language];
  if (!stock || stock.asOf === null || stock.available === null)
    return [
      oldSalesFact(stock, language),
      { label: stockFigures.available.field.label[language], value: words.none, tone: 'warning' },
    ];
  return [
    oldSalesFact(stock, language),
    {
      label: stockFigures.available.field.label[language],
      value: availableText(stock, language) + reservedText(stock, language),
    },
    ...(stock.available <= 0 ? [outNowFact(stock, language)] : lastingFacts(stock, language)),
    arrivalFact(stock, language),
    overdueFact(stock, language),
    inboundFact(stock, language),
    suggestionFact(words.dispatch, stock.dispatch, language),
    suggestionFact(words.suggestion, stock.suggestion, language, answeredText(stock, language)),
    orderByFact(stock, language),
  ];
}

/** The two countdowns, each with its rate in its name. */
function lastingFacts(stock: StockView, language: Language): (Fact | undefined)[] {
  return [paceFact(stock, language), usualFact(stock, language)];
}

function outNowFact(stock: StockView, language: Language): Fact {
  const words = stockTexts[language];
  const waiting = stock.gapDays === null ? words.outNoArrival : words.outUntil(daysCount(stock.gapDays, language));
  return { label: words.out, value: stock.inbound === null ? words.outNow : waiting, tone: 'alarm' };
}

/** "550, estimated since Mon 2 Mar": the available units never stand without the word where they are an estimate. */
export function availableText({ available, estimate }: StockView, language: Language): string {
  const count = units(available ?? 0);
  return estimate ? stockTexts[language].estimated(count, dayText(estimate.since, language)) : count;
}

/** The moment the stock speaks of, and for an estimate its sum; empty where nothing was ever reported. */
export function stockMoment(stock: StockView | null, team: TeamView, language: Language): string {
  if (!stock || stock.asOf === null) return '';
  const words = stockTexts[language];
  const moment = fixedMoment(stock.asOf, team, language);
  if (stock.estimate) return words.rolled(moment, estimateSum(stock.estimate, language));
  return stock.stale ? words.stale(moment) : words.asOf(moment);
}

/** "1,200 reported − 700 sold through Mon 9 Mar + 50 received". */
function estimateSum(estimate: NonNullable<StockView['estimate']>, language: Language): string {
  const words = stockTexts[language];
  const { reported, sold, through, received, unknownDays, assumed } = estimate;
  return [
    words.reported(units(reported)),
    through === null ? '' : words.minus + words.sold(units(sold), dayText(through, language)),
    unknownDays === 0 ? '' : words.minus + words.assumed(units(assumed), daysCount(unknownDays, language)),
    received === 0 ? '' : words.plus + words.received(units(received)),
  ].join('');
}

/** Which of a form's numbers have changed since its question was asked. */
export function changedText({ available, suggested }: ChangedNumbers, language: Language): string {
  const words = stockTexts[language];
  const known = (count: number | null) => (count === null ? words.notReported : units(count));
  const parts = [
    { name: stockFigures.available.field.label[language], of: available },
    { name: words.suggestion, of: suggested },
  ].flatMap(({ name, of: [from, to] }) => (from === to ? [] : [words.changedPart(name, known(from), known(to))]));
  return words.changed(parts.join(words.comma));
}

/** The colour of a stock tier. */
export function tierTone(tier: StockTier | null): Tone {
  if (tier === 'red') return 'alarm';
  return tier === 'orange' || tier === 'yellow' ? 'warning' : 'plain';
}

/** "customer orders 12, transfers 8": what is reserved, by kind; empty where nothing is. */
export function reservedParts(stock: StockView, language: Language): string {
  const words = stockTexts[language];
  const parts = reservedFigures.flatMap((name) => {
    const count = stock[name];
    return count ? [words.part(stockFigures[name].reservedFor[language], units(count))] : [];
  });
  return parts.join(words.separator);
}

function reservedText(stock: StockView, language: Language): string {
  const parts = reservedParts(stock, language);
  return parts === '' ? '' : stockTexts[language].reserved(parts);
}

/** At the pace of the last three days: the tier follows this countdown. Its cost is shown only where it is far higher. */
function paceFact(stock: StockView, language: Language): Fact | undefined {
  if (stock.countdownDays === null || stock.available === null) return undefined;
  const words = stockTexts[language];
  const last = stock.lastThreeDays;
  const mean = last.length > 0 ? last.reduce((sum, each) => sum + each, 0) / last.length : null;
  const lasts = words.lasts(daysCount(stock.countdownDays, language));
  const sum =
    mean === null ? '' : words.sum(units(stock.available), expected(mean), last.map(units).join(words.separator));
  const warned = stock.tier !== null && stock.tier !== 'green';
  const tier = warned && stock.tier ? words.tier(tierWords[stock.tier][language]) : '';
  const costly = (stock.atPace.lostUnits ?? 0) > paceShownFrom * (stock.lostUnits ?? 0);
  return {
    label: words.atPace,
    value: [lasts + sum + tier, ...goneTexts(stock.atPace, { stock, costs: costly }, language)].join(words.comma),
    tone: tierTone(stock.tier),
  };
}

/** At the usual rate, or by people's forecast. */
function usualFact(stock: StockView, language: Language): Fact | undefined {
  const words = stockTexts[language];
  const told = stock.expected.length > 0;
  const lasts = told || stock.daysOfCover === null ? [] : [words.lasts(daysCount(stock.daysOfCover, language))];
  const gone = goneTexts(stock, { stock, costs: true }, language);
  const known = told || lasts.length > 0 || stock.stockOutOn !== null;
  if (!known || lasts.length + gone.length === 0) return undefined;
  const isShort = stock.stockOutOn !== null && stock.gapDays !== 0;
  return {
    label: told ? words.byForecast : words.atUsual,
    value: [...lasts, ...gone].join(words.comma),
    // Only the tier says how bad it is, so that two marks on one card never disagree.
    ...(isShort && { tone: stock.tier === 'red' ? 'alarm' : 'warning' }),
  };
}

/** On which day it is gone, whether arrivals are included, and what follows. */
function goneTexts(of: GapView, { stock, costs }: { stock: StockView; costs: boolean }, language: Language): string[] {
  const words = stockTexts[language];
  const { stockOutOn, gapDays } = of;
  if (stockOutOn === null) return stock.arrivals.length > 0 ? [words.neverGone] : [];
  const helped = stock.arrivals.some(({ sellableOn }) => sellableOn <= stockOutOn);
  const gone = (helped ? words.goneWithArrivals : words.goneOn)(dayText(stockOutOn, language));
  if (!costs || gapDays === 0) return [gone];
  if (gapDays === null) return [gone, words.noArrival];
  return [gone, words.gap(daysCount(gapDays, language), lostText(of, stock.currency, language))];
}

function lostText({ lostUnits, lostMoney }: GapView, currency: string, language: Language): string {
  if (!lostUnits) return '';
  const words = stockTexts[language];
  return words.lost(units(lostUnits)) + (lostMoney === null ? '' : words.lostWorth(money(lostMoney, currency)));
}

function suggestionFact(
  label: string,
  suggestion: SuggestionView | null,
  language: Language,
  note = '',
): Fact | undefined {
  return suggestion ? { label, value: suggestionText(suggestion, language) + note } : undefined;
}

/** Says that the suggestion follows the answer; empty before an answer. */
function answeredText({ answer }: StockView, language: Language): string {
  if (answer === null) return '';
  const words = stockTexts[language];
  const until = answer.until === null ? '' : words.until(dayText(answer.until, language));
  return words.asAnswered(natureWords[answer.nature][language], until);
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

/** "known only up to Tue 27 Jan, 35 days ago: import newer sales before you rely on these numbers". */
export function oldSalesText({ through, days }: OldSales, language: Language): string {
  return stockTexts[language].oldSales(dayText(through, language), daysCount(days, language));
}

function oldSalesFact(stock: StockView | null, language: Language): Fact | undefined {
  if (!stock?.oldSales) return undefined;
  return { label: stockTexts[language].sales, value: oldSalesText(stock.oldSales, language), tone: 'warning' };
}

/** Goods that should have come by now: they are asked about, and count nowhere. */
function overdueFact({ overdue }: StockView, language: Language): Fact | undefined {
  if (!overdue) return undefined;
  const words = stockTexts[language];
  const value = words.overdueValue(
    units(overdue.units),
    dayText(overdue.since, language),
    daysCount(overdue.days, language),
  );
  return { label: words.overdue, value, tone: 'warning' };
}

function orderByFact({ orderBy }: StockView, language: Language): Fact | undefined {
  if (!orderBy) return undefined;
  const words = stockTexts[language];
  const write = orderBy.isPast ? words.tooLate : words.orderByValue;
  return { label: words.orderBy, value: write(dayText(orderBy.day, language), modeText(orderBy.mode, language)) };
}

function inboundFact(stock: StockView, language: Language): Fact | undefined {
  if (stock.inbound === null && stock.onOrder === null) return undefined;
  const words = stockTexts[language];
  const known = (count: number | null) => (count === null ? words.notReported : units(count));
  return { label: words.inbound, value: words.inboundValue(known(stock.inbound), known(stock.onOrder)) };
}
