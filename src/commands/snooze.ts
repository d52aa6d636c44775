// `snooze`: a manager pauses a case until a moment, with a reason; it shows on the card.

import { snooze } from '../cases/snooze.ts';
import { teamView } from '../cases/views.ts';
import { lastingMoment } from '../messages/format.ts';
import { caseNumber } from '../model/anomaly-case.ts';
import { takeMoment } from './args/moments.ts';
import { parseCaseNumber } from './args/numbers.ts';
import { takeText } from './args/texts.ts';
import type { Command } from './command.ts';
import { malformed } from './malformed.ts';
import { done } from './replies.ts';

/** Longer than this is a silence, or a closed eye. */
const maxDays = 30;

export const snoozeCommand: Command = {
  name: 'snooze',
  aliases: ['暂缓', '推迟'],
  usage: { zh: 'snooze 异常单编号 时间 原因', en: 'snooze N UNTIL REASON' },
  summary: { zh: '暂缓一张异常单的提醒和升级', en: 'pause reminders and escalation of a case' },
  example: { zh: 'snooze 1042 明天10:00 等工厂确认交期', en: 'snooze 1042 tomorrow 10:00 waiting for the factory' },
  role: 'operator',
  run: async (ctx, { args }) => {
    const [number, ...words] = args;
    const caseId = parseCaseNumber(number);
    const now = ctx.clock.now();
    const { at, rest } = takeMoment(words, now, ctx.policy.team);
    if (at.getTime() - now.getTime() > maxDays * 86_400_000) {
      throw malformed({
        zh: `最多暂缓 ${maxDays} 天。要更久不提醒，请用 silence。`,
        en: `A case can be paused for ${maxDays} days at most. For longer, use silence.`,
      });
    }
    const reason = takeText(rest, { zh: '暂缓原因', en: 'reason' });
    const { answerDueAt } = await snooze(ctx, { caseId, until: at, reason });
    const team = teamView(ctx);
    const due = answerDueAt?.toISOString();
    const until = at.toISOString();
    return done({
      zh: `${caseNumber(caseId)} 暂缓至 ${lastingMoment(until, team, 'zh')}${due ? `，之后答复截止 ${lastingMoment(due, team, 'zh')}` : ''}。`,
      en: `${caseNumber(caseId)} is paused until ${lastingMoment(until, team, 'en')}${due ? `; the answer is then due ${lastingMoment(due, team, 'en')}` : ''}.`,
    });
  },
};
