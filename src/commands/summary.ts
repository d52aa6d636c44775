// `summary`: the weekly inventory summary on demand: this week so far, with the stock as it stands now.

import { teamView } from '../cases/views.ts';
import { addDays, dayIn, weekdayOf } from '../lib/day.ts';
import { compose } from '../messages/compose.ts';
import { gatherWeekly } from '../summary/gather-weekly.ts';
import type { Command } from './command.ts';
import { expectNoMore, said } from './replies.ts';

export const summaryCommand: Command = {
  name: 'summary',
  aliases: ['周报', '汇总', '库存周报'],
  usage: { zh: 'summary', en: 'summary' },
  summary: { zh: '随时查看本周库存周报', en: 'the weekly inventory summary as of now' },
  example: { zh: 'summary', en: 'summary' },
  role: 'operator',
  run: async (ctx, { args, language }) => {
    expectNoMore(args);
    const today = dayIn(ctx.policy.team.zone, ctx.clock.now());
    const weekly = await gatherWeekly(ctx, addDays(today, 1 - weekdayOf(today)), false);
    return said(compose({ kind: 'weekly', team: teamView(ctx), weekly }, language));
  },
};
