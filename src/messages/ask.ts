// Who must answer what by when: the first sentence of every open card.

import { type Language, texts } from '../lib/language.ts';
import { mentions } from './blocks.ts';
import { deadlineText } from './deadline.ts';
import type { Inline } from './message.ts';
import type { CaseView, TeamView } from './views.ts';

const askTexts = texts({
  en: {
    due: [', please answer by ', ': ', '.'],
    dueNobody: ['Please answer by ', ': ', '.'],
    late: [', this was due ', '. Please answer now: ', '.'],
    lateNobody: ['This was due ', '. Please answer now: ', '.'],
    several: [', please answer each row by ', ': ', '.'],
    severalNobody: ['Please answer each row by ', ': ', '.'],
    what: {
      surge: 'cause, stock status, replenishment proposal',
      drop: 'cause, stock status, replenishment proposal',
      store_wide: 'outage, deal day or data fault, and what is being done',
      out_of_stock: 'why it ran out and when it is back',
      exit_signal: 'stop replenishing, make to order, or clear',
    },
    all: (count: number) => `${count} forms`,
    left: (left: number, count: number) => `${left} of ${count} still open`,
  },
  zh: {
    due: [' 请在', '前填写：', '。'],
    dueNobody: ['请在', '前填写：', '。'],
    late: [' 原定', '前答复，请尽快补交：', '。'],
    lateNobody: ['原定', '前答复，请尽快补交：', '。'],
    several: [' 请在', '前逐行答复：', '。'],
    severalNobody: ['请在', '前逐行答复：', '。'],
    what: {
      surge: '销量原因、库存状态、补货建议',
      drop: '销量原因、库存状态、补货建议',
      store_wide: '是系统故障、活动日还是数据问题，以及应对措施',
      out_of_stock: '为什么断货、什么时候恢复可售',
      exit_signal: '停止补货、转按单生产，还是清仓',
    },
    all: (count) => `共 ${count} 个`,
    left: (left, count) => `${count} 个中还差 ${left} 个`,
  },
});

/** "@Li Na, please answer by today 18:00 (Fri 20 Nov): cause, stock status, replenishment proposal." */
export function askLine(view: CaseView, team: TeamView, language: Language): Inline[] {
  const words = askTexts[language];
  const named = view.assignee !== null;
  const frame = view.overdue ? (named ? words.late : words.lateNobody) : named ? words.due : words.dueNobody;
  return sentence(view, { frame, what: words.what[view.formKind] }, { team, language });
}

/** The same for several cases of one owner: how many are still open, and the earliest deadline. */
export function askSeveralLine(
  first: CaseView,
  { left, count }: { left: number; count: number },
  at: { team: TeamView; language: Language },
): Inline[] {
  const words = askTexts[at.language];
  const frame = first.assignee ? words.several : words.severalNobody;
  return sentence(first, { frame, what: left === count ? words.all(count) : words.left(left, count) }, at);
}

function sentence(
  view: CaseView,
  { frame, what }: { frame: readonly string[]; what: string },
  { team, language }: { team: TeamView; language: Language },
): Inline[] {
  const [before = '', between = '', after = ''] = frame;
  const who = view.assignee ? mentions([view.assignee], '') : [];
  return [...who, before, { strong: deadlineText(view, team, language) }, between + what + after];
}
