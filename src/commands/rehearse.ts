// `rehearse [--days 60]`: how many forms each policy would have asked for. It takes seconds, so a chat is answered at
// once and told the result when it is there; a terminal waits for it.

import type { Context } from '../context.ts';
import { UserError } from '../errors.ts';
import { newestDay } from '../rehearsal/load-past.ts';
import { rehearsedDays } from '../rehearsal/rehearse.ts';
import { askRehearsal } from '../store/rehearsals.ts';
import { requireRight } from '../team/rights.ts';
import { parseDayCount } from './args/numbers.ts';
import type { Command } from './command.ts';
import { done, expectNoMore } from './replies.ts';

export const rehearseCommand: Command = {
  name: 'rehearse',
  aliases: ['rehearsal', '试算', '策略试算'],
  usage: { zh: 'rehearse [--days 天数]', en: 'rehearse [--days DAYS]' },
  summary: {
    zh: '用自己的历史销量试算：每种策略会发多少表单',
    en: 'how many forms each policy would have asked for on your own sales',
  },
  example: { zh: 'rehearse --days 60', en: 'rehearse --days 60' },
  role: 'operator',
  run: async (ctx, { args }) => {
    const days = readRehearsedDays(args);
    await requireRehearsal(ctx);
    const { actor } = ctx;
    if (actor.kind === 'person') {
      await askRehearsal(ctx.db, { personId: actor.personId, days, askedAt: ctx.clock.now().toISOString() });
    }
    return done({
      zh: `正在用过去 ${days} 天的销量试算，几秒到一分钟后结果会私信发给你；控制台“策略试算”页有图表。试算不改动任何数据。`,
      en: `Rehearsing the last ${days} days. The result comes to you as a message in seconds, a minute at most; the console has a chart under “Rehearsal”. It changes nothing.`,
    });
  },
};

/** The days named by "--days 60", "--days=60" or "60"; 60 without a word. */
export function readRehearsedDays(words: readonly string[]): number {
  const values = words.flatMap((word) => word.replace(/^[-—–]+days=?/i, '') || []);
  const [first, ...rest] = values;
  expectNoMore(rest);
  return first === undefined ? rehearsedDays.usual : parseDayCount(first, rehearsedDays.most);
}

/** Throws UserError for whoever may not look, and where there is nothing to rehearse yet. */
export async function requireRehearsal(ctx: Context): Promise<void> {
  await requireRight(ctx, 'view', { kind: 'team' });
  if ((await newestDay(ctx)) !== undefined) return;
  throw new UserError('NO_SALES');
}
