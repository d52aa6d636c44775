// The records of a table as one CSV text: what people keep in a table is read by the same rules as what they send as a
// file. Pure.

import { type CellReading, cellText, oneLine } from './cell-text.ts';

/** A row as Feishu gives it: fields by name, empty ones left out. */
export type Fields = Readonly<Record<string, unknown>>;

export interface TableText {
  /** A header, and one line for each record in its order; an empty record is an empty line, so that lines can be counted. */
  csv: string;
  /** Records that hold anything. */
  rows: number;
}

/** `isDate` tells by its name whether a column holds days. */
export function asCsv(
  records: readonly Fields[],
  reading: Omit<CellReading, 'isDate'> & { isDate: (column: string) => boolean },
): TableText {
  const columns = [...new Set(records.flatMap((fields) => Object.keys(fields)))];
  const readings = columns.map((column) => ({ ...reading, isDate: reading.isDate(column) }));
  const lines = records.map((fields) =>
    readings.map((each, i) => {
      const column = columns[i] ?? '';
      return Object.hasOwn(fields, column) ? cellText(fields[column], each) : '';
    }),
  );
  const isFilled = (cells: readonly string[]) => cells.some((cell) => cell !== '');
  const line = (cells: readonly string[]) => cells.map(quoted).join(',');
  const text = [line(columns), ...lines.map((cells) => (isFilled(cells) ? line(cells) : ''))];
  return { csv: `${text.join('\n')}\n`, rows: lines.filter(isFilled).length };
}

function quoted(cell: string): string {
  return `"${oneLine(cell).replaceAll('"', '""')}"`;
}
