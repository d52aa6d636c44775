// A plan's order: what will sell, what is missing, who should make it, and what is not known yet.

import { type Language, texts } from '../lib/language.ts';
import type { Worked } from '../rules/inventory/formulas.ts';
import type { PlanLack, RateSource } from '../rules/inventory/plan.ts';
import { facts, list, text } from './blocks.ts';
import { clean } from './clean.ts';
import { daysCount, dayText, expected, money, precise, share, units } from './format.ts';
import { formulaLines, type PlanSection, type PlanView, type SupplierView } from './plan-view.ts';
import { modeText } from './suggestion-text.ts';

const words = texts({
  en: {
    forecast: 'Forecast',
    next: (days: number) => `Next ${days} days`,
    nextValue: (units: string, mean: string) => `${units} (${mean} a day × trend)`,
    afterLead: (days: number) => `${days} days after the lead time`,
    byPeople: (units: string) => `${units} (forecast by people)`,
    byAnswer: (units: string, mean: string) => `${units} (${mean} a day, as answered)`,
    trend: 'Trend',
    rising: (percent: string, of: string) => `${of}: the last two weeks sold ${percent} more than the daily rate`,
    falling: (percent: string, of: string) => `${of}: the last two weeks sold ${percent} less than the daily rate`,
    flat: (of: string) => `${of}: the last two weeks sold at the daily rate`,
    noTrend: 'none: fewer than 14 days of sales are known',
    bounded: ', cut to the bounds of 0.7 and 1.5',
    extra: 'On top for the period',
    order: 'How much',
    gross: 'Gross need',
    net: 'Net need',
    size: 'Order',
    sizeValue: (units: string, by: string) => `${units}${by}`,
    moq: (units: string) => `minimum order ${units}`,
    casePack: (units: string) => `cases of ${units}`,
    noTerms: ' (minimum order and case pack not known)',
    raised: (list: string) => ` (${list})`,
    split: ' (two suppliers, by each one’s minimum order and cases)',
    nothing: (line: string) => `0 today: available, inbound and on order are above the reorder line (${line})`,
    counted: 'Inbound that counts',
    countedValue: (counted: string, not: string) => `${counted} (not ${not})`,
    overdue: (units: string) => `${units} overdue`,
    later: (units: string) => `${units} that arrive after the days this order covers`,
    orderBy: 'Last day to order',
    orderByValue: (day: string, mode: string) => `${day}, sent by ${mode}: later there is a gap`,
    tooLate: (day: string, mode: string) => `${day}, sent by ${mode}, was the last day without a gap`,
    rate: 'Daily rate',
    rates: {
      baseline: (rate: string) => `${rate} a day: the baseline of the verdicts`,
      mean: (rate: string) => `${rate} a day: the mean of 30 days, there is no baseline yet`,
      answer: (rate: string) => `${rate} a day: the mean since the change, as answered`,
    } satisfies Record<RateSource, (rate: string) => string>,
    suppliers: 'Suppliers',
    supplier: (name: string, tier: string) => `${name} (${tier})`,
    unitCost: (cost: string) => `${cost} each`,
    making: (days: string) => `made in ${days}`,
    because: {
      main: 'The main supplier makes it',
      backup: 'The main supplier would be late, so a backup makes it',
      split: 'A backup makes what sells until the main supplier delivers',
    },
    part: (supplier: string, units: string, day: string, cost: string) => `${supplier} ${units}, ready ${day}${cost}`,
    cost: (amount: string) => `, ${amount}`,
    lacks: 'What a suggestion still needs',
    lack: {
      stock: 'Stock: import a Manage FBA Inventory report, or inventory.csv.',
      sales: 'Sales: import All Orders reports of the last 30 days, or daily_sales.csv.',
      lead_time:
        'Lead time: import lead_times.csv with production_days and, if known, qc_days, sea_days, moq, case_pack.',
      clearance: 'Class D, no sale in 30 days: clear it, do not buy.',
    } satisfies Record<PlanLack, string>,
    between: '; ',
    separator: ', ',
    colon: ': ',
    end: '.',
  },
  zh: {
    forecast: '预测',
    next: (days) => `未来 ${days} 天`,
    nextValue: (units, mean) => `${units} 件（日均 ${mean} × 趋势）`,
    afterLead: (days) => `到货后 ${days} 天`,
    byPeople: (units) => `${units} 件（人工预测）`,
    byAnswer: (units, mean) => `${units} 件（日均 ${mean}，按答复）`,
    trend: '趋势系数',
    rising: (percent, of) => `${of}：近两周比日销口径高 ${percent}`,
    falling: (percent, of) => `${of}：近两周比日销口径低 ${percent}`,
    flat: (of) => `${of}：近两周与日销口径持平`,
    noTrend: '无：已知销量不足 14 天',
    bounded: '，已按 0.7 至 1.5 封顶',
    extra: '活动期另备',
    order: '补多少',
    gross: '毛需求',
    net: '净需求',
    size: '建议下单',
    sizeValue: (units, by) => `${units} 件${by}`,
    moq: (units) => `起订量 ${units}`,
    casePack: (units) => `整箱 ${units}`,
    noTerms: '（起订量和箱规未知）',
    raised: (list) => `（${list}）`,
    split: '（两家供应商，按各家起订量和箱规）',
    nothing: (line) => `今天 0 件：可用、在途、已下单合计高于补货点（${line}）`,
    counted: '计入的在途',
    countedValue: (counted, not) => `${counted}（不含${not}）`,
    overdue: (units) => `逾期未到 ${units} 件`,
    later: (units) => `本次订货管不到的更晚到货 ${units} 件`,
    orderBy: '最晚下单日',
    orderByValue: (day, mode) => `${day}（走${mode}），再晚就会断货`,
    tooLate: (day, mode) => `${day}（走${mode}）已过，现在下单也赶不上`,
    rate: '日销口径',
    rates: {
      baseline: (rate) => `${rate}/天：判定基线`,
      mean: (rate) => `${rate}/天：近 30 天日均（还没有基线）`,
      answer: (rate) => `${rate}/天：变化后的日均（按答复）`,
    },
    suppliers: '供应商',
    supplier: (name, tier) => `${name}（${tier} 级）`,
    unitCost: (cost) => `单价 ${cost}`,
    making: (days) => `交期 ${days}`,
    because: {
      main: '由主供应商生产',
      backup: '主供应商赶不上，改由备选生产',
      split: '备选先做一部分顶上，其余由主供应商生产',
    },
    part: (supplier, units, day, cost) => `${supplier} ${units} 件，${day}完成${cost}`,
    cost: (amount) => `，${amount}`,
    lacks: '还缺哪些数据',
    lack: {
      stock: '库存：请导入“管理亚马逊库存”报告，或 inventory.csv。',
      sales: '销量：请导入近 30 天的 All Orders 报告，或 daily_sales.csv。',
      lead_time: '周期：请导入 lead_times.csv，填 production_days，以及已知的 qc_days、sea_days、moq、case_pack。',
      clearance: 'D 类，30 天没有销量：清货，不再采购。',
    },
    between: '；',
    separator: '，',
    colon: '：',
    end: '。',
  },
});

/** What will sell, and the trend over the month. */
export function forecastSection({ plan }: PlanView, language: Language): PlanSection | undefined {
  const say = words[language];
  const { forecast, trend, extra } = plan;
  if (!forecast) return undefined;
  const size = units(forecast.value);
  const { horizonDays = 0, meanDaily = 0, givenDays, restDays = 0 } = forecast.inputs;
  const next =
    givenDays === undefined
      ? {
          label: say.next(horizonDays),
          value: (plan.answer ? say.byAnswer : say.nextValue)(size, expected(meanDaily)),
        }
      : { label: say.afterLead(givenDays + restDays), value: say.byPeople(size) };
  return {
    title: say.forecast,
    blocks: [
      facts(
        next,
        trend ? { label: say.trend, value: trendText(trend, language) } : undefined,
        extra ? { label: say.extra, value: units(extra.value) } : undefined,
      ),
    ],
    formulas: formulaLines(trend, forecast, plan.expectedRate, extra),
  };
}

/** Gross need, net need, and the order that follows. */
export function orderSection(view: PlanView, language: Language): PlanSection | undefined {
  const say = words[language];
  const { plan } = view;
  if (!plan.replenishment) return undefined;
  const { gross, inbound, shortfall, net, units: size } = plan.replenishment;
  const nothing = say.nothing(units(plan.safety?.reorderLine.value ?? 0));
  const { moq, casePack } = size.inputs;
  const isSplit = size.formula === 'order_parts';
  const terms = [
    ...(moq === undefined ? [] : [say.moq(units(moq))]),
    ...(casePack === undefined ? [] : [say.casePack(units(casePack))]),
  ];
  const by = isSplit ? say.split : terms.length > 0 ? say.raised(terms.join(say.separator)) : say.noTerms;
  return {
    title: say.order,
    blocks: [
      facts(
        plan.rate === null || plan.rateFrom === null
          ? undefined
          : { label: say.rate, value: say.rates[plan.rateFrom](expected(plan.rate)) },
        { label: say.gross, value: units(gross.value) },
        countedFact(inbound, language),
        { label: say.net, value: units(net.value) },
        { label: say.size, value: size.value === 0 ? nothing : say.sizeValue(units(size.value), by) },
        orderByFact(view, language),
      ),
    ],
    formulas: formulaLines(gross, isReduced(inbound) ? inbound : null, shortfall, net, size.value > 0 ? size : null),
  };
}

/** Does something on its way not count? */
function isReduced({ inputs }: Worked): boolean {
  return (inputs.overdue ?? 0) + (inputs.later ?? 0) > 0;
}

function countedFact(inbound: Worked, language: Language) {
  const say = words[language];
  if (!isReduced(inbound)) return undefined;
  const { overdue = 0, later = 0 } = inbound.inputs;
  const not = [...(overdue > 0 ? [say.overdue(units(overdue))] : []), ...(later > 0 ? [say.later(units(later))] : [])];
  return { label: say.counted, value: say.countedValue(units(inbound.value), not.join(say.separator)) };
}

function orderByFact({ plan: { orderBy } }: PlanView, language: Language) {
  const say = words[language];
  if (!orderBy) return undefined;
  const write = orderBy.isPast ? say.tooLate : say.orderByValue;
  return { label: say.orderBy, value: write(dayText(orderBy.day, language), modeText(orderBy.mode, language)) };
}

/** Who makes it, and each supplier's terms. */
export function supplierSection({ plan, terms }: PlanView, language: Language): PlanSection | undefined {
  const say = words[language];
  if (terms.length === 0) return undefined;
  const parts = plan.suppliers?.parts.map((part) => {
    const currency = terms.find(({ supplier }) => supplier === part.supplier)?.currency ?? '';
    const cost = part.unitCost === null ? '' : say.cost(money(part.unitCost * part.units, currency));
    return say.part(clean(part.supplier, 24), units(part.units), dayText(part.readyOn, language), cost);
  });
  return {
    title: say.suppliers,
    blocks: [
      plan.suppliers && parts
        ? text(say.because[plan.suppliers.because] + say.colon + parts.join(say.between) + say.end)
        : undefined,
      facts(...terms.map((of) => supplierFact(of, plan, language))),
    ],
    formulas: [],
  };
}

/** What to import to get a suggestion. */
export function lacksSection({ plan }: PlanView, language: Language): PlanSection | undefined {
  const say = words[language];
  if (plan.lacks.length === 0) return undefined;
  return { title: say.lacks, blocks: [list(plan.lacks.map((lack) => say.lack[lack]))], formulas: [] };
}

function trendText({ value, inputs }: { value: number; inputs: Readonly<Record<string, number>> }, language: Language) {
  const say = words[language];
  if (inputs.sold === undefined || inputs.usual === undefined) return say.noTrend;
  const change = inputs.usual === 0 ? 0 : inputs.sold / inputs.usual - 1;
  const of = precise(value);
  const percent = share(Math.round(Math.abs(change) * 100) / 100);
  const said = Math.abs(change) < 0.005 ? say.flat(of) : (change > 0 ? say.rising : say.falling)(percent, of);
  return inputs.raw !== undefined && Math.abs(inputs.raw - value) > 1e-9 ? said + say.bounded : said;
}

function supplierFact(
  { supplier, tier, moq, casePack, unitCost, currency }: SupplierView,
  plan: PlanView['plan'],
  language: Language,
) {
  const say = words[language];
  const legs = plan.legs.filter((leg) => leg.supplier === supplier);
  const days = legs.reduce((sum, leg) => sum + (leg.planned?.days ?? 0), 0);
  const value = [
    ...(legs.length === 0 ? [] : [say.making(daysCount(days, language))]),
    ...(moq === null ? [] : [say.moq(units(moq))]),
    ...(casePack === null ? [] : [say.casePack(units(casePack))]),
    ...(unitCost === null ? [] : [say.unitCost(money(unitCost, currency ?? ''))]),
  ].join(say.separator);
  const label = supplier === '' ? tier : say.supplier(clean(supplier, 24), clean(tier, 4));
  return { label, value: value === '' ? '–' : value };
}
