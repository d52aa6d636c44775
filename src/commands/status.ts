// `status`: the day in numbers: forms asked, answered, owed and overdue, and whether each store's sales are in.

import { teamView } from '../cases/views.ts';
import type { FeedReport } from '../doctor/feeds.ts';
import { type TodayReport, todayReport } from '../doctor/today.ts';
import { type Language, texts } from '../lib/language.ts';
import { facts, heading, message } from '../messages/blocks.ts';
import { clean } from '../messages/clean.ts';
import { dayText, momentText } from '../messages/format.ts';
import type { Message, Tone } from '../messages/message.ts';
import type { TeamView } from '../messages/views.ts';
import type { Command } from './command.ts';
import { expectNoMore, said } from './replies.ts';

const statusTexts = texts({
  en: {
    title: (day: string, owed: number, overdue: number) =>
      `${day}: ${owed === 0 ? 'no form waits' : `${owed} ${owed === 1 ? 'form waits' : 'forms wait'}`}${overdue > 0 ? `, ${overdue} overdue` : ''}`,
    today: 'Today',
    todayValue: (asked: number, answered: number, escalated: number) =>
      `asked ${asked}, answered ${answered}${escalated > 0 ? `, escalated ${escalated}` : ''}`,
    now: 'Now',
    nowValue: (owed: number, taken: number, overdue: number, paused: number) =>
      `waiting ${owed} (taken ${taken}), overdue ${overdue}${paused > 0 ? `, paused ${paused}` : ''}`,
    tiers: 'Running out',
    tiersValue: (red: number, orange: number, yellow: number) => `red ${red}, orange ${orange}, yellow ${yellow}`,
    feeds: 'Sales data',
    in: (day: string) => `in through ${day}`,
    waiting: (last: string, day: string, by: string) => `through ${last}; ${day} expected${by}`,
    by: (moment: string) => ` by ${moment}`,
    late: (last: string, day: string) => `late: through ${last}, ${day} is missing`,
    never: 'nothing yet',
    held: (day: string) => `; ${day} set aside, looks cut short`,
    lateStock: (day: string) => `; last stock report ${day}`,
  },
  zh: {
    title: (day, owed, overdue) =>
      `${day}：${owed === 0 ? '没有待答复' : `待答复 ${owed} 张`}${overdue > 0 ? `，逾期 ${overdue} 张` : ''}`,
    today: '今天',
    todayValue: (asked, answered, escalated) =>
      `发出 ${asked} 张，答复 ${answered} 张${escalated > 0 ? `，升级 ${escalated} 次` : ''}`,
    now: '当前',
    nowValue: (owed, taken, overdue, paused) =>
      `待答复 ${owed}（已认领 ${taken}），逾期 ${overdue}${paused > 0 ? `，暂缓 ${paused}` : ''}`,
    tiers: '库存预警',
    tiersValue: (red, orange, yellow) => `红 ${red}，橙 ${orange}，黄 ${yellow}`,
    feeds: '销量数据',
    in: (day) => `已到 ${day}`,
    waiting: (last, day, by) => `到 ${last}，等待 ${day}${by}`,
    by: (moment) => `（应在 ${moment} 前到）`,
    late: (last, day) => `迟到：只到 ${last}，缺 ${day}`,
    never: '还没有数据',
    held: (day) => `；${day}疑似不完整，已暂存`,
    lateStock: (day) => `；最近的库存报表 ${day}`,
  },
});

export const statusCommand: Command = {
  name: 'status',
  aliases: ['状态', '今天', '今日', '进度'],
  usage: { zh: 'status', en: 'status' },
  summary: { zh: '今天的表单和数据情况', en: 'today in numbers: forms and feeds' },
  example: { zh: 'status', en: 'status' },
  role: 'operator',
  run: async (ctx, { args, language }) => {
    expectNoMore(args);
    return said(statusMessage(await todayReport(ctx), teamView(ctx), language));
  },
};

/** The day in numbers. */
export function statusMessage(report: TodayReport, team: TeamView, language: Language): Message {
  const words = statusTexts[language];
  const { day, forms, tiers, feeds } = report;
  const { asked, answered, open, overdue, acknowledged, snoozed, escalated } = forms;
  return message(toneOf(overdue, feeds), words.title(dayText(day, language), open, overdue), [
    facts(
      { label: words.today, value: words.todayValue(asked, answered, escalated) },
      {
        label: words.now,
        value: words.nowValue(open, acknowledged, overdue, snoozed),
        ...(overdue > 0 && { tone: 'alarm' as const }),
      },
      { label: words.tiers, value: words.tiersValue(tiers.red, tiers.orange, tiers.yellow) },
    ),
    heading(words.feeds),
    facts(
      ...feeds.map((feed) => ({
        label: clean(feed.storeName, 24),
        value: feedText(feed, team, language),
        ...(isGood(feed) ? {} : { tone: 'warning' as const }),
      })),
    ),
  ]);
}

function feedText(feed: FeedReport, team: TeamView, language: Language): string {
  const words = statusTexts[language];
  const setAside = feed.quarantinedDay === null ? '' : words.held(dayText(feed.quarantinedDay, language));
  const held = setAside + (feed.lateStock ? words.lateStock(dayText(feed.lateStock.reportedOn, language)) : '');
  if (feed.lastGoodDay === null) return words.never + held;
  const last = dayText(feed.lastGoodDay, language);
  const expected = dayText(feed.expectedDay, language);
  if (feed.standing === 'in') return words.in(last) + held;
  if (feed.standing === 'late') return words.late(last, expected) + held;
  const by = feed.expectedBy === null ? '' : words.by(momentText(feed.expectedBy.toISOString(), team, language));
  return words.waiting(last, expected, by) + held;
}

function toneOf(overdue: number, feeds: readonly FeedReport[]): Tone {
  if (overdue > 0) return 'alarm';
  return feeds.every(isGood) ? 'good' : 'warning';
}

function isGood(feed: FeedReport): boolean {
  return (feed.standing === 'in' || feed.standing === 'waiting') && feed.quarantinedDay === null;
}
