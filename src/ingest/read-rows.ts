// Reads the rows of one recognised file into the stage: shape first, then each row by its format's reader. Numbers and
// dates are read by one convention for the whole file; when the rows show that another holds, the caller reads again.

import { type Day, dayIn } from '../lib/day.ts';
import type { Policy, Store } from '../policy/policy.ts';
import { type DateEvidence, type DateOrder, noteDate } from './dates.ts';
import type { Cells, ReadRun, RefusedSubject, StagedRow } from './formats/format.ts';
import type { Recognised } from './formats/index.ts';
import { normalHeader } from './header.ts';
import type { Inspection } from './inspect.ts';
import { FileFault, type IssueLog } from './issues.ts';
import { limits } from './limits.ts';
import { type NumberEvidence, type NumberStyle, noteNumber, plainNumber } from './numbers.ts';
import type { OrderReportKind } from './report-request.ts';
import { visible } from './safe-text.ts';
import type { KnownCodes } from './sku-code.ts';
import type { Stage } from './staging.ts';
import type { StoreFinder } from './stores.ts';
import { type Row, tableRows } from './text-table.ts';

export interface ReadInput {
  path: string;
  fileName: string;
  inspection: Inspection;
  recognised: Recognised;
  policy: Policy;
  now: Date;
  stores: StoreFinder;
  knownCodes: (storeId: string) => KnownCodes;
  dateOrder: DateOrder;
  numberStyle: NumberStyle;
  log: IssueLog;
  stage: Stage;
  /** Called after each part that was stored. */
  onPart: (rowsIn: number, bytes: number) => Promise<void>;
}

export interface ReadResult {
  rowsIn: number;
  refused: number;
  skipped: number;
  dateEvidence: DateEvidence;
  numberEvidence: NumberEvidence;
  /** The latest moment that the file names. */
  newestStamp: Date | undefined;
  oldDay: { day: Day; line: number } | undefined;
  encodingSamples: string[];
  orderReport: OrderReportKind | undefined;
}

const raggedNamed = 50;

/** Reads and stages all rows. Throws FileFault when the file as a whole cannot be taken. */
export async function readRows(input: ReadInput): Promise<ReadResult> {
  const { inspection, recognised, stage } = input;
  const { format, header, at } = recognised;
  const width = header.length;
  const result = emptyResult();
  const run = runOf(input, result);
  const reader = format.reader(run, (field) => at[field] !== undefined, recognised.open);
  const headerText = header.map(normalHeader).join('\u0001');
  const notes = conventionNotes(recognised, result);
  const ragged: { line: number; found: string; expected: string }[] = [];
  let bytes = 0;
  const rows = tableRows(input.path, {
    delimiter: recognised.delimiter,
    quoted: format.quoted,
    packed: inspection.packed,
    encoding: inspection.encoding,
    onBytes: (count) => {
      bytes += count;
    },
  });
  try {
    for await (const row of rows) {
      result.rowsIn += 1;
      if (result.rowsIn > limits.rows) {
        throw new FileFault('TOO_LARGE', { found: `> ${limits.rows} rows`, expected: `${limits.rows} rows` });
      }
      if (!fits(row, width)) {
        if (ragged.length < raggedNamed)
          ragged.push({ line: row.line, found: String(row.cells.length), expected: String(width) });
        continue;
      }
      if (ragged.length > 0) continue;
      if (row.cells[0] !== undefined && isHeaderAgain(row.cells, header, headerText)) {
        run.skip('REPEATED_HEADER', { line: row.line });
        continue;
      }
      const cells = cellsOf(row, at);
      for (const note of notes) note(row.line, cells);
      if (inspection.encoding !== 'utf-8') sample(result.encodingSamples, row, at);
      run.about(nothing);
      reader.read(row, cells);
      if (stage.isFull) {
        await stage.flush();
        await input.onPart(result.rowsIn, bytes);
      }
    }
  } catch (error) {
    if (error instanceof FileFault && error.code === 'MALFORMED_ROWS') {
      throw new FileFault('MALFORMED_ROWS', ...ragged, ...error.facts);
    }
    throw error;
  }
  if (ragged.length > 0) throw new FileFault('MALFORMED_ROWS', ...ragged);
  if (result.rowsIn === 0) throw new FileFault('NO_ROWS');
  await stage.flush();
  await input.onPart(result.rowsIn, bytes);
  result.orderReport = reader.orderReport?.();
  return result;
}

/** A row that says nothing of what it is about leaves nothing unknown when it is refused. */
const nothing = () => undefined;

function emptyResult(): ReadResult {
  return {
    rowsIn: 0,
    refused: 0,
    skipped: 0,
    dateEvidence: {},
    numberEvidence: {},
    newestStamp: undefined,
    oldDay: undefined,
    encodingSamples: [],
    orderReport: undefined,
  };
}

function runOf(input: ReadInput, result: ReadResult): ReadRun {
  const { log, stage, policy, now } = input;
  const todays = new Map<string, Day>();
  let seen = new Set<string>();
  let subject: (() => RefusedSubject | undefined) | undefined;
  return {
    stores: input.stores,
    policy,
    now,
    fileName: input.fileName,
    dateOrder: input.dateOrder,
    numberStyle: input.numberStyle,
    knownCodes: input.knownCodes,
    todayAt: (store: Store) => {
      const today = todays.get(store.id) ?? dayIn(store.zone, now);
      todays.set(store.id, today);
      return today;
    },
    isNewSku: (storeId, sku) => {
      const key = `${storeId} ${sku}`;
      if (seen.has(key)) return false;
      if (seen.size >= 50_000) seen = new Set();
      seen.add(key);
      return true;
    },
    sawInstant: (at) => {
      if (!result.newestStamp || at > result.newestStamp.getTime()) result.newestStamp = new Date(at);
    },
    sawOldDay: (day, line) => {
      result.oldDay ??= { day, line };
    },
    stage: (row: StagedRow) => stage.add(row),
    about: (of) => {
      subject = of;
    },
    refuse: (code, facts) => {
      result.refused += 1;
      const { message } = log.add(code, facts);
      const about = subject?.();
      if (about) stage.refuse({ ...about, line: facts.line ?? 0, message });
    },
    skip: (code, facts) => {
      result.skipped += 1;
      log.add(code, facts);
    },
    note: (code, facts) => log.add(code, facts),
  };
}

/** Collects what each row tells about the file's way of writing numbers and dates, whether the row is taken or not. */
function conventionNotes(
  { format, at, open }: Recognised,
  { dateEvidence, numberEvidence }: ReadResult,
): ((line: number, cells: Cells) => void)[] {
  return [...format.columns, ...open.map((field) => ({ field, shows: 'numbers' as const }))]
    .filter(({ field, shows }) => shows !== undefined && at[field] !== undefined)
    .map(({ field, shows }) => (line: number, cells: Cells) => {
      const text = cells(field);
      if (shows === 'dates') noteDate(dateEvidence, text, { line, text });
      else noteNumber(numberEvidence, plainNumber(text), { line, text });
    });
}

/** As many cells as headers; spreadsheets may leave empty ones behind the last. */
function fits(row: Row, width: number): boolean {
  if (row.cells.length === width) return true;
  return row.cells.length > width && row.cells.slice(width).every((cell) => cell.trim() === '');
}

function isHeaderAgain(cells: readonly string[], header: readonly string[], headerText: string): boolean {
  if (cells[0]?.trim() !== header[0] && normalHeader(cells[0] ?? '') !== normalHeader(header[0] ?? '')) return false;
  return cells.slice(0, header.length).map(normalHeader).join('\u0001') === headerText;
}

function cellsOf(row: Row, at: Recognised['at']): Cells {
  return (field) => {
    const place = at[field];
    return place === undefined ? '' : (row.cells[place] ?? '').trim();
  };
}

/** Up to three cells of columns that are read anyway and show whether the encoding was guessed right. */
function sample(samples: string[], row: Row, at: Recognised['at']): void {
  if (samples.length >= 3) return;
  for (const place of Object.values(at)) {
    const cell = place === undefined ? '' : (row.cells[place] ?? '').trim();
    if (samples.length < 3 && /\P{ASCII}/u.test(cell) && !samples.includes(visible(cell, 40))) {
      samples.push(visible(cell, 40));
    }
  }
}
