// The card of a case: what happened, what is wanted until when, the evidence, the stock, what to click. Edited as the
// case moves on, so it also says who has it, that it is late, what was answered, or that the data took it back.

import { formFor } from '../forms/index.ts';
import type { Language } from '../lib/language.ts';
import { answeredText, answerFacts } from './answer-lines.ts';
import { buttons, facts, heading, image, list, mentions, message, small, table, text } from './blocks.ts';
import { caseButtons } from './case-buttons.ts';
import { caseTone, closedLine, owedLines, stateTag } from './case-state.ts';
import { clean } from './clean.ts';
import { deadlineReason, deadlineText } from './deadline.ts';
import { evidenceFacts } from './evidence.ts';
import { expected, percent, units } from './format.ts';

import { headline, latestDay, storeText } from './headline.ts';
import type { Block, Inline, Message } from './message.ts';
import { questionsFor } from './questions.ts';
import { staleText, stockFacts } from './stock-lines.ts';
import { texts } from './texts.ts';
import type { CaseView, TeamView } from './views.ts';

const cardTexts = texts({
  en: {
    ask: ', please answer by ',
    askNobody: 'Please answer by ',
    whatIsAsked: {
      surge: ': cause, stock status, replenishment proposal.',
      drop: ': cause, stock status, replenishment proposal.',
      store_wide: ': outage, deal day or data fault?',
      out_of_stock: ': why it ran out and when it is back.',
      exit_signal: ': stop replenishing, make to order, or clear?',
    },
    chart: (what: string) => `Chart of the last eight weeks. ${what}`,
    skuColumns: ['SKU', 'Sold', 'Usual', 'Deviation'],
    skus: 'SKUs of the store',
    footer: (number: string, store: string, name: string) => `${number} · ${store}${name}`,
    class: (name: string) => ` · class ${name}`,
  },
  zh: {
    ask: ' 请在 ',
    askNobody: '请在 ',
    whatIsAsked: {
      surge: ' 前填写：销量原因、库存状态、补货建议。',
      drop: ' 前填写：销量原因、库存状态、补货建议。',
      store_wide: ' 前答复：系统故障、活动日，还是数据问题？',
      out_of_stock: ' 前答复：为什么断货、什么时候恢复可售。',
      exit_signal: ' 前答复：停止补货、转按单生产，还是清仓？',
    },
    chart: (what) => `近八周销量图。${what}`,
    skuColumns: ['SKU', '卖出', '平日', '偏离'],
    skus: '店内 SKU 情况',
    footer: (number, store, name) => `${number} · ${store}${name}`,
    class: (name) => ` · ${name} 类`,
  },
});

/** The card of one case in its present state. */
export function caseCard(view: CaseView, team: TeamView, language: Language): Message {
  const title = stateTag(view, language) + headline(view, language);
  return message(caseTone(view), title, [
    ...stateBlocks(view, team, language),
    ...evidenceBlocks(view, team, language),
    buttons(...caseButtons(view, language)),
    small(footer(view, language)),
  ]);
}

/** Evidence and stock of a case, as the card and the form's page show them. */
export function evidenceBlocks(view: CaseView, team: TeamView, language: Language): (Block | undefined)[] {
  const words = cardTexts[language];
  const stock = view.formKind === 'store_wide' ? [] : stockFacts(view.stock, language);
  return [
    facts(...evidenceFacts(view, latestDay(view), language), ...stock),
    view.formKind === 'store_wide' ? undefined : small(staleText(view.stock, team, language)),
    view.skus.length > 0 ? heading(words.skus) : undefined,
    skuTable(view, language),
    image(view.chartId, words.chart(headline(view, language))),
  ];
}

/** "SW-1042 · Amazon US · Water bottle black · class A". */
export function footer(view: CaseView, language: Language): string {
  const words = cardTexts[language];
  const name = view.skuName === null ? '' : ` · ${clean(view.skuName, 60)}`;
  const line = words.footer(view.number, storeText(view), name);
  return view.class === null ? line : line + words.class(clean(view.class, 4));
}

function stateBlocks(view: CaseView, team: TeamView, language: Language): (Block | undefined)[] {
  if (view.answer && (view.status === 'answered' || view.status === 'closed')) {
    const form = formFor(view.answer.formKind);
    return [
      text(...mentions([view.answer.by], ''), answeredText(view.answer, view, team, language)),
      facts(...answerFacts(view.answer, form, ['cause', 'proposal'], language)),
    ];
  }
  if (view.status === 'closed') return [text(closedLine(view, language))];
  return [
    text(...askLine(view, team, language)),
    small(deadlineReason(view, team, language)),
    ...owedLines(view, team, language).map((line) => text(...line)),
    ...questionBlocks(view, language),
  ];
}

function askLine(view: CaseView, team: TeamView, language: Language): Inline[] {
  const words = cardTexts[language];
  const who: Inline[] = view.assignee ? [...mentions([view.assignee], ''), words.ask] : [words.askNobody];
  return [...who, { strong: deadlineText(view, team, language) }, words.whatIsAsked[view.formKind]];
}

function questionBlocks(view: CaseView, language: Language): (Block | undefined)[] {
  const questions = questionsFor(view, language);
  return questions ? [heading(questions.title), list(questions.items)] : [];
}

function skuTable(view: CaseView, language: Language): Block | undefined {
  const byLoss = [...view.skus].sort((a, b) => Math.abs(b.units - b.baseline) - Math.abs(a.units - a.baseline));
  return table(
    cardTexts[language].skuColumns,
    byLoss.map((each) => [clean(each.sku, 40), units(each.units), expected(each.baseline), percent(each.deviation)]),
  );
}
