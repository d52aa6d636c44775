// `export`: every table back as a file: in a chat it comes with the reply, for some weeks at a time; a terminal streams
// all of it (src/terminal/export.ts).

import type { Context } from '../context.ts';
import { UserError } from '../errors.ts';
import {
  type ExportFormat,
  type ExportTableName,
  exportFormats,
  exportTable,
  exportTableNames,
} from '../export/export-table.ts';
import { addDays, type Day, dayIn } from '../lib/day.ts';
import { type Bilingual, type Language, texts } from '../lib/language.ts';
import { file, list, message, small, text } from '../messages/blocks.ts';
import { spanText } from '../messages/format.ts';
import type { Reply } from '../messages/inbound.ts';
import { replyFileId, saveAttachment } from '../store/attachments.ts';
import { requireRight } from '../team/rights.ts';
import { requireDay } from './args/days.ts';
import type { Command } from './command.ts';
import { malformed, quoted, tooMany } from './malformed.ts';
import { said } from './replies.ts';

/** Days that a reply's file covers where none are asked for. */
const usualDays = 31;
/** Larger files go through a terminal, which streams them. */
const maxFileBytes = 20_000_000;
/** Built in a second or two, during which the service does nothing else. */
const maxWorkbookRows = 20_000;

const exportTexts = texts({
  en: {
    title: 'Export',
    line: (example: string, what: string) => [{ strong: example }, `: ${what}`],
    formats: 'Add days (2026-10-01 2026-10-31) and csv, json or xlsx. Without days you get the last 31.',
    terminal: (table: string) =>
      `All of it, on the machine of the service: skuwatch export ${table} --out ${table}.csv`,
    span: (what: string, span: string) => `${what}, ${span}`,
    latest: 'latest report of each SKU',
    noFormulas: 'Text that could start a formula begins with an apostrophe.',
  },
  zh: {
    title: '导出',
    line: (example, what) => [{ strong: example }, `：${what}`],
    formats: '后面可加日期（2026-10-01 2026-10-31）和格式 csv、json、xlsx；不写日期则导出最近 31 天。',
    terminal: (table) => `要导出全部，请在服务所在的机器上运行：skuwatch export ${table} --out ${table}.csv`,
    span: (what, span) => `${what}，${span}`,
    latest: '每个 SKU 的最新库存报告',
    noFormulas: '可能被当作公式的文字前面加了单引号。',
  },
});

const tableWords: Readonly<Record<ExportTableName, Bilingual>> = {
  sales: { zh: '销量', en: 'sales' },
  inventory: { zh: '库存', en: 'stock' },
  verdicts: { zh: '判断', en: 'verdicts' },
  cases: { zh: '异常单', en: 'cases' },
  answers: { zh: '答复', en: 'answers' },
  decisions: { zh: '决策', en: 'decisions' },
};

export const exportCommand: Command = {
  name: 'export',
  aliases: ['导出', '下载'],
  usage: {
    zh: 'export sales|inventory|verdicts|cases|answers|decisions [开始日期] [结束日期] [csv|json|xlsx]',
    en: 'export sales|inventory|verdicts|cases|answers|decisions [FROM] [TO] [csv|json|xlsx]',
  },
  summary: {
    zh: '导出销量、库存、判断、异常单、答复或决策',
    en: 'sales, stock, verdicts, cases, answers or decisions as a file',
  },
  example: { zh: 'export sales', en: 'export sales' },
  role: 'operator',
  run: async (ctx, { args, language }) => {
    await requireRight(ctx, 'export', { kind: 'team' });
    const [first, ...rest] = args;
    if (first === undefined) return said(overview(language));
    const table = requireTable(first);
    return fileReply(ctx, table, readOptions(rest, dayIn(ctx.policy.team.zone, ctx.clock.now())), language);
  },
};

/** The table a word names; refuses any other with those there are. */
export function requireTable(word: string): ExportTableName {
  const wanted = word.normalize('NFKC').toLowerCase();
  const table = exportTableNames.find((each) => each === wanted || tableWords[each].zh === wanted);
  if (table) return table;
  const all = exportTableNames.join(', ');
  throw malformed({
    zh: `没有${quoted(word)}这张表。可用：${all}。`,
    en: `There is no table ${quoted(word)}. There is ${all}.`,
  });
}

interface Options {
  days: readonly Day[];
  format: ExportFormat;
}

/** Days and a format in any order; the flags of a terminal's line are taken for what they introduce. */
function readOptions(words: readonly string[], today: Day): Options {
  const days: Day[] = [];
  let format: ExportFormat | undefined;
  for (const word of words) {
    if (/^--(from|to|format)$/.test(word)) continue;
    const named = exportFormats.find((each) => each === word.toLowerCase());
    if (named && format === undefined) format = named;
    else if (days.length < 2 && !named) days.push(requireDay(word, today));
    else throw tooMany(word);
  }
  const [from, to] = days;
  if (from !== undefined && to !== undefined && from > to) {
    throw malformed({
      zh: `结束日期 ${to} 早于开始日期 ${from}。`,
      en: `The last day ${to} is before the first, ${from}.`,
    });
  }
  return { days, format: format ?? 'xlsx' };
}

async function fileReply(
  ctx: Context,
  table: ExportTableName,
  { days, format }: Options,
  language: Language,
): Promise<Reply> {
  const today = dayIn(ctx.policy.team.zone, ctx.clock.now());
  const newestStock = table === 'inventory' && days.length === 0;
  const span = newestStock ? undefined : { from: days[0] ?? addDays(today, 1 - usualDays), to: days[1] ?? today };
  const { content, contentType, fileName } = await exportTable(ctx, {
    table,
    format,
    ...span,
    language,
    maxWorkbookRows,
  });
  const id = replyFileId();
  const bytes = await collected(content, table);
  await saveAttachment(ctx.db, { id, name: fileName, contentType, bytes }, ctx.clock.now());
  const words = exportTexts[language];
  const covered = span ? spanText({ ...span, today }, language) : words.latest;
  return said(
    message('plain', words.title, [
      text(words.span(tableWords[table][language], covered)),
      file(id, fileName),
      format === 'json' ? undefined : small(words.noFormulas),
      small(words.terminal(table)),
    ]),
  );
}

/** The whole file, which a reply has to hold in one piece. Throws UserError when it grows too large for that. */
async function collected(content: AsyncIterable<Uint8Array>, table: ExportTableName): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of content) {
    length += chunk.length;
    if (length > maxFileBytes) throw tooLarge(table);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(table: ExportTableName): UserError {
  const megabytes = maxFileBytes / 1_000_000;
  return new UserError('FILE_TOO_LARGE', { megabytes, table });
}

function overview(language: Language) {
  const words = exportTexts[language];
  const lines = exportTableNames.map((table) => words.line(`export ${table}`, tableWords[table][language]));
  return message('plain', words.title, [
    list(lines, lines.length),
    text(words.formats),
    small(words.terminal('sales')),
  ]);
}
