// A reminder to the person who owes answers: which ones, by when, and what happens otherwise.

import { type Language, texts } from '../lib/language.ts';
import { limits, mentions, message, small, text } from './blocks.ts';
import { caseRow } from './card-several.ts';
import { deadlineText } from './deadline.ts';
import { lengthText } from './format.ts';
import { skuText, whatHappened } from './headline.ts';
import type { MessageKind } from './kind.ts';
import type { Inline, Message } from './message.ts';
import type { CaseView, PersonView, TeamView } from './views.ts';

const reminderTexts = texts({
  en: {
    one: (left: string, number: string, what: string) => `${left} to answer ${number}: ${what}`,
    several: (left: string, count: number, named: string) => `${left} to answer ${count} forms: ${named}`,
    oneOverdue: (length: string, number: string, what: string) => `Overdue for ${length}: ${number}, ${what}`,
    severalOverdue: (length: string, count: number, named: string) =>
      `${count} forms overdue for up to ${length}: ${named}`,
    oneDue: (number: string, what: string) => `Due now: ${number}, ${what}`,
    severalDue: (count: number, named: string) => `Due now: ${count} forms (${named})`,
    left: (length: string) => `${length} left`,
    due: ', please answer by ',
    passed: ', the deadline has passed: ',
    thenUp: '. An unanswered form goes to your manager then.',
    stillUp: '. It has gone up; an answer ends that.',
    more: (count: number): Inline[] => [`… ${count} more: `, { command: 'mine' }],
    separator: ', ',
  },
  zh: {
    one: (left, number, what) => `${left}：请答复 ${number} ${what}`,
    several: (left, count, named) => `${left}：有 ${count} 张表单待答复（${named}）`,
    oneOverdue: (length, number, what) => `已逾期 ${length}：${number} ${what}`,
    severalOverdue: (length, count, named) => `${count} 张表单逾期，最久 ${length}（${named}）`,
    oneDue: (number, what) => `已到截止时间：${number} ${what}`,
    severalDue: (count, named) => `已到截止时间：${count} 张表单（${named}）`,
    left: (length) => `还剩 ${length}`,
    due: ' 请在',
    passed: ' 已过截止时间 ',
    thenUp: '前答复，否则到时升级给主管。',
    stillUp: '，已升级，答复后即停止催办。',
    more: (count) => [`… 还有 ${count} 张，查看待填表单：`, { command: 'mine' }],
    separator: '、',
  },
});

interface ReminderView {
  to: PersonView;
  cases: readonly CaseView[];
  beforeDeadline: boolean;
}

export const reminderKind: MessageKind<{ caseIds: number[]; toId: string; beforeDeadline: boolean }, ReminderView> = {
  name: { en: 'reminder', zh: '提醒' },
  compose: (view, { team, language }) => reminderMessage(view, team, language),
};

/** A reminder about cases whose deadline is near (`beforeDeadline`) or has passed. */
function reminderMessage({ to, cases, beforeDeadline }: ReminderView, team: TeamView, language: Language): Message {
  const words = reminderTexts[language];
  const ordered = [...cases].sort((a, b) => dueAt(a) - dueAt(b) || a.caseId - b.caseId);
  const first = ordered[0];
  const shown = ordered.slice(0, limits.rows);
  return message(beforeDeadline ? 'warning' : 'alarm', titleOf(ordered, { beforeDeadline, team, language }), [
    text(
      ...mentions([to], ''),
      beforeDeadline ? words.due : words.passed,
      first ? { strong: deadlineText(first, team, language) } : undefined,
      beforeDeadline ? words.thenUp : words.stillUp,
    ),
    ...shown.map((view) => caseRow(view, { common: first?.answerDueAt ?? null, store: true, team, language })),
    ordered.length > shown.length ? small(...words.more(ordered.length - shown.length)) : undefined,
  ]);
}

function titleOf(
  ordered: readonly CaseView[],
  { beforeDeadline, team, language }: { beforeDeadline: boolean; team: TeamView; language: Language },
): string {
  const words = reminderTexts[language];
  const [first] = ordered;
  if (!first) return '';
  const minutes = Math.abs(dueAt(first) - Date.parse(team.now)) / 60_000;
  const length = lengthText(minutes, language);
  const dueNow = !beforeDeadline && minutes < 1;
  if (ordered.length === 1) {
    const what = whatHappened(first, language);
    if (dueNow) return words.oneDue(first.number, what);
    return beforeDeadline
      ? words.one(words.left(length), first.number, what)
      : words.oneOverdue(length, first.number, what);
  }
  const named = ordered.slice(0, 3).map(skuText).join(words.separator) + (ordered.length > 3 ? ' …' : '');
  if (dueNow) return words.severalDue(ordered.length, named);
  return beforeDeadline
    ? words.several(words.left(length), ordered.length, named)
    : words.severalOverdue(length, ordered.length, named);
}

function dueAt(view: CaseView): number {
  return view.answerDueAt === null ? Number.MAX_SAFE_INTEGER : Date.parse(view.answerDueAt);
}
