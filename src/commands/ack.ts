// `ack`: "I'm on it". Recorded and shown; the deadline stays.

import { acknowledge } from '../cases/acknowledge.ts';
import { teamView } from '../cases/views.ts';
import { lastingMoment } from '../messages/format.ts';
import { caseNumber } from '../model/anomaly-case.ts';
import { parseCaseNumber } from './args/numbers.ts';
import type { Command } from './command.ts';
import { done, expectNoMore } from './replies.ts';

export const ackCommand: Command = {
  name: 'ack',
  aliases: ['acknowledge', '认领', '我来'],
  usage: { zh: 'ack 异常单编号', en: 'ack N' },
  summary: { zh: '认领一张异常单（截止时间不变）', en: 'take a case on (the deadline stays)' },
  example: { zh: 'ack 1042', en: 'ack 1042' },
  role: 'operator',
  run: async (ctx, { args }) => {
    const [number, ...rest] = args;
    const caseId = parseCaseNumber(number);
    expectNoMore(rest);
    const { answerDueAt } = await acknowledge(ctx, { caseId });
    const due = answerDueAt?.toISOString();
    const team = teamView(ctx);
    return done({
      zh: `已认领 ${caseNumber(caseId)}。${due ? `答复截止时间不变：${lastingMoment(due, team, 'zh')}。` : ''}`,
      en: `${caseNumber(caseId)} is yours. ${due ? `The answer is still due ${lastingMoment(due, team, 'en')}.` : ''}`.trim(),
    });
  },
};
