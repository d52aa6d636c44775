// `mine`: the forms that wait for whoever asks, most urgent first.

import { personName } from '../cases/display-names.ts';
import { loadCaseViews, teamView } from '../cases/views.ts';
import type { Context } from '../context.ts';
import { type Language, texts } from '../lib/language.ts';
import { limits, message, small, text } from '../messages/blocks.ts';
import { caseRow } from '../messages/card-several.ts';
import type { Inline, Message } from '../messages/message.ts';
import type { CaseView, TeamView } from '../messages/views.ts';
import { isOverdue } from '../model/anomaly-case.ts';
import { actorName } from '../policy/actor.ts';
import { casesOwedBy } from '../store/cases.ts';
import type { Command } from './command.ts';
import { expectNoMore, said } from './replies.ts';

const mineTexts = texts({
  en: {
    none: 'No form waits for you',
    noneHint: 'New ones come to the group and are reminded of before their deadline.',
    title: (count: number, overdue: number) =>
      `${count} ${count === 1 ? 'form waits' : 'forms wait'} for you${overdue > 0 ? `, ${overdue} overdue` : ''}`,
    more: (count: number) => `… ${count} more, due later.`,
    how: ['Answer with the button, or type ', { command: 'answer NUMBER' }, '.'] as Inline[],
    of: (name: string) => `Forms of ${name}.`,
  },
  zh: {
    none: '你没有待填的表单',
    noneHint: '有新的会发到群里，截止前会提醒你。',
    title: (count, overdue) => `你有 ${count} 张表单待答复${overdue > 0 ? `，其中 ${overdue} 张已逾期` : ''}`,
    more: (count) => `… 还有 ${count} 张，截止更晚。`,
    how: ['点按钮填写，或发送 ', { command: 'answer 编号' }, '。'],
    of: (name) => `${name} 的表单。`,
  },
});

export const mineCommand: Command = {
  name: 'mine',
  aliases: ['我的', '我的待办', '待办', '待填'],
  usage: { zh: 'mine', en: 'mine' },
  summary: { zh: '我待答复的表单和截止时间', en: 'my open forms with their deadlines' },
  example: { zh: 'mine', en: 'mine' },
  role: 'operator',
  run: async (ctx, { args, language, surface }) => {
    expectNoMore(args);
    return said(await mineMessage(ctx, language, surface === 'terminal'));
  },
};

async function mineMessage(ctx: Context, language: Language, named: boolean): Promise<Message> {
  const personId = actorName(ctx.actor);
  const owed = await casesOwedBy(ctx.db, personId);
  const urgent = owed.slice(0, limits.rows).map((each) => each.id);
  const views = new Map((await loadCaseViews(ctx, urgent)).map((view) => [view.caseId, view]));
  const now = ctx.clock.now();
  const open = {
    urgent: urgent.map((id) => views.get(id)).filter((view) => view !== undefined),
    count: owed.length,
    overdue: owed.filter((each) => isOverdue(each, now)).length,
    ...(named ? { of: personName(ctx.policy, personId) ?? personId } : {}),
  };
  return openFormsMessage(open, teamView(ctx), language);
}

/** The forms that wait for somebody: the most urgent of them in rows, how many there are, how many are overdue. */
export function openFormsMessage(
  open: { urgent: readonly CaseView[]; count: number; overdue: number; of?: string },
  team: TeamView,
  language: Language,
): Message {
  const words = mineTexts[language];
  const { urgent, count, overdue, of } = open;
  const whose = of === undefined ? undefined : small(words.of(of));
  if (count === 0) return message('good', words.none, [text(words.noneHint), whose]);
  return message(overdue > 0 ? 'alarm' : 'warning', words.title(count, overdue), [
    ...urgent.map((view) => caseRow(view, { common: null, store: true, team, language })),
    count > urgent.length ? small(words.more(count - urgent.length)) : undefined,
    small(...words.how),
    whose,
  ]);
}
