// `summary`: the weekly inventory summary on demand: this week so far, with the stock as it stands now.

import { teamView } from '../cases/views.ts';
import type { Context } from '../context.ts';
import { addDays, dayIn, weekdayOf } from '../lib/day.ts';
import type { Language } from '../lib/language.ts';
import { compose } from '../messages/index.ts';
import type { WeeklyView } from '../messages/weekly-view.ts';
import { replyFileId, saveAttachment } from '../store/attachments.ts';
import { gatherWeekly } from '../summary/gather-weekly.ts';
import { weeklyFiles } from '../summary/weekly-files.ts';
import type { Command } from './command.ts';
import { expectNoMore, said } from './replies.ts';

export const summaryCommand: Command = {
  name: 'summary',
  aliases: ['周报', '汇总', '库存周报'],
  usage: { zh: 'summary', en: 'summary' },
  summary: { zh: '随时查看本周库存周报', en: 'the weekly inventory summary as of now' },
  example: { zh: 'summary', en: 'summary' },
  role: 'operator',
  run: async (ctx, { args, language, surface }) => {
    expectNoMore(args);
    const today = dayIn(ctx.policy.team.zone, ctx.clock.now());
    const weekly = await gatherWeekly(ctx, addDays(today, 1 - weekdayOf(today)), false);
    const shown = surface === 'chat' ? await withFiles(ctx, weekly, language) : weekly;
    return said(compose({ kind: 'weekly', team: teamView(ctx), weekly: shown }, language));
  },
};

async function withFiles(ctx: Context, weekly: WeeklyView, language: Language): Promise<WeeklyView> {
  const { view, files } = await weeklyFiles(ctx, weekly, { id: replyFileId(), language });
  for (const file of files) await saveAttachment(ctx.db, file, ctx.clock.now());
  return view;
}
