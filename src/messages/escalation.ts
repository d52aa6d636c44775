// Tells a manager that answers are missing: one message for each manager and moment, a row for each case.

import { type Language, texts } from '../lib/language.ts';
import type { UrgentMeans } from '../policy/policy.ts';
import { facts, heading, limits, list, mentions, message, personName, small, table, text } from './blocks.ts';
import { answerButton } from './case-buttons.ts';
import { daysCount, lengthText, shortMoment } from './format.ts';
import { deviationText, skuText, storeText, whatHappened } from './headline.ts';
import type { MessageKind, StepContent } from './kind.ts';
import type { Block, Inline, Message } from './message.ts';
import type { CaseView, PersonView, TeamView } from './views.ts';

export interface EscalationRow {
  case: CaseView;
  overdueMinutes: number;
}

const escalationTexts = texts({
  en: {
    one: (number: string, what: string, who: string) => `No answer on ${number}: ${what}, asked of ${who}`,
    several: (count: number, who: string) => `${count} forms without an answer, asked of ${who}`,
    late: (title: string) => `Late: ${title}`,
    nobody: 'nobody',
    first: ', the deadline has passed without an answer. Please make sure it comes, or answer yourself.',
    further: (level: number) => `, there is still no answer (escalation ${level}). Please decide.`,
    everyone: ' Nobody in charge could be reached: if you can, please answer.',
    lateNote: 'The service was down when this was due; it is sent once, now.',
    columns: ['Case', 'SKU', 'Deviation', 'Asked of', 'Due', 'Overdue', 'Stock lasts'],
    acknowledged: (name: string) => `${name} (on it)`,
    unknown: '–',
    actions: 'What you can do',
    assign: (caseId: number): Inline[] => ['Hand over: ', { command: `assign ${caseId} @colleague` }],
    snooze: (caseId: number): Inline[] => [
      'Pause with a reason: ',
      { command: `snooze ${caseId} tomorrow 11:00 waiting for the factory` },
    ],
    rest: (count: number) => `… ${count} more in the table above only.`,
    separator: ', ',
  },
  zh: {
    one: (number, what, who) => `${number} 未答复：${what}，处理人：${who}`,
    several: (count, who) => `${count} 张表单到点未答复，处理人：${who}`,
    late: (title) => `【补发】${title}`,
    nobody: '暂无',
    first: ' 已到截止时间仍无答复，请督促处理人，或直接代为答复。',
    further: (level) => ` 仍无答复（第 ${level} 级升级），请做决定。`,
    everyone: ' 找不到可接手的负责人，请知情的同事答复。',
    lateNote: '到点时系统停机，恢复后补发，仅此一次。',
    columns: ['单号', 'SKU', '偏离', '处理人', '截止', '逾期', '库存可卖'],
    acknowledged: (name) => `${name}（已认领）`,
    unknown: '–',
    actions: '你可以',
    assign: (caseId) => ['转派：', { command: `assign ${caseId} @同事` }],
    snooze: (caseId) => ['暂缓并写明原因：', { command: `snooze ${caseId} 明天11:00 等工厂确认交期` }],
    rest: (count) => `… 其余 ${count} 张只列在上表。`,
    separator: '、',
  },
});

interface EscalationView {
  to: readonly PersonView[];
  everyone: boolean;
  level: number;
  late: boolean;
  rows: readonly EscalationRow[];
}

export const escalationKind: MessageKind<StepContent, EscalationView> = {
  name: { en: 'escalation', zh: '升级' },
  compose: (view, { team, language }) => escalationMessage(view, team, language),
};

/** Draws somebody's attention to an escalation already posted. */
export const urgentKind: MessageKind<
  { caseIds: number[]; toId: string; level: number; means: UrgentMeans },
  EscalationView
> = {
  name: { en: 'urgent call', zh: '加急' },
  compose: escalationKind.compose,
};

/** One message to the people of one escalation level. */
function escalationMessage(input: EscalationView, team: TeamView, language: Language): Message {
  const words = escalationTexts[language];
  const rows = [...input.rows].sort((a, b) => urgency(a.case) - urgency(b.case) || b.overdueMinutes - a.overdueMinutes);
  const shown = rows.slice(0, limits.rows);
  const [first] = rows;
  return message('alarm', titleOf(rows, input.late, language), [
    text(...addressed(input, language)),
    input.late ? small(words.lateNote) : undefined,
    first && rows.length === 1 ? caseFacts(first, team, language) : escalationTable(rows, team, language),
    ...shown.map((row) => answerRow(row.case, language)),
    rows.length > shown.length ? small(words.rest(rows.length - shown.length)) : undefined,
    first ? heading(words.actions) : undefined,
    first ? list([words.assign(first.case.caseId), words.snooze(first.case.caseId)]) : undefined,
  ]);
}

function titleOf(rows: readonly EscalationRow[], late: boolean, language: Language): string {
  const words = escalationTexts[language];
  const names = [...new Set(rows.map(({ case: view }) => (view.assignee ? personName(view.assignee) : words.nobody)))];
  const who = names.slice(0, 3).join(words.separator) + (names.length > 3 ? ' …' : '');
  const [first] = rows;
  const title =
    rows.length === 1 && first
      ? words.one(first.case.number, whatHappened(first.case, language), who)
      : words.several(rows.length, who);
  return late ? words.late(title) : title;
}

function addressed(input: EscalationView, language: Language): Inline[] {
  const words = escalationTexts[language];
  if (input.everyone || input.to.length === 0) return [{ mentionAll: true }, words.everyone];
  const what = input.level > 1 ? words.further(input.level) : words.first;
  return [...mentions(input.to, words.separator), what];
}

function escalationTable(rows: readonly EscalationRow[], team: TeamView, language: Language): Block | undefined {
  const words = escalationTexts[language];
  return table(
    words.columns,
    rows.map((row) => rowCells(row, team, language)),
  );
}

function rowCells({ case: view, overdueMinutes }: EscalationRow, team: TeamView, language: Language): string[] {
  const words = escalationTexts[language];
  return [
    view.number,
    `${skuText(view)} · ${storeText(view)}`,
    deviationText(view, language),
    assigneeText(view, language),
    view.answerDueAt === null ? words.unknown : shortMoment(view.answerDueAt, team),
    lengthText(overdueMinutes, language),
    view.stock?.countdownDays == null ? words.unknown : daysCount(view.stock.countdownDays, language),
  ];
}

/** A single case as facts instead of a table with one row. */
function caseFacts(row: EscalationRow, team: TeamView, language: Language): Block | undefined {
  const { columns } = escalationTexts[language];
  const cells = rowCells(row, team, language);
  return facts(...columns.map((label, i) => ({ label, value: cells[i] ?? '' })).slice(1));
}

/** A table cannot hold buttons: each case gets a short row with one. */
function answerRow(view: CaseView, language: Language): Block {
  return {
    type: 'row',
    text: [{ strong: view.number }, ` ${skuText(view)} ${deviationText(view, language)}`],
    detail: [],
    button: answerButton(view, language),
  };
}

function assigneeText(view: CaseView, language: Language): string {
  const words = escalationTexts[language];
  if (!view.assignee) return words.nobody;
  const name = personName(view.assignee);
  return view.acknowledgedBy ? words.acknowledged(name) : name;
}

/** Soonest to run out first; unknown last. */
function urgency(view: CaseView): number {
  return view.stock?.countdownDays ?? Number.MAX_SAFE_INTEGER;
}
