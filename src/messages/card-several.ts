// One card for several cases of one owner: a row for each SKU with its own answer button, and "same cause for these".
// On platforms with forms inside messages, each case's form follows its row.

import { formFor } from '../forms/index.ts';
import { type Language, texts } from '../lib/language.ts';
import { isAnswerOwed } from '../model/anomaly-case.ts';
import { answerLine } from './answer-lines.ts';
import { askSeveralLine } from './ask.ts';
import { buttons, limits, message, personName, small, text } from './blocks.ts';
import { answerButton, caseButton } from './case-buttons.ts';
import { caseTone, closedLine, owedLines } from './case-state.ts';
import { clean } from './clean.ts';
import { deadlineReason, deadlineText } from './deadline.ts';
import { whyText } from './evidence.ts';
import { formBlock } from './form-block.ts';
import { daysCount, fixedMoment } from './format.ts';
import { deviationText, latestDay, skuText, storeText, whatHappened } from './headline.ts';
import type { AlsoCase, Block, FormPlace, Inline, Message, Tone } from './message.ts';
import type { CaseView, TeamView } from './views.ts';

const namedInTitle = 3;

const severalTexts = texts({
  en: {
    title: (count: number, named: string, store: string) => `${count} SKUs deviate: ${named} · ${store}`,
    done: (count: number, named: string, store: string) => `[Answered] ${count} SKUs: ${named} · ${store}`,
    stores: (count: number) => `${count} stores`,
    others: ' …',
    named: (sku: string, deviation: string) => `${sku} ${deviation}`,
    allDone: (count: number) => `All ${count} answered.`,
    until: (deadline: string) => `by ${deadline}`,
    countdown: (days: string) => `stock for ${days}`,
    answered: (line: string, who: string, when: string) => `✓ ${line} (${who}, ${when})`,
    more: (count: number): Inline[] => [`… ${count} more: `, { command: 'mine' }],
    separator: ', ',
    detailSeparator: ' · ',
  },
  zh: {
    title: (count, named, store) => `${count} 个 SKU 销量异常：${named} · ${store}`,
    done: (count, named, store) => `【已答复】${count} 个 SKU：${named} · ${store}`,
    stores: (count) => `${count} 个店铺`,
    others: ' …',
    named: (sku, deviation) => `${sku} ${deviation}`,
    allDone: (count) => `${count} 个都已答复。`,
    until: (deadline) => `${deadline}前`,
    countdown: (days) => `库存可卖 ${days}`,
    answered: (line, who, when) => `✓ ${line}（${who}，${when}）`,
    more: (count) => [`… 还有 ${count} 个，查看待填表单：`, { command: 'mine' }],
    separator: '、',
    detailSeparator: ' · ',
  },
});

/**
 * The card of several cases, those that still need an answer first. With `forms: "in-message"` it holds all their forms and
 * all buttons that open one: the renderer decides how many fit.
 */
export function severalCard(
  views: readonly CaseView[],
  team: TeamView,
  language: Language,
  { forms }: { forms?: FormPlace } = {},
): Message {
  const words = severalTexts[language];
  const ordered = [...views].sort(byUrgency);
  const owed = ordered.filter(isAnswerOwed);
  const first = owed[0];
  const shown = ordered.slice(0, limits.rows);
  const stores = new Set(views.map((view) => view.storeId));
  return message(toneOf(ordered), titleOf(ordered, language), [
    first
      ? text(...askSeveralLine(first, { left: owed.length, count: ordered.length }, { team, language }))
      : text(words.allDone(ordered.length)),
    first ? small(deadlineReason(first, team, language)) : undefined,
    ...shown.flatMap((view) => [
      caseRow(view, { common: first?.answerDueAt ?? null, store: stores.size > 1, team, language }),
      forms === 'in-message' && isAnswerOwed(view) ? formBlock(view, sameCauseCases(view, ordered, false)) : undefined,
    ]),
    ordered.length > shown.length ? small(...words.more(ordered.length - shown.length)) : undefined,
    first && owed.length > 1 ? buttons(caseButton(first, 'same_cause', language)) : undefined,
  ]);
}

/**
 * A case as one row: what happened, its state or evidence in small, the answer button while an answer is owed.
 * `common` is the deadline that the message already names, `store` whether the row must name its store.
 */
export function caseRow(
  view: CaseView,
  { common, store, team, language }: { common: string | null; store: boolean; team: TeamView; language: Language },
): Block {
  const owed = isAnswerOwed(view);
  return {
    type: 'row',
    text: [{ strong: whatHappened(view, language) }, ` · ${view.number}${store ? ` · ${storeText(view)}` : ''}`],
    detail: owed ? owedDetail(view, common, { team, language }) : [doneDetail(view, team, language)],
    button: owed ? answerButton(view, language) : caseButton(view, 'open', language),
  };
}

function owedDetail(
  view: CaseView,
  common: string | null,
  { team, language }: { team: TeamView; language: Language },
): Inline[] {
  const words = severalTexts[language];
  const latest = latestDay(view);
  const facts = [
    latest?.evidence ? whyText(latest, latest.evidence, language) : undefined,
    view.stock?.countdownDays == null ? undefined : words.countdown(daysCount(view.stock.countdownDays, language)),
    view.answerDueAt === common ? undefined : words.until(deadlineText(view, team, language)),
  ].filter((each) => each !== undefined);
  const evidence = facts.length > 0 ? [[facts.join(words.detailSeparator)]] : [];
  const lines: Inline[][] = [...evidence, ...owedLines(view, team, language)];
  return lines.flatMap((line, index) => (index === 0 ? line : [words.detailSeparator, ...line]));
}

function doneDetail(view: CaseView, team: TeamView, language: Language): string {
  if (!view.answer) return closedLine(view, language);
  const line = answerLine(view.answer, formFor(view.answer.formKind), language);
  const when = fixedMoment(view.answer.at, team, language);
  return severalTexts[language].answered(line, personName(view.answer.by), when);
}

function titleOf(ordered: readonly CaseView[], language: Language): string {
  const words = severalTexts[language];
  const owed = ordered.filter(isAnswerOwed);
  const named = (owed.length > 0 ? owed : ordered)
    .slice(0, namedInTitle)
    .map((view) => words.named(skuText(view), deviationText(view, language)))
    .join(words.separator);
  const rest = ordered.length > namedInTitle ? words.others : '';
  const stores = new Set(ordered.map((view) => view.storeId));
  const [only] = ordered;
  const store = stores.size === 1 && only ? storeText(only) : words.stores(stores.size);
  return (owed.length > 0 ? words.title : words.done)(ordered.length, named + rest, store);
}

function toneOf(views: readonly CaseView[]): Tone {
  const tones = views.map(caseTone);
  return (['alarm', 'warning', 'good'] as const).find((tone) => tones.includes(tone)) ?? 'plain';
}

/** Unanswered first, then by deadline, then by size of the deviation. */
function byUrgency(a: CaseView, b: CaseView): number {
  const owed = Number(isAnswerOwed(b)) - Number(isAnswerOwed(a));
  if (owed !== 0) return owed;
  const due = (view: CaseView) => (view.answerDueAt === null ? Number.MAX_VALUE : Date.parse(view.answerDueAt));
  const size = (view: CaseView) => Math.abs(latestDay(view)?.deviation ?? 0);
  return due(a) - due(b) || size(b) - size(a) || a.caseId - b.caseId;
}

/** The other cases among `ofCard` that wait for the same kind of answer; `checked` says whether they are ticked. */
export function sameCauseCases(view: CaseView, ofCard: readonly CaseView[], checked: boolean): AlsoCase[] {
  if (!isAnswerOwed(view)) return [];
  return ofCard
    .filter((other) => other.caseId !== view.caseId && isAnswerOwed(other) && other.formKind === view.formKind)
    .map(({ caseId, number, sku, skuName }) => ({
      caseId,
      label: [number, sku, skuName].flatMap((each) => (each ? [clean(each, 60)] : [])).join(' · '),
      checked,
    }));
}
