// A note in the thread of a card: one event of the case in one sentence.

import { type Language, texts } from '../lib/language.ts';
import type { Resolution } from '../model/anomaly-case.ts';
import { mentions, message, personName, text } from './blocks.ts';
import { brokenPromise, returnedText, snoozedText } from './case-state.ts';
import { clean } from './clean.ts';
import { deadlineText } from './deadline.ts';
import { dayText, percent, units } from './format.ts';
import { latestDay, skuText } from './headline.ts';
import type { MessageKind } from './kind.ts';
import type { Inline, Message, Tone } from './message.ts';
import type { CaseView, PersonView, PromiseView, ReopenReason, RestatedView, TeamView } from './views.ts';
import { resolutionWords } from './words.ts';

export type NoteEvent =
  | { event: 'acknowledged'; by: PersonView }
  | { event: 'continued'; dayNumber: number; deviation: number }
  | { event: 'grown'; restated: RestatedView }
  | { event: 'withdrawn'; restated: RestatedView }
  | { event: 'reopened'; because: ReopenReason; promise: PromiseView }
  | { event: 'returned'; by: PersonView; remark: string }
  | { event: 'approval_asked'; to: PersonView[]; late: boolean }
  | { event: 'approved'; by: PersonView }
  | { event: 'reassigned'; by: PersonView | null; to: PersonView; because: CaseView['assignedBecause'] }
  | { event: 'snoozed'; by: PersonView; until: string; reason: string }
  | { event: 'escalated'; to: PersonView[]; level: number; late: boolean }
  | { event: 'reminded'; to: PersonView; beforeDeadline: boolean }
  | { event: 'closed'; resolution: Resolution }
  | { event: 'no_owner'; to: PersonView | null };

const noteTexts = texts({
  en: {
    title: (number: string, sku: string, what: string) => `${number} ${sku}: ${what}`,
    titles: {
      acknowledged: 'acknowledged',
      continued: 'still out',
      grown: 'corrected data, larger deviation',
      withdrawn: 'withdrawn',
      reopened: 'asked again',
      returned: 'answer returned',
      approved: 'proposal approved',
      approval_asked: 'waits for approval',
      reassigned: 'handed over',
      snoozed: 'reminders paused',
      escalated: 'escalated',
      reminded: 'reminder',
      closed: 'closed',
      no_owner: 'no owner',
    },
    acknowledged: ' is on it. The deadline is unchanged: ',
    continued: (day: number, deviation: string) =>
      `Day ${day}: ${deviation}. It belongs to this form; there is no second one.`,
    grown: (day: string, from: string, to: string, percent: string) =>
      `The data of ${day} were corrected from ${from} to ${to}: now ${percent}. This form stays valid.`,
    withdrawn: (day: string, from: string, to: string, percent: string) =>
      `The data of ${day} were corrected from ${from} to ${to}: now ${percent}, below the line. Nothing needs to be answered.`,
    turned: (day: string, from: string, to: string, percent: string) =>
      `The data of ${day} were corrected from ${from} to ${to}: now ${percent}, the other way. This form needs no answer any more.`,
    askedUntil: ' Please answer again by ',
    approved: ' approved the proposal.',
    approvalAsked: (number: string) => `${number} is above the limit and waits for approval by `,
    approvalAskedLate: (number: string) =>
      `Late, the service was down when it was due: ${number} waits for approval by `,
    reassigned: ' now has this case',
    reassignedBy: (who: string) => `, handed over by ${who}`,
    because: {
      owner: '',
      deputy: ', as deputy of the owner on leave',
      store_owner: ", as the store's owner: the SKU has none",
      manager: ', as manager: nobody below is available',
      reassigned: '',
      nobody: '',
    },
    due: (deadline: string) => `. Due ${deadline}.`,
    snoozedBy: (who: string) => ` (${who})`,
    escalated: (number: string) => `No answer by the deadline. ${number} now goes to `,
    escalatedLate: (number: string) => `Late, the service was down when it was due: ${number} goes to `,
    everybody: 'everybody in this group',
    reminded: ', a reminder: please answer by ',
    overdueReminded: ', the deadline has passed and the answer is still missing: it was due ',
    end: '.',
    closed: (resolution: string) => `Closed: ${resolution}.`,
    noOwner: 'Nobody is entered as owner of this SKU. Held by ',
    noOwnerNobody:
      'Nobody is entered as owner of this SKU, and nobody else could be found. Enter an owner in the owners file.',
    enterOwner: ' until an owner is entered.',
    separator: ', ',
  },
  zh: {
    title: (number, sku, what) => `${number} ${sku}：${what}`,
    titles: {
      acknowledged: '已认领',
      continued: '仍在偏离',
      grown: '数据更正，偏离变大',
      withdrawn: '已撤销',
      reopened: '再次提问',
      returned: '答复被退回',
      approved: '建议已批准',
      approval_asked: '待审批',
      reassigned: '已转派',
      snoozed: '暂缓提醒',
      escalated: '已升级',
      reminded: '提醒',
      closed: '已关闭',
      no_owner: '无负责人',
    },
    acknowledged: ' 已认领，截止时间不变：',
    continued: (day, deviation) => `第 ${day} 天：${deviation}。并入本表单，不再另发。`,
    grown: (day, from, to, percent) => `${day}数据更正：${from} 改为 ${to}，现偏离 ${percent}，本表单继续有效。`,
    withdrawn: (day, from, to, percent) =>
      `${day}数据更正：${from} 改为 ${to}，现偏离 ${percent}，已不越线，无需答复。`,
    turned: (day, from, to, percent) =>
      `${day}数据更正：${from} 改为 ${to}，现偏离 ${percent}，方向已反转，本表单无需答复。`,
    askedUntil: ' 请重新答复，截止',
    approved: ' 已批准该补货建议。',
    approvalAsked: (number) => `${number} 金额超过限额，已提交审批：`,
    approvalAskedLate: (number) => `补发（到点时系统停机）：${number} 金额超过限额，提交审批：`,
    reassigned: ' 现在负责本异常单',
    reassignedBy: (who) => `，由 ${who} 转派`,
    because: {
      owner: '',
      deputy: '（负责人休假，代理）',
      store_owner: '（该 SKU 没有负责人，由店铺负责人处理）',
      manager: '（下级无人可答，由主管处理）',
      reassigned: '',
      nobody: '',
    },
    due: (deadline) => `，截止${deadline}。`,
    snoozedBy: (who) => `（${who}）`,
    escalated: (number) => `到截止时间仍无答复，${number} 升级给 `,
    escalatedLate: (number) => `补发（到点时系统停机）：${number} 升级给 `,
    everybody: '全群',
    reminded: ' 提醒：请答复，截止',
    overdueReminded: ' 已过截止时间，仍缺答复，原截止',
    end: '。',
    closed: (resolution) => `已关闭：${resolution}。`,
    noOwner: '该 SKU 没有登记负责人，暂由 ',
    noOwnerNobody: '该 SKU 没有登记负责人，也找不到可接手的人。请在负责人表中登记。',
    enterOwner: ' 处理，请尽快登记负责人。',
    separator: '、',
  },
});

export const noteKind: MessageKind<{ caseId: number; note: NoteEvent }, { case: CaseView; note: NoteEvent }> = {
  name: { en: 'note', zh: '进展' },
  compose: (view, at) => noteMessage(view.case, view.note, at),
};

/** The note of one event. */
function noteMessage(
  view: CaseView,
  note: NoteEvent,
  { team, language }: { team: TeamView; language: Language },
): Message {
  const words = noteTexts[language];
  const title = words.title(view.number, skuText(view), words.titles[note.event]);
  return message(toneOf(note), title, [
    text(...noteText(view, note, { team, language })),
    note.event === 'reopened' || note.event === 'returned' ? text(...askAgain(view, team, language)) : undefined,
  ]);
}

function noteText(
  view: CaseView,
  note: NoteEvent,
  { team, language }: { team: TeamView; language: Language },
): Inline[] {
  const words = noteTexts[language];
  const due: Inline = { strong: deadlineText(view, team, language) };
  switch (note.event) {
    case 'acknowledged':
      return [...people([note.by], language), words.acknowledged, due, words.end];
    case 'continued':
      return [words.continued(note.dayNumber, percent(note.deviation))];
    case 'grown':
    case 'withdrawn': {
      const { day, oldUnits, newUnits, deviation } = note.restated;
      const against = view.direction === 'up' ? -deviation : deviation;
      // Over the threshold of the other direction the sales did not return: they turned.
      const threshold = latestDay(view)?.evidence?.threshold[view.direction === 'up' ? 'down' : 'up'];
      const turned = note.event === 'withdrawn' && threshold !== undefined && against >= threshold;
      return [
        words[turned ? 'turned' : note.event](
          dayText(day, language),
          units(oldUnits),
          units(newUnits),
          percent(deviation),
        ),
      ];
    }
    case 'reopened':
      return [{ strong: brokenPromise(note.because, note.promise, language) }];
    case 'returned':
      return returnedText(note.by, note.remark, language);
    case 'approved':
      return [...people([note.by], language), words.approved];
    case 'approval_asked': {
      const opening = note.late ? words.approvalAskedLate : words.approvalAsked;
      const to = note.to.length > 0 ? people(note.to, language) : [words.everybody];
      return [opening(view.number), ...to, words.end];
    }
    case 'reassigned': {
      const by = note.by ? words.reassignedBy(personName(note.by)) : words.because[note.because];
      const deadline = deadlineText(view, team, language);
      return [...people([note.to], language), words.reassigned, by, words.due(deadline)];
    }
    case 'snoozed':
      return [snoozedText(note.until, note.reason, { team, language }), words.snoozedBy(personName(note.by))];
    case 'escalated': {
      const opening = note.late ? words.escalatedLate : words.escalated;
      const to = note.to.length > 0 ? people(note.to, language) : [words.everybody];
      return [opening(view.number), ...to, words.end];
    }
    case 'reminded':
      return [
        ...people([note.to], language),
        note.beforeDeadline ? words.reminded : words.overdueReminded,
        due,
        words.end,
      ];
    case 'closed':
      return [words.closed(clean(resolutionWords[note.resolution][language], 60))];
    case 'no_owner':
      return note.to ? [words.noOwner, ...people([note.to], language), words.enterOwner] : [words.noOwnerNobody];
  }
}

function askAgain(view: CaseView, team: TeamView, language: Language): Inline[] {
  const words = noteTexts[language];
  const who = view.assignee ? people([view.assignee], language) : [];
  return [...who, words.askedUntil, { strong: deadlineText(view, team, language) }, words.end];
}

function people(who: readonly PersonView[], language: Language): Inline[] {
  return mentions(who, noteTexts[language].separator);
}

function toneOf(note: NoteEvent): Tone {
  switch (note.event) {
    case 'approved':
    case 'withdrawn':
      return 'good';
    case 'escalated':
    case 'no_owner':
      return 'alarm';
    case 'reopened':
    case 'returned':
    case 'grown':
    case 'reminded':
    case 'approval_asked':
      return 'warning';
    default:
      return 'plain';
  }
}
