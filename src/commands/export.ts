// `export`: how to get every table back. In a terminal the data themselves stream out (src/terminal/export.ts).

import { type ExportTableName, exportTableNames } from '../export/export-table.ts';
import { dayIn } from '../lib/day.ts';
import { list, message, text } from '../messages/blocks.ts';
import { texts } from '../messages/texts.ts';
import { requireRight } from '../team/rights.ts';
import { requireDay } from './args/days.ts';
import type { Command } from './command.ts';
import { malformed, quoted } from './malformed.ts';
import { said } from './replies.ts';

const exportText = texts({
  en: {
    title: 'Export',
    terminal: 'On the machine of the service:',
    line: (table: string) =>
      `skuwatch export ${table} --from 2026-10-01 --to 2026-10-31 --format csv --out ${table}.csv`,
    formats: 'Formats: csv, json, xlsx. Formulas are made harmless in all of them.',
  },
  zh: {
    title: '导出',
    terminal: '在服务所在的机器上运行：',
    line: (table) => `skuwatch export ${table} --from 2026-10-01 --to 2026-10-31 --format csv --out ${table}.csv`,
    formats: '格式：csv、json、xlsx。公式都已处理为纯文本。',
  },
});

export const exportCommand: Command = {
  name: 'export',
  aliases: ['导出', '下载'],
  usage: {
    zh: 'export sales|inventory|verdicts|cases|answers [--from 日期] [--to 日期] [--format csv|json|xlsx] [--out 文件]',
    en: 'export sales|inventory|verdicts|cases|answers [--from DAY] [--to DAY] [--format csv|json|xlsx] [--out FILE]',
  },
  summary: { zh: '导出销量、库存、判断、异常单或答复', en: 'sales, stock, verdicts, cases or answers as a file' },
  example: { zh: 'export sales', en: 'export sales' },
  role: 'operator',
  run: async (ctx, { args, language }) => {
    await requireRight(ctx, 'export', { kind: 'team' });
    const [first, ...days] = args;
    const table = first === undefined ? 'sales' : requireTable(first);
    const today = dayIn(ctx.policy.team.zone, ctx.clock.now());
    for (const each of days.filter((word) => !word.startsWith('-'))) requireDay(each, today);
    const words = exportText[language];
    return said(message('plain', words.title, [text(words.terminal), list([words.line(table)]), text(words.formats)]));
  },
};

/** The table a word names; refuses any other with those there are. */
export function requireTable(word: string): ExportTableName {
  const wanted = word.normalize('NFKC').toLowerCase();
  const table = exportTableNames.find((each) => each === wanted) ?? tableAliases.get(wanted);
  if (table) return table;
  const all = exportTableNames.join(', ');
  throw malformed({
    zh: `没有${quoted(word)}这张表。可用：${all}。`,
    en: `There is no table ${quoted(word)}. There is ${all}.`,
  });
}

const tableAliases: ReadonlyMap<string, ExportTableName> = new Map([
  ['销量', 'sales'],
  ['库存', 'inventory'],
  ['判断', 'verdicts'],
  ['异常单', 'cases'],
  ['答复', 'answers'],
]);
