// `import bitable`: reads the tables of 多维表格 that the policy file names, now.

import { type Pulled, pullTable, sourceUses } from '../bitable/pull.ts';
import type { Context } from '../context.ts';
import { UserError } from '../errors.ts';
import { type Language, texts } from '../lib/language.ts';
import { list, message, small } from '../messages/blocks.ts';
import { clean } from '../messages/clean.ts';
import type { Reply } from '../messages/inbound.ts';
import type { Message } from '../messages/message.ts';
import { tableWords } from '../messages/words.ts';
import { requireRight } from '../team/rights.ts';
import type { CommandCall } from './command.ts';
import { expectNoMore, said } from './replies.ts';

const words: readonly string[] = ['bitable', '多维表格'];
const shownIssues = 5;

const tableTexts = texts({
  en: {
    well: 'The Feishu tables were read',
    trouble: 'Not all of the Feishu tables could be taken in',
    unread: (table: string, why: string) => `${table}: ${why}`,
    taken: (table: string, rows: number) => `${table}: ${rows} rows taken in`,
    lines: 'Lines are counted as in a file: line 2 is the first row of the table or view.',
  },
  zh: {
    well: '多维表格已读取',
    trouble: '多维表格没有全部导入',
    unread: (table, why) => `${table}：${why}`,
    taken: (table, rows) => `${table}：已导入 ${rows} 行`,
    lines: '行号按文件计：第 2 行是表（或视图）的第一条记录。',
  },
});

/** Is it tables that are asked for, rather than files? */
export function asksForTables([word]: readonly string[]): boolean {
  return word !== undefined && words.includes(word.toLowerCase());
}

/**
 * Reads every table that is a source; what is left to do is to say what came of it. Each table stands by itself. Throws
 * UserError where there is none.
 */
export async function readTables(
  ctx: Context,
  { args, language, platforms }: CommandCall,
): Promise<() => Promise<Reply>> {
  expectNoMore(args.slice(1));
  await requireRight(ctx, 'import', { kind: 'team' });
  const { bitable } = ctx.policy;
  const sources = sourceUses.flatMap((use) => (bitable[use] ? [{ use, place: bitable[use] }] : []));
  if (sources.length === 0) throw noTables;
  const tables = await platforms.bitables();
  if (!tables) throw noFeishu;
  const pulled: Pulled[] = [];
  for (const source of sources) pulled.push(await pullTable(ctx, tables, { ...source, again: true }));
  return async () => said(outcome(pulled, language));
}

function outcome(pulled: readonly Pulled[], language: Language): Message {
  const said = tableTexts[language];
  const isWell = pulled.every(({ trouble }) => !trouble);
  const issues = pulled.flatMap(({ report }) => report?.issues ?? []).map((each) => clean(each.message[language], 300));
  return message(isWell ? 'good' : 'warning', isWell ? said.well : said.trouble, [
    list(pulled.map((each) => whatOf(each, language))),
    list(issues, shownIssues),
    issues.length > 0 ? small(said.lines) : undefined,
  ]);
}

function whatOf({ use, rows, report, trouble }: Pulled, language: Language): string {
  const said = tableTexts[language];
  const table = tableWords[use][language];
  if (!trouble) return said.taken(table, rows);
  const why = clean(trouble.text[language], 600);
  // The importer says itself which table it speaks of.
  return report ? why : said.unread(table, why);
}

const noTables = new UserError('NO_TABLES');
const noFeishu = new UserError('NO_FEISHU');
