// `skuwatch import FILE|FOLDER …`: reads files in, with a progress line for a person and JSON for a script.

import { noPlatforms } from '../commands/command.ts';
import { asksForTables } from '../commands/import-tables.ts';
import { malformed, missing, quoted } from '../commands/malformed.ts';
import { runCommand } from '../commands/run.ts';
import { dateOrders } from '../ingest/dates.ts';
import { encodings } from '../ingest/encoding.ts';
import { type ImportInput, type ImportProgress, importFiles } from '../ingest/import-files.ts';
import { numberStyles } from '../ingest/numbers.ts';
import type { FileReport } from '../ingest/report.ts';
import { visible } from '../ingest/safe-text.ts';
import type { Language } from '../lib/language.ts';
import { openTables } from '../platforms.ts';
import { requireRight } from '../team/rights.ts';
import type { Line, ValuedFlag } from './flags.ts';
import type { TerminalIo } from './io.ts';
import { type ExitCode, printJson, printReply } from './print.ts';
import { progressLine } from './progress.ts';
import type { TerminalCall } from './terminal-commands.ts';

/** Remarks of one file that are listed; `--json` has all of them. */
const shownIssues = 10;
/** The progress line is redrawn at most this often. */
const redrawRows = 5_000;

/** Throws UserError for a line without files, or with an option that cannot be. */
export function checkImport(line: Line): void {
  readOptions(line);
  if (line.words.length > 0) return;
  throw missing({ zh: '文件或文件夹（skuwatch import 文件…）', en: 'file or folder (skuwatch import FILE …)' });
}

/** Exit code 0 when every file or table was accepted, 1 when anything was refused or waits, 2 for a line written wrongly. */
export async function importFromTerminal({ line, io, session }: TerminalCall): Promise<ExitCode> {
  const { ctx, language } = session;
  if (settlesHeldDay(line) || asksForTables(line.words)) {
    const platforms = { ...noPlatforms, bitables: () => openTables(session.config, ctx) };
    const reply = await runCommand(ctx, ['import', ...line.words], { language, surface: 'terminal', platforms });
    const code = await printReply(io, reply, language);
    return code === 0 && reply.type === 'message' && reply.message.tone === 'warning' ? 1 : code;
  }
  const input = readOptions(line);
  await requireRight(ctx, 'import', { kind: 'team' });
  const draws = io.isTty && !line.flags.has('json');
  const reports = await importFiles(ctx, {
    ...input,
    paths: line.words,
    ...(draws && { onProgress: drawer(io, language) }),
  });
  if (draws) io.err('\r\u001b[K');
  if (line.flags.has('json')) await printJson(io, reports);
  else await io.out(`${reports.map((report) => reportText(report, language)).join('\n')}\n`);
  return reports.every(isAccepted) && reports.length > 0 ? 0 : 1;
}

/** "import accept STORE DAY" is the chat's command, not three files. */
function settlesHeldDay({ words }: Line): boolean {
  return words.length === 3 && ['accept', 'drop', 'keep', 'take'].includes(words[0] ?? '');
}

function isAccepted({ status }: FileReport): boolean {
  return status === 'accepted' || status === 'accepted_with_warning';
}

function readOptions({ values, flags }: Line): Omit<ImportInput, 'paths'> {
  return {
    store: values.store,
    asOf: readMoment(values['as-of']),
    encoding: oneOf('encoding', values.encoding, encodings),
    dates: oneOf('dates', values.dates, dateOrders),
    numbers: oneOf('numbers', values.numbers, numberStyles),
    orders: oneOf('orders', values.orders, ['by-order-date', 'by-last-update'] as const),
    ...(flags.has('allow-old') && { allowOld: true }),
    ...(flags.has('again') && { again: true }),
  };
}

function oneOf<T extends string>(flag: ValuedFlag, text: string | undefined, choices: readonly T[]): T | undefined {
  if (text === undefined) return undefined;
  const found = choices.find((each) => each === text.toLowerCase());
  if (found !== undefined) return found;
  throw malformed({
    zh: `--${flag} 不能是${quoted(text)}，可用：${choices.join('、')}。`,
    en: `--${flag} cannot be ${quoted(text)}; there is ${choices.join(', ')}.`,
  });
}

function readMoment(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const at = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text) ? new Date(text) : new Date(Number.NaN);
  if (!Number.isNaN(at.getTime())) return at;
  throw malformed({
    zh: '--as-of 应写成 2026-10-26T09:00+08:00。',
    en: '--as-of must be written 2026-10-26T09:00+08:00.',
  });
}

function drawer(io: TerminalIo, language: Language): (progress: ImportProgress) => void {
  let drawn = '';
  return (progress) => {
    const step = `${progress.file} ${progress.phase} ${Math.floor(progress.rows / redrawRows)} ${Math.round(progress.share * 20)}`;
    if (step === drawn) return;
    drawn = step;
    io.err(`\r\u001b[K${progressLine(progress, io.columns, language)}`);
  };
}

function reportText(report: FileReport, language: Language): string {
  const mark = isAccepted(report) ? '✓' : '✗';
  const said = visible(report.message[language], 600);
  const others = report.issues.filter((issue) => issue.message.en !== report.message.en);
  const lines = others.slice(0, shownIssues).map((issue) => `    ${visible(issue.message[language], 400)}`);
  const more = others.length - lines.length;
  if (more > 0)
    lines.push(
      language === 'zh' ? `    … 另有 ${more} 条，加 --json 查看全部` : `    … ${more} more: --json shows all`,
    );
  return [`${mark} [${report.status}] ${said}`, ...lines].join('\n');
}
