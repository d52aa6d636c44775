// The plan of one SKU: the stock, how long it lasts, what to order from whom and by which transport. Suggestions, never
// orders. Chats and the SKU's page show the same sections, each with the formulas behind its numbers.

import { type Language, texts } from '../lib/language.ts';
import { facts, heading, message, small, text } from './blocks.ts';
import { clean } from './clean.ts';
import { daysCount, dayText, units } from './format.ts';
import { formulaText } from './formula-texts.ts';
import type { Block, Message } from './message.ts';
import { basisSection } from './plan-basis.ts';
import { channelSection } from './plan-channels.ts';
import { dispatchSection, transportSections } from './plan-freight.ts';
import { forecastSection, lacksSection, orderSection, supplierSection } from './plan-order.ts';
import { promotionSection } from './plan-promotions.ts';
import { stockSection } from './plan-stock.ts';
import { lastingSection, leadSection, safetySection } from './plan-time.ts';
import type { FormulaLine, PlanSection, PlanView } from './plan-view.ts';
import { oldSalesText, tierTone } from './stock-lines.ts';
import { suggestionText } from './suggestion-text.ts';
import type { TeamView } from './views.ts';

const planTexts = texts({
  en: {
    title: (sku: string, said: string) => `Plan for ${sku}: ${said}`,
    lasts: (days: string) => `stock for ${days}`,
    outNow: 'out of stock',
    send: (units: string) => `send ${units} from local`,
    order: (units: string) => `order ${units}`,
    noOrder: 'nothing to order',
    unknown: 'stock not known',
    separator: ', ',
    oldSales: (said: string) => `Sales are ${said}. `,
    pace: (days: string) => `At the pace of the last three days the stock lasts ${days}. `,
    usual: (day: string) => `At the usual rate it is gone on ${day}. `,
    forecast: (day: string) => `By people’s forecast it is gone on ${day}. `,
    suggested: (what: string) => `Suggestion: ${what}. `,
    dispatched: (what: string) => `From the local warehouse: ${what}. `,
    advice: 'Suggestions only: nothing is ordered or sent.',
    why: (command: string) => [{ command }, ' shows every formula with its numbers.'],
    whyTitle: (sku: string) => `Formulas behind the plan for ${sku}`,
    noFormulas: 'Nothing can be computed yet.',
    formula: (how: string, sum: string) => `${how}: ${sum}`,
  },
  zh: {
    title: (sku, said) => `补货计划 ${sku}：${said}`,
    lasts: (days) => `可卖 ${days}`,
    outNow: '已断货',
    send: (units) => `本地仓先发 ${units} 件`,
    order: (units) => `建议补 ${units} 件`,
    noOrder: '暂不需要补货',
    unknown: '库存未知',
    separator: '，',
    oldSales: (said) => `销量数据${said}。`,
    pace: (days) => `按近三天的销量还能卖 ${days}。`,
    usual: (day) => `按平日销量 ${day}断货。`,
    forecast: (day) => `按人工预测 ${day}断货。`,
    suggested: (what) => `建议：${what}。`,
    dispatched: (what) => `本地仓先发：${what}。`,
    advice: '以上只是建议，系统不会下单或发货。',
    why: (command) => [{ command }, ' 查看每个数字的公式。'],
    whyTitle: (sku) => `补货计划的公式 ${sku}`,
    noFormulas: '目前还没有可以计算的数字。',
    formula: (how, sum) => `${how}：${sum}`,
  },
});

/** Every section that has something to say, most wanted first. */
export function planSections(view: PlanView, team: TeamView, language: Language): PlanSection[] {
  return [
    stockSection(view, team, language),
    basisSection(view, language),
    lastingSection(view, language),
    dispatchSection(view, language),
    ...transportSections(view, language),
    channelSection(view, language),
    promotionSection(view, language),
    orderSection(view, language),
    supplierSection(view, language),
    forecastSection(view, language),
    safetySection(view, language),
    leadSection(view, language),
    lacksSection(view, language),
  ].filter((section) => section !== undefined);
}

/** The plan as a message; with `why`, the formulas behind it instead. */
export function planMessage(
  view: PlanView,
  { team, language, why }: { team: TeamView; language: Language; why: boolean },
): Message {
  const words = planTexts[language];
  const sections = planSections(view, team, language);
  const code = clean(view.sku, 40);
  if (why) {
    return message('plain', words.whyTitle(`${code} · ${clean(view.storeName, 24)}`), [
      ...sections.flatMap(({ title, formulas }) => [
        formulas.length === 0 ? undefined : heading(title),
        formulaFacts(formulas, language),
      ]),
      sections.every(({ formulas }) => formulas.length === 0) ? text(words.noFormulas) : undefined,
    ]);
  }
  const title = words.title(`${code} · ${clean(view.storeName, 24)}`, titleText(view, language));
  return message(tierTone(view.stock.tier), title, [
    text(planSummary(view, language)),
    ...sections.flatMap((section) => [heading(section.title), ...section.blocks]),
    small(...words.why(`plan ${code} why`)),
  ]);
}

/** The sentence that says what to do. */
export function planSummary({ stock }: PlanView, language: Language): string {
  const words = planTexts[language];
  const out = (stock.available ?? 1) <= 0;
  const goneAt = stock.expected.length > 0 ? words.forecast : words.usual;
  return [
    stock.oldSales ? words.oldSales(oldSalesText(stock.oldSales, language)) : '',
    out || stock.countdownDays === null ? '' : words.pace(daysCount(stock.countdownDays, language)),
    out || stock.stockOutOn === null ? '' : goneAt(dayText(stock.stockOutOn, language)),
    stock.dispatch ? words.dispatched(suggestionText(stock.dispatch, language)) : '',
    stock.suggestion ? words.suggested(suggestionText(stock.suggestion, language)) : '',
    words.advice,
  ].join('');
}

/** The formula of each number, with its values. */
export function formulaFacts(formulas: readonly FormulaLine[], language: Language): Block | undefined {
  const words = planTexts[language];
  return facts(
    ...formulas.map(({ of, about }) => {
      const { name, how, sum } = formulaText(of, language);
      return { label: about === undefined ? name : `${about} · ${name}`, value: words.formula(how, sum) };
    }),
  );
}

function titleText({ stock, plan }: PlanView, language: Language): string {
  const words = planTexts[language];
  const order = stock.suggestion?.units ?? plan.replenishment?.units.value;
  return [
    stock.available === null
      ? words.unknown
      : stock.available <= 0
        ? words.outNow
        : stock.countdownDays === null
          ? undefined
          : words.lasts(daysCount(stock.countdownDays, language)),
    stock.dispatch ? words.send(units(stock.dispatch.units)) : undefined,
    order === undefined ? undefined : order > 0 ? words.order(units(order)) : words.noOrder,
  ]
    .filter((part) => part !== undefined)
    .join(words.separator);
}
