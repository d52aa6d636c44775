// What is told about one file: the shape that `import --json` prints and the console shows. Pure.

import type { Bilingual } from '../lib/language.ts';
import {
  alreadyRead,
  fileCodes,
  type Issue,
  type IssueCode,
  type IssueLog,
  noteCodes,
  type RowCode,
  rowCodes,
} from './issues.ts';

export const importStatuses = [
  'accepted',
  'accepted_with_warning',
  'partial',
  'needs_input',
  'quarantined',
  'rejected',
  'failed',
] as const;
export type ImportStatus = (typeof importStatuses)[number];

/** Days of one store that a file spoke of. */
export interface CoveredDays {
  storeId: string;
  from: string;
  to: string;
  complete: number;
  partial: number;
  quarantined: number;
}

export interface FileReport {
  /** As it was given: a path, or the name of the upload. */
  file: string;
  /** Which reader understood it; null when none did. */
  format: string | null;
  status: ImportStatus;
  /** What decided the status; null when all is well. */
  code: string | null;
  /** Every code that occurred, in the order of appearance. */
  codes: string[];
  rowsIn: number;
  rowsKept: number;
  rowsRefused: number;
  /** How the text was decoded, and up to three pieces of it that show whether that was right. */
  encoding: string | null;
  encodingSamples: string[];
  stores: string[];
  days: CoveredDays[];
  /** The moment the numbers speak of, ISO. */
  asOf: string;
  issues: Issue[];
  /** The outcome in one sentence. */
  message: Bilingual;
  batchId: number;
}

export interface ReportParts {
  file: string;
  format: string | null;
  encoding: string | null;
  encodingSamples: string[];
  asOf: string;
  batchId: number;
  rowsIn: number;
  refused: number;
  skipped: number;
  days: CoveredDays[];
  stores: string[];
  /** What the file was taken for, in the middle of a sentence, and whose it is; null while nothing is known. */
  takenFor: { name: Bilingual; stores: string[] } | null;
  log: IssueLog;
  /** Given where nothing is wrong and yet something is to be said. */
  code: string | null;
}

/** The report of a file; issues and codes stand in the order of the file's lines. */
export function composeReport({ log, refused, skipped, code, takenFor, ...parts }: ReportParts): FileReport {
  const issues = [...log.issues].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  const codes = [...new Set([...issues.map((issue) => issue.code), ...log.counts.keys()])];
  const outcome = outcomeOf(codes, parts.rowsIn - refused - skipped);
  const isRefused = ['rejected', 'needs_input', 'failed'].includes(outcome.status);
  const { file, format, encoding, encodingSamples, asOf, batchId, rowsIn, days, stores } = parts;
  const report = {
    file,
    format,
    status: outcome.status,
    code: outcome.code ?? code,
    codes: outcome.code === null && code !== null ? [code] : codes,
    rowsIn,
    rowsKept: isRefused ? 0 : rowsIn - refused - skipped,
    rowsRefused: isRefused ? rowsIn : refused,
    encoding,
    encodingSamples,
    stores,
    days,
    asOf,
    issues,
    batchId,
  };
  return { ...report, message: outcomeMessage(report, takenFor) };
}

/** Row codes that refuse the file as a whole when nothing else was left of it. */
const refusingCodes: readonly IssueCode[] = ['FUTURE_DATE', 'WRONG_STORE', 'UNKNOWN_STORE', 'CURRENCY_CONFLICT'];

/** Status and deciding code of a file, from the codes that occurred (in the order of its lines) and the rows kept. */
function outcomeOf(codes: readonly IssueCode[], rowsKept: number): { status: ImportStatus; code: IssueCode | null } {
  for (const code of codes) {
    if (code in fileCodes) return { status: fileCodes[code as keyof typeof fileCodes], code };
  }
  const rowCode = codes.find((code) => rowCodes.includes(code as RowCode));
  if (rowCode && rowsKept === 0 && codes.every((code) => refusingCodes.includes(code) || code in noteCodes)) {
    return { status: 'rejected', code: rowCode };
  }
  const partial = codes.find((code) => code === rowCode || noteStatus(code) === 'partial');
  if (partial) return { status: 'partial', code: partial };
  const quarantined = codes.find((code) => noteStatus(code) === 'quarantined');
  if (quarantined) return { status: 'quarantined', code: quarantined };
  return codes[0] ? { status: 'accepted_with_warning', code: codes[0] } : { status: 'accepted', code: null };
}

/** The outcome in one sentence: of a refused file its first issue, else what was kept and what the file was taken for. */
function outcomeMessage(report: Omit<FileReport, 'message'>, takenFor: ReportParts['takenFor']): Bilingual {
  const { file, status, code, rowsKept, rowsRefused, issues } = report;
  const first = issues.find((issue) => issue.code === code);
  const [stores, name] = [takenFor?.stores.join(', ') ?? '', takenFor?.name];
  const taken = {
    zh: name ? `；识别为${name.zh}${stores && `，店铺：${stores}`}` : '',
    en: name ? `; read as ${name.en}${stores && ` of ${stores}`}` : '',
  };
  if (code === alreadyRead) {
    return {
      zh: `${file}：已经导入过，没有变化${taken.zh}。`,
      en: `${file}: already read, nothing changed${taken.en}.`,
    };
  }
  if (first && (status === 'rejected' || status === 'needs_input' || status === 'failed')) return first.message;
  const refused = {
    zh: rowsRefused > 0 ? `，拒收 ${rowsRefused} 行` : '',
    en: rowsRefused > 0 ? `, ${rowsRefused} refused` : '',
  };
  const kept = {
    zh: `${file}：导入 ${rowsKept} 行${refused.zh}${taken.zh}。`,
    en: `${file}: ${rowsKept} rows imported${refused.en}${taken.en}.`,
  };
  if (!first) return kept;
  return { zh: `${kept.zh}${first.message.zh}`, en: `${kept.en} ${first.message.en}` };
}

function noteStatus(code: IssueCode): ImportStatus | undefined {
  return code in noteCodes ? noteCodes[code as keyof typeof noteCodes] : undefined;
}
