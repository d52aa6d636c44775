// Rows of a delimited text, one at a time, each with its line number. Knows separators and quotes, no columns.

import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { parse as parseNow } from 'csv-parse/sync';
import { textBytes } from './bytes.ts';
import { type Encoding, textDecoder } from './encoding.ts';
import { FileFault } from './issues.ts';
import { limits } from './limits.ts';

export interface Dialect {
  delimiter: string;
  /** False for Amazon's reports: there a quotation mark is a character like any other. */
  quoted: boolean;
}

export interface Row {
  /** Counted from 1; for a row of several lines, its last. */
  line: number;
  cells: string[];
}

/** The first row of a text, under each separator that gives it at least one column; the likeliest first. */
export function headerCandidates(start: string, startIsAll: boolean): { delimiter: string; header: string[] }[] {
  const lineEnd = start.trimStart().search(/[\r\n]/);
  if (lineEnd < 0 && !startIsAll) throw new FileFault('MALFORMED_ROWS', { line: 1, found: 'long' });
  return ['\t', ',', ';', '|']
    .map((delimiter) => ({ delimiter, header: firstRow(start, delimiter) }))
    .sort((a, b) => b.header.length - a.header.length);
}

/** Does anything stand under the header of a whole text? */
export function hasRows(text: string): boolean {
  return text.trim().search(/[\r\n]/) >= 0;
}

/** Streams the rows after the header. Throws FileFault where the text is no table any more. */
export async function* tableRows(
  path: string,
  options: Dialect & { packed: boolean; encoding: Encoding; onBytes?: ((bytes: number) => void) | undefined },
): AsyncGenerator<Row> {
  const parser = parse({
    ...dialectOptions(options),
    // The line rides along as one more cell: the parser's types know nothing else.
    on_record: (cells, { lines }) => [...cells, String(lines)],
  });
  const fed = pipeline(Readable.from(textChunks(path, options)), parser).catch(() => {
    // The parser is destroyed with the same error and throws it to its reader.
  });
  let isHeader = true;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      const line = Number(cells.pop());
      if (!isHeader) yield { line, cells };
      isHeader = false;
    }
  } catch (error) {
    throw error instanceof CsvError ? malformed(error) : error;
  } finally {
    parser.destroy();
    await fed;
  }
}

function firstRow(start: string, delimiter: string): string[] {
  try {
    const rows = parseNow(start, { ...dialectOptions({ delimiter, quoted: true }), to: 1 });
    return (rows[0] ?? []).map((cell) => cell.trim());
  } catch (error) {
    throw error instanceof CsvError ? malformed(error) : error;
  }
}

function dialectOptions({ delimiter, quoted }: Dialect) {
  return {
    delimiter,
    quote: quoted ? '"' : null,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    max_record_size: limits.rowCharacters,
  } as const;
}

async function* textChunks(
  path: string,
  options: { packed: boolean; encoding: Encoding; onBytes?: ((bytes: number) => void) | undefined },
): AsyncGenerator<string> {
  const decoder = textDecoder(options.encoding);
  for await (const chunk of textBytes(path, options.packed)) {
    options.onBytes?.(chunk.length);
    const text = decoder.write(chunk);
    if (text.includes('\0')) throw new FileFault('BINARY_CONTENT', { found: 'NUL' });
    if (text !== '') yield text;
  }
  const rest = decoder.end();
  if (rest !== '') yield rest;
}

function malformed(error: CsvError): FileFault {
  const line = 'lines' in error && typeof error.lines === 'number' ? error.lines : undefined;
  const found = error.code === 'CSV_MAX_RECORD_SIZE' ? 'long' : 'quote';
  return new FileFault('MALFORMED_ROWS', { line, found });
}
