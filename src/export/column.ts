// A column of an exported table: what it is called and what it holds.

import type { Bilingual } from '../lib/language.ts';

/** Text may be dangerous in a spreadsheet; numbers and yes/no are not; a day or moment is written by ourselves. */
export type Value = string | number | boolean | null;

export interface Column<Row = Record<string, unknown>> {
  /** Name in CSV and JSON: the one that `import` understands, where it does. */
  key: string;
  /** Heading in a workbook. */
  title: Bilingual;
  /** Text that somebody outside wrote is made harmless in CSV and workbooks. */
  kind: 'text' | 'number' | 'flag' | 'stamp' | 'json';
  value: (row: Row) => unknown;
}

/** A table as it is exported: pages of rows until one is empty. */
export interface TableSource<Row> {
  columns: readonly Column<Row>[];
  pages: () => AsyncIterable<readonly Row[]>;
}
