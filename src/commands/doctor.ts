// `doctor`: what is configured, what is late, what is stuck, and what to do about it.

import { teamView } from '../cases/views.ts';
import type { Context } from '../context.ts';
import { areas, areaWords, type Finding, type Level } from '../doctor/finding.ts';
import { findings, worst } from '../doctor/findings.ts';
import { doctorReport } from '../doctor/report.ts';
import { type Language, texts } from '../lib/language.ts';
import { facts, message, small } from '../messages/blocks.ts';
import { fixedMoment } from '../messages/format.ts';
import type { Message, Tone } from '../messages/message.ts';
import type { Command } from './command.ts';
import { expectNoMore, said } from './replies.ts';

const tones: Readonly<Record<Level, Tone>> = { ok: 'good', warning: 'warning', alarm: 'alarm' };

const doctorTexts = texts({
  en: {
    titles: { ok: 'All is well', warning: 'Some things want a look', alarm: 'Something is not working' },
    asOf: (moment: string) => `As of ${moment}.`,
  },
  zh: {
    titles: { ok: '一切正常', warning: '有几处需要看一下', alarm: '有功能没有正常工作' },
    asOf: (moment) => `检查时间 ${moment}。`,
  },
});

export const doctorCommand: Command = {
  name: 'doctor',
  aliases: ['体检', '诊断', '自检'],
  usage: { zh: 'doctor', en: 'doctor' },
  summary: { zh: '配置、数据、时钟、消息队列是否正常', en: 'whether configuration, feeds, clock and queue are well' },
  example: { zh: 'doctor', en: 'doctor' },
  role: 'manager',
  run: async (ctx, { args, language, platforms }) => {
    expectNoMore(args);
    return said(doctorMessage(ctx, findings(await doctorReport(ctx, platforms.checks())), language));
  },
};

function doctorMessage(ctx: Context, found: readonly Finding[], language: Language): Message {
  const words = doctorTexts[language];
  const level = worst(found);
  const lines = areas.flatMap((area) =>
    found
      .filter((each) => each.area === area)
      .map((each) => ({ label: areaWords[area][language], value: each.text[language], tone: tones[each.level] })),
  );
  const asOf = fixedMoment(ctx.clock.now().toISOString(), teamView(ctx), language);
  return message(tones[level], words.titles[level], [facts(...lines), small(words.asOf(asOf))]);
}
