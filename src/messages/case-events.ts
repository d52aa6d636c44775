// Entries of a case's log as lines: when, what, who, with which remark. Pure.

import type { Bilingual, Language } from '../lib/language.ts';
import { clean } from './clean.ts';
import { fixedMoment } from './format.ts';
import type { Inline } from './message.ts';
import type { TeamView } from './views.ts';

/** One thing that happened to a case. */
export interface CaseEvent {
  at: Date;
  event: string;
  /** Name of the person; null for the program itself. */
  who: string | null;
  round: number;
  /** A remark or reason that the person gave. */
  remark: string | null;
}

/** The name of each log event; an event without one is shown by its code. */
export const eventWords: Readonly<Record<string, Bilingual>> = {
  opened: { zh: '发出表单', en: 'form posted' },
  no_owner: { zh: '没有负责人', en: 'no owner' },
  continued: { zh: '异常延续', en: 'still deviating' },
  grown: { zh: '数据更正，偏离变大', en: 'restated, larger' },
  day_dropped: { zh: '数据更正，该日不再异常', en: 'restated, a day less' },
  acknowledged: { zh: '认领', en: 'acknowledged' },
  answered: { zh: '提交答复', en: 'answered' },
  corrected: { zh: '更正答复', en: 'answer corrected' },
  approval_asked: { zh: '提交审批', en: 'approval asked' },
  approved: { zh: '批准', en: 'approved' },
  plan_seen: { zh: '采购或货件已跟上', en: 'order or shipment seen' },
  plan_unknown: { zh: '没有采购单和货件数据，未核对', en: 'no lists to check the plan against' },
  returned: { zh: '退回', en: 'returned' },
  reopened: { zh: '再次提问', en: 'asked again' },
  reminded: { zh: '提醒', en: 'reminded' },
  reminder_skipped: { zh: '略过过期提醒', en: 'stale reminder skipped' },
  deadline_missed: { zh: '逾期未答', en: 'deadline missed' },
  nagged: { zh: '逾期催办', en: 'reminded, overdue' },
  nag_skipped: { zh: '略过过期催办', en: 'stale reminder skipped' },
  escalated: { zh: '升级', en: 'escalated' },
  reassigned: { zh: '转派', en: 'handed over' },
  snoozed: { zh: '暂缓', en: 'paused' },
  woken: { zh: '暂缓结束', en: 'pause over' },
  withdrawn: { zh: '撤销', en: 'withdrawn' },
  closed: { zh: '关闭', en: 'closed' },
};

/** "Tue 3 Mar 10:00 handed over · Wu Min · round 2: please look". */
export function eventLine(entry: CaseEvent, team: TeamView, language: Language): Inline[] {
  const what = eventWords[entry.event]?.[language] ?? clean(entry.event, 40);
  const who = entry.who === null ? '' : ` · ${clean(entry.who, 40)}`;
  const round = entry.round > 1 ? roundText(entry.round, language) : '';
  const remark = entry.remark === null ? '' : `${language === 'zh' ? '：' : ': '}${clean(entry.remark, 200)}`;
  return [`${fixedMoment(entry.at.toISOString(), team, language)} `, { strong: what }, who + round + remark];
}

function roundText(round: number, language: Language): string {
  return language === 'zh' ? ` · 第 ${round} 轮` : ` · round ${round}`;
}
