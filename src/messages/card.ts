// The card of a case: what happened, what must be answered by when, evidence, stock, buttons. It is edited as the case
// moves on, so it also shows who has it, lateness, the answer, or why it was withdrawn. On platforms with forms inside
// messages the form follows the evidence.

import { formFor } from '../forms/index.ts';
import { type Language, texts } from '../lib/language.ts';
import { isAnswerOwed } from '../model/anomaly-case.ts';
import { answeredText, answerFacts } from './answer-lines.ts';
import { approvalLine } from './approval.ts';
import { askLine } from './ask.ts';
import { buttons, facts, heading, image, list, mentions, message, small, table, text } from './blocks.ts';
import { severalCard } from './card-several.ts';
import { caseButtons } from './case-buttons.ts';
import { caseTone, closedLine, owedLines, stateTag } from './case-state.ts';
import { clean } from './clean.ts';
import { deadlineReason } from './deadline.ts';
import { evidenceFacts, soldFact } from './evidence.ts';
import { formBlock } from './form-block.ts';
import { expected, percent, units } from './format.ts';
import { headline, latestDay, storeText } from './headline.ts';
import type { MessageKind } from './kind.ts';
import type { Block, FormBlock, FormPlace, Message } from './message.ts';
import { questionsFor } from './questions.ts';
import { changedText, stockFacts, stockMoment } from './stock-lines.ts';
import type { CaseView, TeamView } from './views.ts';

const cardTexts = texts({
  en: {
    chart: (what: string) => `Sales of the last five weeks and the stock ahead. ${what}`,
    skuColumns: ['SKU', 'Sold', 'Usual', 'Deviation'],
    skus: 'SKUs of the store',
    class: (name: string) => `class ${name}`,
  },
  zh: {
    chart: (what) => `近五周销量和库存推算。${what}`,
    skuColumns: ['SKU', '卖出', '平日', '偏离'],
    skus: '店内 SKU 情况',
    class: (name) => `${name} 类`,
  },
});

export const cardKind: MessageKind<{ cardId: number }, { cases: CaseView[] }> = {
  name: { en: 'card', zh: '卡片' },
  compose({ cases }, at) {
    const [only, ...others] = cases;
    const { team, language } = at;
    return only && others.length === 0 ? caseCard(only, team, language, at) : severalCard(cases, team, language, at);
  },
};

/** The card of one case in its current state; with `forms: "in-message"` it holds the form while an answer is owed. */
export function caseCard(
  view: CaseView,
  team: TeamView,
  language: Language,
  { forms }: { forms?: FormPlace } = {},
): Message {
  const title = stateTag(view, language) + headline(view, language);
  const form = forms === 'in-message' && isAnswerOwed(view) ? formBlock(view, []) : undefined;
  const body = isAnswerOwed(view) ? owedBlocks(view, form, { team, language }) : doneBlocks(view, team, language);
  return message(caseTone(view), title, [
    ...body,
    form,
    buttons(...caseButtons(view, language)),
    small(footer(view, language)),
  ]);
}

/** Evidence and stock of a case, the questions to ask oneself, the chart. */
function evidenceBlocks(
  view: CaseView,
  form: FormBlock | undefined,
  { team, language }: { team: TeamView; language: Language },
): (Block | undefined)[] {
  const words = cardTexts[language];
  const wholeStore = view.formKind === 'store_wide';
  const stock = wholeStore ? [] : stockFacts(view.stock, language);
  return [
    facts(...evidenceFacts(view, latestDay(view), language), ...stock),
    wholeStore ? undefined : small(stockMoment(view.stock, team, language)),
    view.changed ? small(changedText(view.changed, language)) : undefined,
    view.skus.length > 0 ? heading(words.skus) : undefined,
    skuTable(view, language),
    ...questionBlocks(view, form, language),
    image(view.chartId, words.chart(headline(view, language))),
  ];
}

/** "SW-1042 · Amazon US · Water bottle black · class A". */
function footer(view: CaseView, language: Language): string {
  const parts = [
    view.number,
    storeText(view),
    view.skuName === null ? undefined : clean(view.skuName, 60),
    view.class === null ? undefined : cardTexts[language].class(clean(view.class, 4)),
  ];
  return parts.filter((part) => part !== undefined).join(' · ');
}

function owedBlocks(
  view: CaseView,
  form: FormBlock | undefined,
  at: { team: TeamView; language: Language },
): (Block | undefined)[] {
  const { team, language } = at;
  return [
    text(...askLine(view, team, language)),
    small(deadlineReason(view, team, language)),
    ...owedLines(view, team, language).map((line) => text(...line)),
    ...evidenceBlocks(view, form, at),
  ];
}

/** A finished card keeps what happened and how it ended; the evidence stays one click away. */
function doneBlocks(view: CaseView, team: TeamView, language: Language): (Block | undefined)[] {
  const latest = latestDay(view);
  const sold = latest ? soldFact(latest, language) : undefined;
  if (!view.answer) return [text(closedLine(view, language)), facts(sold)];
  const filled = answerFacts(view.answer, formFor(view.answer.formKind), ['cause', 'proposal'], language);
  return [
    text(...mentions([view.answer.by], ''), answeredText(view.answer, view, team, language)),
    facts(...filled, sold),
    text(...approvalLine(view, language)),
  ];
}

/** A surge's checks are ticks in its form: with the form on the card they are not repeated. */
function questionBlocks(view: CaseView, form: FormBlock | undefined, language: Language): (Block | undefined)[] {
  if (form?.fields.some(({ part }) => part === 'checks')) return [];
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
