// Writes an exported table as CSV, JSON or a workbook. Text from outside can start no formula in CSV and workbooks; JSON
// is no spreadsheet and carries every value as it is.

import writeExcelFile, { type Cell, type Row as SheetRow } from 'write-excel-file/node';
import { UserError } from '../errors.ts';
import type { Language } from '../lib/language.ts';
import { spreadsheetText } from '../lib/spreadsheet-text.ts';
import type { Column, TableSource, Value } from './column.ts';

/** RFC 4180 with CRLF, UTF-8 without a byte-order mark. */
export async function* csvOf<Row>({ columns, pages }: TableSource<Row>): AsyncGenerator<Uint8Array> {
  const encode = (lines: readonly string[]) => new TextEncoder().encode(`${lines.join('\r\n')}\r\n`);
  yield encode([columns.map(({ key }) => key).join(',')]);
  for await (const rows of pages()) {
    yield encode(rows.map((row) => columns.map((each) => csvCell(safeValue(each, row))).join(',')));
  }
}

/** One array of objects. */
export async function* jsonOf<Row>({ columns, pages }: TableSource<Row>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let isFirst = true;
  yield encoder.encode('[');
  for await (const rows of pages()) {
    const objects = rows.map((row) =>
      JSON.stringify(Object.fromEntries(columns.map((each) => [each.key, jsonValue(each, row)]))),
    );
    yield encoder.encode(`${isFirst ? '' : ','}\n${objects.join(',\n')}`);
    isFirst = false;
  }
  yield encoder.encode(isFirst ? ']\n' : '\n]\n');
}

/** One sheet with headings in `language`, built in memory. Throws UserError when there are more than `maxRows` rows. */
export async function* workbookOf<Row>(
  { columns, pages }: TableSource<Row>,
  { sheet, language, maxRows }: { sheet: string; language: Language; maxRows: number },
): AsyncGenerator<Uint8Array> {
  const data: SheetRow[] = [columns.map(({ title }) => ({ value: title[language], fontWeight: 'bold' }))];
  for await (const rows of pages()) {
    if (data.length + rows.length > maxRows) throw tooManyRows(maxRows);
    for (const row of rows) data.push(columns.map((each) => sheetCell(safeValue(each, row))));
  }
  const widths = columns.map(({ kind }) => ({ width: kind === 'text' || kind === 'stamp' ? 22 : 12 }));
  yield await writeExcelFile(data, { sheet, columns: widths, stickyRowsCount: 1 }).toBuffer();
}

/** The value as a spreadsheet may see it. */
function safeValue<Row>(column: Column<Row>, row: Row): Value {
  const value = plainValue(column, row);
  return column.kind === 'text' && typeof value === 'string' ? spreadsheetText(value) : value;
}

function plainValue<Row>({ kind, value }: Column<Row>, row: Row): Value {
  const found = value(row);
  if (found === null || found === undefined) return null;
  if (kind === 'number') return Number(found);
  if (kind === 'flag') return found === true;
  return kind === 'json' && typeof found !== 'string' ? JSON.stringify(found) : String(found);
}

function jsonValue<Row>(column: Column<Row>, row: Row): unknown {
  return column.kind === 'json' ? column.value(row) : plainValue(column, row);
}

function csvCell(value: Value): string {
  if (value === null) return '';
  const text = String(value);
  return /[",\r\n]|^[\s']|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function sheetCell(value: Value): Cell {
  if (value === null) return null;
  // A workbook's cell holds at most 32,767 characters.
  if (typeof value === 'string') return { value: value.slice(0, 32_000), type: String };
  return typeof value === 'number' ? { value, type: Number } : { value, type: Boolean };
}

function tooManyRows(maxRows: number): UserError {
  return new UserError('TOO_MANY_ROWS', { max: maxRows });
}
