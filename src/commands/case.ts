// `case N`: the card of a case as it stands now, and everything that happened to it.

import { personName } from '../cases/display-names.ts';
import { caseNotFound } from '../cases/refusals.ts';
import { loadCaseView, teamView } from '../cases/views.ts';
import type { Context } from '../context.ts';
import { type Language, texts } from '../lib/language.ts';
import { heading, list } from '../messages/blocks.ts';
import { caseCard } from '../messages/card.ts';
import { type CaseEvent, eventLine } from '../messages/case-events.ts';
import type { Message } from '../messages/message.ts';
import { caseNumber } from '../model/anomaly-case.ts';
import { type CaseLogRow, logOfCases } from '../store/cases.ts';
import { parseCaseNumber } from './args/numbers.ts';
import type { Command } from './command.ts';
import { expectNoMore, said } from './replies.ts';

/** The newest entries of a long history; the console shows all. */
const shownEntries = 20;

const caseTexts = texts({ en: { history: 'History' }, zh: { history: '处理记录' } });

export const caseCommand: Command = {
  name: 'case',
  aliases: ['异常单', '单号', '单'],
  usage: { zh: 'case 异常单编号', en: 'case N' },
  summary: { zh: '一张异常单的现状和处理记录', en: 'a case as it stands, with its history' },
  example: { zh: 'case 1042', en: 'case 1042' },
  role: 'operator',
  run: async (ctx, { args, language }) => {
    const [number, ...rest] = args;
    const caseId = parseCaseNumber(number);
    expectNoMore(rest);
    return said(await caseMessage(ctx, caseId, language));
  },
};

async function caseMessage(ctx: Context, caseId: number, language: Language): Promise<Message> {
  const view = await loadCaseView(ctx, caseId);
  if (!view) throw caseNotFound(caseNumber(caseId));
  const team = teamView(ctx);
  const card = caseCard(view, team, language);
  const lines = (await logOfCases(ctx.db, [caseId])).map((row) => eventLine(eventOf(ctx, row), team, language));
  const history = list(lines.slice(-shownEntries).reverse(), shownEntries);
  const hidden = Math.max(0, lines.length - shownEntries);
  const blocks = history?.type === 'list' ? [heading(caseTexts[language].history), { ...history, more: hidden }] : [];
  return { ...card, blocks: [...card.blocks, ...blocks] };
}

function eventOf(ctx: Context, { at, event, actor, round, data }: CaseLogRow): CaseEvent {
  const written = data.remark ?? data.reason;
  const remark = typeof written === 'string' && written !== '' ? written : null;
  return { at, event, who: actor === 'system' ? null : personName(ctx.policy, actor), round, remark };
}
