// Gives a table back as a file: sales, inventory, verdicts, cases, answers. Checks no rights; whoever calls it does.

import type { Context } from '../context.ts';
import type { Language } from '../lib/language.ts';
import { type ExportTableName, type Span, tableSource } from './tables.ts';
import { csvOf, jsonOf, workbookOf } from './write.ts';

export { type ExportTableName, exportTableNames } from './tables.ts';

export const exportFormats = ['csv', 'json', 'xlsx'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export interface ExportInput extends Span {
  table: ExportTableName;
  format: ExportFormat;
  /** Language of a workbook's headings; the team's when left out. */
  language?: Language;
  /** Rows of the largest workbook, which is built in memory and holds the process up meanwhile. */
  maxWorkbookRows?: number;
}

export interface ExportedFile {
  fileName: string;
  contentType: string;
  /** CSV and JSON stream; a workbook comes in one piece. */
  content: AsyncIterable<Uint8Array>;
}

const contentTypes: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** The file, ready to be streamed. Reading `content` may throw UserError TOO_MANY_ROWS for a workbook. */
export async function exportTable(ctx: Context, input: ExportInput): Promise<ExportedFile> {
  const { table, format, from, to, language = ctx.policy.team.language, maxWorkbookRows = 100_000 } = input;
  const source = await tableSource(ctx, table, { from, to });
  const days = [from, to].filter((day) => day !== undefined).join('_');
  return {
    fileName: `skuwatch-${table}${days && `-${days}`}.${format}`,
    contentType: contentTypes[format],
    content: contentOf(),
  };

  function contentOf(): AsyncIterable<Uint8Array> {
    switch (format) {
      case 'csv':
        return csvOf(source);
      case 'json':
        return jsonOf(source);
      case 'xlsx':
        return workbookOf(source, { sheet: table, language, maxRows: maxWorkbookRows });
    }
  }
}
