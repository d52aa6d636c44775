// `return`: a manager sends an answer back with a remark; a short new deadline runs.

import { personName } from '../cases/display-names.ts';
import { returnAnswer } from '../cases/return-answer.ts';
import { teamView } from '../cases/views.ts';
import type { Context } from '../context.ts';
import { lastingMoment } from '../messages/format.ts';
import type { Reply } from '../messages/inbound.ts';
import { caseNumber } from '../model/anomaly-case.ts';
import type { StoredCase } from '../store/cases.ts';
import { parseCaseNumber } from './args/numbers.ts';
import { takeText } from './args/texts.ts';
import type { Command } from './command.ts';
import { done } from './replies.ts';

export const returnCommand: Command = {
  name: 'return',
  aliases: ['退回', '驳回'],
  usage: { zh: 'return 异常单编号 意见', en: 'return N REMARK' },
  summary: { zh: '退回一份答复，让负责人补充', en: 'send an answer back with a remark' },
  example: { zh: 'return 1042 请写清楚在途到货日期', en: 'return 1042 please name the arrival date' },
  role: 'operator',
  run: async (ctx, { args }) => {
    const [number, ...rest] = args;
    const caseId = parseCaseNumber(number);
    const remark = takeText(rest, { zh: '退回意见', en: 'remark that says what to improve' });
    return isReturned(ctx, await returnAnswer(ctx, { caseId, remark }));
  },
};

/** Who answers again, and until when. */
export function isReturned(ctx: Context, { id, answerDueAt, assigneeId }: StoredCase): Reply {
  const team = teamView(ctx);
  const who = personName(ctx.policy, assigneeId);
  const due = answerDueAt?.toISOString();
  return done({
    zh: `已退回 ${caseNumber(id)}，${who ?? '处理人'}${due ? `请在 ${lastingMoment(due, team, 'zh')} 前` : '将'}重新答复。`,
    en: `${caseNumber(id)} is returned; ${who ?? 'the assignee'} answers again${due ? ` by ${lastingMoment(due, team, 'en')}` : ''}.`,
  });
}
