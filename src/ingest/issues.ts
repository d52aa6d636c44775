// What can be wrong with a file or a row: the codes, what each does to the row and to the file, and the list that a
// reader fills. The words are in issue-texts.ts.

import type { Bilingual } from '../lib/language.ts';
import { issueText } from './issue-texts.ts';
import { visible } from './safe-text.ts';

/** Codes that refuse the whole file, with the status they give it. */
export const fileCodes = {
  EMPTY_FILE: 'rejected',
  NO_ROWS: 'rejected',
  NOT_TABULAR: 'rejected',
  BINARY_CONTENT: 'rejected',
  CORRUPT_ARCHIVE: 'rejected',
  UNSUPPORTED_XLS: 'rejected',
  UNKNOWN_FORMAT: 'rejected',
  UNKNOWN_ENCODING: 'rejected',
  MISSING_COLUMN: 'rejected',
  DUPLICATE_COLUMN: 'rejected',
  TOO_MANY_COLUMNS: 'rejected',
  TOO_LARGE: 'rejected',
  MALFORMED_ROWS: 'rejected',
  STORE_NEEDED: 'needs_input',
  REPORT_KIND_NEEDED: 'needs_input',
  AMBIGUOUS_DATE: 'needs_input',
  AMBIGUOUS_NUMBER: 'needs_input',
  OLD_DATE: 'needs_input',
  READ_FAILED: 'failed',
} as const;
export type FileCode = keyof typeof fileCodes;

/** Codes that refuse one row; the others of the file stand. */
export const rowCodes = [
  'SUSPECT_SKU',
  'DUPLICATE_KEY_CONFLICT',
  'NEGATIVE_UNITS',
  'NEGATIVE_FORECAST',
  'NOT_INTEGER',
  'NOT_A_NUMBER',
  'MISSING_VALUE',
  'OUT_OF_RANGE',
  'INVALID_DATE',
  'INVALID_VALUE',
  'UNKNOWN_OWNER',
  'FUTURE_DATE',
  'WRONG_STORE',
  'UNKNOWN_STORE',
  'CURRENCY_CONFLICT',
] as const;
export type RowCode = (typeof rowCodes)[number];

/** Codes that only tell. `partial` when something is left to do, `accepted_with_warning` when not. */
export const noteCodes = {
  UNKNOWN_SKU: 'partial',
  OWNER_NOT_SET: 'partial',
  OWNER_KEPT: 'partial',
  REPEATED_HEADER: 'accepted_with_warning',
  TOTALS_SKIPPED: 'accepted_with_warning',
  DUPLICATE_ROWS: 'accepted_with_warning',
  OTHER_CURRENCY: 'accepted_with_warning',
  ORDERS_MISSING: 'quarantined',
  ROW_COUNT_DROP: 'quarantined',
  ALL_ZERO_DAY: 'quarantined',
} as const;
export type NoteCode = keyof typeof noteCodes;

/** The same content was there before; nothing changed. */
export const alreadyRead = 'ALREADY_READ';

export type IssueCode = FileCode | RowCode | NoteCode;

/** What a message may name. */
export interface IssueFacts {
  line?: number | undefined;
  column?: string | undefined;
  /** What stood there; shown cut and with invisible characters written out. */
  found?: string | undefined;
  /** What was expected, or what else belongs to it (the other line, the nearest header, the two readings). */
  expected?: string | undefined;
  /** What a file that cannot be read seems to be, and what can be read instead. */
  seems?: Bilingual | undefined;
  readable?: Bilingual | undefined;
}

export interface Issue {
  code: IssueCode;
  line: number | null;
  column: string | null;
  found: string;
  message: Bilingual;
}

export interface IssueLog {
  /** Gives the issue as it is told, kept in the list or not. */
  add(code: IssueCode, facts?: IssueFacts): Issue;
  /** Every code that occurred with its count, in the order of first appearance. */
  readonly counts: ReadonlyMap<IssueCode, number>;
  /** The issues themselves, at most `keptPerCode` of each code. */
  readonly issues: readonly Issue[];
}

const keptPerCode = 50;

/** A fault of the whole file: reading ends here. */
export class FileFault extends Error {
  override readonly name = 'FileFault';
  readonly code: FileCode;
  readonly facts: IssueFacts[];

  constructor(code: FileCode, ...facts: IssueFacts[]) {
    super(code);
    this.code = code;
    this.facts = facts.length > 0 ? facts : [{}];
  }
}

/** An empty list of issues about `fileName`. */
export function issueLog(fileName: string): IssueLog {
  const counts = new Map<IssueCode, number>();
  const issues: Issue[] = [];
  return {
    counts,
    issues,
    add: (code, facts = {}) => {
      const count = (counts.get(code) ?? 0) + 1;
      counts.set(code, count);
      const issue = issueOf(code, fileName, facts);
      if (count <= keptPerCode) issues.push(issue);
      return issue;
    },
  };
}

function issueOf(code: IssueCode, fileName: string, facts: IssueFacts): Issue {
  const shown = {
    file: visible(fileName, 120),
    line: facts.line,
    column: facts.column === undefined ? undefined : visible(facts.column, 60),
    found: visible(facts.found ?? ''),
    expected: visible(facts.expected ?? '', 300),
    seems: facts.seems,
    readable: facts.readable,
  };
  return {
    code,
    line: facts.line ?? null,
    column: shown.column ?? null,
    found: shown.found,
    message: issueText(code, shown),
  };
}
