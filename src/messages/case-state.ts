// The state of a case in words: the tag before its title, who has it, why it is asked again, how it ended.

import { type Language, texts } from '../lib/language.ts';
import { personName } from './blocks.ts';
import { clean } from './clean.ts';
import { dayText, lastingMoment, percent, units } from './format.ts';
import { latestDay } from './headline.ts';
import type { Inline, Tone } from './message.ts';
import type { CaseView, PersonView, PromiseView, ReopenReason, TeamView } from './views.ts';
import { natureWords, resolutionWords } from './words.ts';

const maxRemark = 300;

const stateTexts = texts({
  en: {
    tag: (tag: string) => `[${tag}] `,
    tags: {
      withdrawn: 'Withdrawn',
      answered: 'Answered',
      closed: 'Closed',
      overdue: 'Overdue',
      returned: 'Returned',
      reopened: 'Asked again',
      supplement: 'Late find',
    },
    withdrawn: (day: string, from: string, to: string, percent: string) =>
      `The data of ${day} changed: ${from} became ${to}, now ${percent}. Nothing needs to be answered.`,
    withdrawnPlain: 'The data changed; nothing needs to be answered.',
    closed: (resolution: string) => `Closed: ${resolution}.`,
    acknowledged: ' is on it. The deadline is unchanged.',
    overdue: 'The deadline has passed',
    escalated: '; now also with ',
    end: '.',
    snoozed: (until: string, reason: string) => `Reminders paused until ${until}: ${reason}`,
    noReason: 'no reason given',
    supplement: 'Only the corrected data show that this day crossed the line.',
    returned: (by: string) => `${by} returned the answer: `,
    theManager: 'The manager',
    pleaseComplete: 'please complete it and send it again',
    oneOff: (day: string) => `You said one-off; it is ${day} and sales are still out.`,
    dayNumber: (count: number) => `day ${count}`,
    stillOutLater: 'some days later',
    shortTerm: (until: string) => `You said it would last until ${until}; sales are still out.`,
    notBack: (until: string) => `You said it would be back on sale by ${until}; it is still out of stock.`,
    stillOut: (nature: string) => `The earlier answer (${nature}) no longer explains it: sales are still out.`,
    noNature: 'no lasting cause named',
    worse: 'It has become materially worse since the earlier answer.',
    not_ordered:
      'You said that goods would be ordered or hurried; no order and no shipment shows it yet. Please say what happened.',
    fourteen_days: 'It has gone on for fourteen days without an answer that calls it lasting.',
    deputy: 'You are asked as the deputy of the owner, who is on leave.',
    store_owner: "The SKU has no owner: asked of the store's owner.",
    manager: 'Asked of the manager, because nobody below is available.',
    reassigned: 'Handed over to you.',
    nobody: 'Nobody is in charge of this SKU: if you know it, please answer.',
    separator: ', ',
  },
  zh: {
    tag: (tag) => `【${tag}】`,
    tags: {
      withdrawn: '已撤销',
      answered: '已答复',
      closed: '已关闭',
      overdue: '逾期',
      returned: '退回重填',
      reopened: '再次提问',
      supplement: '补报',
    },
    withdrawn: (day, from, to, percent) => `${day}数据已更正：${from} 改为 ${to}，现偏离 ${percent}，无需答复。`,
    withdrawnPlain: '数据已更正，无需答复。',
    closed: (resolution) => `已关闭：${resolution}。`,
    acknowledged: ' 已认领，截止时间不变。',
    overdue: '已过截止时间',
    escalated: '，已升级给 ',
    end: '。',
    snoozed: (until, reason) => `暂缓提醒至 ${until}，原因：${reason}`,
    noReason: '未填写',
    supplement: '数据更正后才发现该日越线，补报一次。',
    returned: (by) => `${by} 退回了答复：`,
    theManager: '主管',
    pleaseComplete: '请补充完整后重新提交',
    oneOff: (day) => `上次答复为“一次性”，${day}仍然偏离。`,
    dayNumber: (count) => `现在已是第 ${count} 天，`,
    stillOutLater: '几天过去',
    shortTerm: (until) => `上次答复说持续到 ${until}，过后仍然偏离。`,
    notBack: (until) => `上次答复说 ${until} 恢复可售，目前仍断货。`,
    stillOut: (nature) => `上次答复（${nature}）已解释不了现状：销量仍然偏离。`,
    noNature: '未说明为持续',
    worse: '比上次答复时明显恶化。',
    not_ordered: '上次答复说要补货或加急，但采购单和货件里至今没有看到。请说明进展。',
    fourteen_days: '已持续 14 天，还没有“持续”的结论。',
    deputy: '负责人休假，由你作为代理人答复。',
    store_owner: '该 SKU 没有负责人，由店铺负责人答复。',
    manager: '下级无人可答，由主管答复。',
    reassigned: '已转派给你处理。',
    nobody: '该 SKU 无人负责，请知情的同事答复。',
    separator: '、',
  },
});

/** "[Overdue] " or "【逾期】": the tag before the title; empty for a fresh case. */
export function stateTag(view: CaseView, language: Language): string {
  const words = stateTexts[language];
  const state = stateOf(view);
  return state === undefined ? '' : words.tag(words.tags[state]);
}

/** Colour of a card: green when done, red when late or out of control. */
export function caseTone(view: CaseView): Tone {
  if (view.status === 'answered') return 'good';
  if (view.status === 'closed') return view.answer ? 'good' : 'plain';
  const grave = view.overdue || view.formKind === 'out_of_stock' || view.stock?.tier === 'red';
  return grave || latestDay(view)?.surge === true ? 'alarm' : 'warning';
}

/** Lines about an answer that is still owed: who has it, lateness, pauses, why it is asked (again). */
export function owedLines(view: CaseView, team: TeamView, language: Language): Inline[][] {
  const words = stateTexts[language];
  return [
    reopenedLine(view, language),
    view.supplement ? [words.supplement] : [],
    view.assignedBecause === 'owner' ? [] : [words[view.assignedBecause]],
    view.acknowledgedBy ? [personName(view.acknowledgedBy) + words.acknowledged] : [],
    overdueLine(view, language),
    snoozedLine(view, team, language),
  ].filter((line) => line.length > 0);
}

/** How a case ended that was closed without an answer. */
export function closedLine(view: CaseView, language: Language): string {
  const words = stateTexts[language];
  if (view.resolution !== 'withdrawn') return words.closed(resolutionWords[view.resolution ?? 'no_answer'][language]);
  if (!view.withdrawn) return words.withdrawnPlain;
  const { day, oldUnits, newUnits, deviation } = view.withdrawn;
  return words.withdrawn(dayText(day, language), units(oldUnits), units(newUnits), percent(deviation));
}

/** Why a form is asked again although it had been answered. */
export function brokenPromise(because: ReopenReason, promise: PromiseView, language: Language): string {
  const words = stateTexts[language];
  if (because !== 'still_out') return words[because];
  if (promise.nature === 'one_off')
    return words.oneOff(promise.dayNumber === null ? words.stillOutLater : words.dayNumber(promise.dayNumber));
  if (promise.nature === null && promise.until !== null) return words.notBack(dayText(promise.until, language));
  if (promise.nature === 'short_term' && promise.until !== null)
    return words.shortTerm(dayText(promise.until, language));
  return words.stillOut(promise.nature === null ? words.noNature : natureWords[promise.nature][language]);
}

/** "Wu Min returned the answer: …". */
export function returnedText(by: PersonView | null, remark: string | null, language: Language): Inline[] {
  const words = stateTexts[language];
  const what = remark === null ? words.pleaseComplete : clean(remark, maxRemark);
  return [words.returned(by ? personName(by) : words.theManager), { strong: what }];
}

/** How long reminders are paused, and why. */
export function snoozedText(until: string, reason: string | null, at: { team: TeamView; language: Language }): string {
  const words = stateTexts[at.language];
  const why = reason === null ? words.noReason : clean(reason, maxRemark);
  return words.snoozed(lastingMoment(until, at.team, at.language), why);
}

function stateOf(view: CaseView): keyof typeof stateTexts.en.tags | undefined {
  if (view.status === 'closed' && view.resolution === 'withdrawn') return 'withdrawn';
  if (view.status === 'answered' || (view.status === 'closed' && view.answer)) return 'answered';
  if (view.status === 'closed') return 'closed';
  if (view.overdue) return 'overdue';
  if (view.reopened) return view.reopened.because === 'returned' ? 'returned' : 'reopened';
  return view.supplement ? 'supplement' : undefined;
}

function reopenedLine(view: CaseView, language: Language): Inline[] {
  if (!view.reopened) return [];
  const { because, by, remark, promise } = view.reopened;
  return because === 'returned'
    ? returnedText(by, remark, language)
    : [{ strong: brokenPromise(because, promise, language) }];
}

function overdueLine(view: CaseView, language: Language): Inline[] {
  if (!view.overdue) return [];
  const words = stateTexts[language];
  if (view.escalatedTo.length === 0) return [{ strong: words.overdue }, words.end];
  const names = view.escalatedTo.map(personName).join(words.separator);
  return [{ strong: words.overdue }, words.escalated + names + words.end];
}

function snoozedLine(view: CaseView, team: TeamView, language: Language): Inline[] {
  if (view.snoozedUntil === null || Date.parse(view.snoozedUntil) <= Date.parse(team.now)) return [];
  return [snoozedText(view.snoozedUntil, view.snoozeReason, { team, language })];
}
