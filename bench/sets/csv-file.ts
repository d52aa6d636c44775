// A plain CSV file (gzipped or not, no quotes) as rows of cells. Every fault names the file and the line.

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { type Day, parseDay } from '../../src/lib/day.ts';
import type { Bilingual } from '../../src/lib/language.ts';
import { BenchError } from '../bench-error.ts';

/** One row; cells are read by column name. */
export interface Row {
  line: number;
  text(column: string): string;
  number(column: string): number;
  day(column: string): Day;
  /** One of the words given. */
  oneOf<T extends string>(column: string, words: readonly T[]): T;
}

export interface CsvFile {
  columns: readonly string[];
  rows: Row[];
}

/** Reads the file; throws BenchError when it cannot be read, lacks one of `needed`, or has a row of another length. */
export function readCsv(path: string, needed: readonly string[]): CsvFile {
  const lines = textOf(path).split(/\r?\n/);
  const columns = (lines[0] ?? '').replace(/^﻿/, '').split(',');
  const missing = needed.filter((name) => !columns.includes(name));
  if (missing.length > 0) {
    throw badFile(path, 1, {
      zh: `缺少列 ${missing.join('、')}；第一行应为 ${needed.join(',')}。`,
      en: `column ${missing.join(', ')} is missing; the first line should be ${needed.join(',')}.`,
    });
  }
  const at = new Map(columns.map((name, i) => [name, i]));
  const rows: Row[] = [];
  for (let i = 1; i < lines.length; i++) {
    const text = lines[i] ?? '';
    if (text === '') continue;
    const cells = text.split(',');
    if (cells.length !== columns.length) {
      throw badFile(path, i + 1, {
        zh: `这一行有 ${cells.length} 列，应为 ${columns.length} 列。`,
        en: `this line has ${cells.length} columns; ${columns.length} are expected.`,
      });
    }
    rows.push(rowOf(path, i + 1, (column) => cells[at.get(column) ?? -1] ?? ''));
  }
  return { columns, rows };
}

/** What is wrong with a file and where; the line is 1-based, null where none is to blame. */
export function badFile(path: string, line: number | null, what: Bilingual): BenchError {
  return new BenchError({
    zh: `${path}${line === null ? '' : ` 第 ${line} 行`}：${what.zh}`,
    en: `${path}${line === null ? '' : `, line ${line}`}: ${what.en}`,
  });
}

/** The bytes of a file, unpacked; throws BenchError when it is not there or damaged. */
function textOf(path: string): string {
  try {
    const bytes = readFileSync(path);
    return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw badFile(path, null, {
      zh: `读不到这个文件（${code}）。请检查路径；gzip 文件是否完整？`,
      en: `cannot be read (${code}). Check the path, and that a gzip file is whole.`,
    });
  }
}

function rowOf(path: string, line: number, text: (column: string) => string): Row {
  const wrong = (column: string, write: Bilingual) =>
    badFile(path, line, {
      zh: `${column} 列是“${text(column).slice(0, 40)}”，应为${write.zh}。`,
      en: `column ${column} holds "${text(column).slice(0, 40)}"; ${write.en} is expected.`,
    });
  return {
    line,
    text,
    number(column) {
      const value = text(column) === '' ? Number.NaN : Number(text(column));
      if (Number.isFinite(value)) return value;
      throw wrong(column, { zh: '数字', en: 'a number' });
    },
    day(column) {
      const value = parseDay(text(column));
      if (value) return value;
      throw wrong(column, { zh: '日期，例如 2026-03-02', en: 'a day such as 2026-03-02' });
    },
    oneOf(column, words) {
      const value = words.find((word) => word === text(column));
      if (value !== undefined) return value;
      const list = words.map((word) => (word === '' ? '""' : word)).join(', ');
      throw wrong(column, { zh: `其中之一：${list}`, en: `one of ${list}` });
    },
  };
}
