// The weekly summary's part about answers: how each owner answered, causes, decisions and their outcomes.

import { type Language, texts } from '../lib/language.ts';
import { heading, list, personName, table, text } from './blocks.ts';
import { actionText, causeText } from './choice-words.ts';
import { clean } from './clean.ts';
import { lengthText, share, shortDay, units } from './format.ts';
import type { Block } from './message.ts';
import type { WeeklyView } from './weekly-view.ts';

const answerTexts = texts({
  en: {
    disciplineHeading: 'Answers',
    noForms: 'No form was opened this week.',
    discipline: (forms: number, inTime: number, share: string) =>
      `${forms} forms, ${inTime} answered in time (${share})`,
    lateForms: (count: number) => `, ${count} late`,
    openForms: (count: number) => `, ${count} still open`,
    escalated: (count: number) => `, ${count} escalated`,
    median: (length: string) => `. Median time to answer: ${length} of working time`,
    ownerColumns: ['Owner', 'Forms', 'In time', 'Late', 'Open', 'Escalated', 'Median'],
    causesHeading: 'Causes',
    directions: { up: 'up', down: 'down' },
    cause: (cause: string, direction: string, count: number) => `${cause} (${direction}): ${count}`,
    decisionsHeading: 'Decisions and outcomes',
    decisionColumns: ['Case', 'SKU', 'Decision', 'Suggested', 'By', 'Who', 'Today'],
    outcomes: { not_due: 'not due yet', in_stock: 'in stock', out_of_stock: 'out of stock', unknown: 'unknown' },
  },
  zh: {
    disciplineHeading: '答复情况',
    noForms: '本周没有发出表单。',
    discipline: (forms, inTime, share) => `发出 ${forms} 张，按时答复 ${inTime} 张（${share}）`,
    lateForms: (count) => `，迟交 ${count}`,
    openForms: (count) => `，未答复 ${count}`,
    escalated: (count) => `，升级 ${count}`,
    median: (length) => `。答复用时中位数（工作时间）${length}`,
    ownerColumns: ['负责人', '表单', '按时', '迟交', '未答', '升级', '中位用时'],
    causesHeading: '原因',
    directions: { up: '上涨', down: '下跌' },
    cause: (cause, direction, count) => `${cause}（${direction}）：${count}`,
    decisionsHeading: '决策与结果',
    decisionColumns: ['单号', 'SKU', '决策', '建议量', '到货期限', '决策人', '现状'],
    outcomes: { not_due: '未到期', in_stock: '有货', out_of_stock: '断货', unknown: '未知' },
  },
});

/** Discipline, causes and decisions; each only when there is something to say. */
export function answerSections(weekly: WeeklyView, language: Language): (Block | undefined)[] {
  return [
    ...disciplineSection(weekly, language),
    ...causesSection(weekly, language),
    ...decisionsSection(weekly, language),
  ];
}

function disciplineSection(weekly: WeeklyView, language: Language): (Block | undefined)[] {
  const words = answerTexts[language];
  const { discipline } = weekly;
  if (discipline.forms === 0) return [heading(words.disciplineHeading), text(words.noForms)];
  const line = [
    words.discipline(discipline.forms, discipline.inTime, share(discipline.inTime / discipline.forms)),
    discipline.late > 0 ? words.lateForms(discipline.late) : '',
    discipline.open > 0 ? words.openForms(discipline.open) : '',
    discipline.escalated > 0 ? words.escalated(discipline.escalated) : '',
    discipline.medianMinutes === null ? '' : words.median(lengthText(discipline.medianMinutes, language)),
    language === 'zh' ? '。' : '.',
  ].join('');
  const owners = discipline.byOwner.map((each) => [
    personName(each.owner),
    units(each.forms),
    units(each.inTime),
    units(each.late),
    units(each.open),
    units(each.escalated),
    each.medianMinutes === null ? '–' : lengthText(each.medianMinutes, language),
  ]);
  return [heading(words.disciplineHeading), text(line), table(words.ownerColumns, owners)];
}

function causesSection(weekly: WeeklyView, language: Language): (Block | undefined)[] {
  if (weekly.causes.length === 0) return [];
  const words = answerTexts[language];
  const items = weekly.causes.map(({ cause, direction, count }) =>
    words.cause(causeText(cause, direction, language), words.directions[direction], count),
  );
  return [heading(words.causesHeading), list(items)];
}

function decisionsSection(weekly: WeeklyView, language: Language): (Block | undefined)[] {
  if (weekly.decisions.length === 0) return [];
  const words = answerTexts[language];
  const rows = weekly.decisions.map((each) => [
    each.number,
    clean(each.sku, 40),
    [actionText(each.action, language), each.quantity === null ? '' : units(each.quantity)].join(' ').trim(),
    each.suggested === null ? '–' : units(each.suggested),
    each.arriveBy === null ? '–' : shortDay(each.arriveBy),
    personName(each.by),
    words.outcomes[each.outcome],
  ]);
  return [heading(words.decisionsHeading), table(words.decisionColumns, rows)];
}
