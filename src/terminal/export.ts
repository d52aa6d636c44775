// `skuwatch export TABLE`: streams a table to standard output or into a file.

import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { requireDay } from '../commands/args/days.ts';
import { requireTable } from '../commands/export.ts';
import { malformed, missing, quoted } from '../commands/malformed.ts';
import { expectNoMore } from '../commands/replies.ts';
import { UserError } from '../errors.ts';
import {
  type ExportFormat,
  type ExportTableName,
  exportFormats,
  exportTable,
  exportTableNames,
} from '../export/export-table.ts';
import { type Day, dayIn } from '../lib/day.ts';
import { describeError } from '../lib/describe-error.ts';
import { requireRight } from '../team/rights.ts';
import type { Line } from './flags.ts';
import type { ExitCode } from './print.ts';
import type { TerminalCall } from './terminal-commands.ts';

/** Throws UserError for a line without a table, or with an option that cannot be. */
export function checkExport(line: Line): void {
  tableOf(line);
  formatOf(line);
}

export async function exportToTerminal({ line, io, session }: TerminalCall): Promise<ExitCode> {
  const { ctx, language } = session;
  const table = tableOf(line);
  const format = formatOf(line);
  const span = spanOf(line, dayIn(ctx.policy.team.zone, ctx.clock.now()));
  await requireRight(ctx, 'export', { kind: 'team' });
  const { out } = line.values;
  if (out === undefined && format === 'xlsx' && io.resultIsTty) {
    throw malformed({ zh: 'xlsx 请用 --out 文件名 保存。', en: 'Save an xlsx with --out FILE.' });
  }
  const { content } = await exportTable(ctx, { table, format, ...span, language });
  if (out === undefined) {
    for await (const chunk of content) await io.out(chunk);
    return 0;
  }
  const file = path.resolve(io.directory, out);
  await saveAs(file, content);
  io.err(language === 'zh' ? `已保存到 ${file}\n` : `Saved to ${file}\n`);
  return 0;
}

function tableOf({ words }: Line): ExportTableName {
  const [name, ...rest] = words;
  if (name === undefined) {
    const all = exportTableNames.join(', ');
    throw missing({ zh: `表名（${all}）`, en: `table (${all})` });
  }
  expectNoMore(rest);
  return requireTable(name);
}

function spanOf(line: Line, today: Day): { from: Day | undefined; to: Day | undefined } {
  const { from, to } = { from: dayFlag(line, 'from', today), to: dayFlag(line, 'to', today) };
  if (from === undefined || to === undefined || from <= to) return { from, to };
  throw malformed({ zh: `--to ${to} 早于 --from ${from}。`, en: `--to ${to} is before --from ${from}.` });
}

/** The format asked for, else the one the file's name says, else CSV. */
function formatOf({ values }: Line): ExportFormat {
  const asked = values.format ?? (values.out === undefined ? '' : path.extname(values.out).slice(1));
  const found = exportFormats.find((each) => each === asked.toLowerCase());
  if (found) return found;
  if (values.format === undefined) return 'csv';
  throw malformed({
    zh: `没有格式${quoted(asked)}，可用：${exportFormats.join('、')}。`,
    en: `There is no format ${quoted(asked)}; there is ${exportFormats.join(', ')}.`,
  });
}

function dayFlag(line: Line, flag: 'from' | 'to', today: Day): Day | undefined {
  const text = line.values[flag];
  return text === undefined ? undefined : requireDay(text, today);
}

/** Written beside its place first: a run that breaks off leaves no half file under the name. */
async function saveAs(file: string, content: AsyncIterable<Uint8Array>): Promise<void> {
  const draft = `${file}.part`;
  try {
    await pipeline(Readable.from(content), createWriteStream(draft));
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    if (error instanceof UserError || !isFileError(error)) throw error;
    throw new UserError('FILE_NOT_WRITTEN', { file, reason: describeError(error) });
  }
}

/** Trouble of the file system, which the path explains; anything else is not about the file. */
function isFileError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
