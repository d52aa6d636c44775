// Finds columns by their name, whatever way it is written. Never by position: reports gain and move columns every year.

import { distance } from 'fastest-levenshtein';

/** A column a format reads: its name in our words, and the names it goes by, the surest first. */
export interface Column<Field extends string = string> {
  field: Field;
  names: readonly string[];
  required?: boolean;
  /** Cells that show by which convention a file writes numbers or dates. */
  shows?: 'numbers' | 'dates';
}

export interface MatchedHeader<Field extends string> {
  /** Position of each column that is there. */
  at: Partial<Record<Field, number>>;
  missing: Field[];
  /** A header that stands there twice. */
  twice?: string;
}

/** One spelling for all spellings of a header: full-width forms, dashes, brackets, blanks, case. */
export function normalHeader(text: string): string {
  return text
    .slice(0, 200)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\-‐-―−・]+/gu, '')
    .replace(/[ー]+$/u, '');
}

/** Where the columns of a format stand in a header. */
export function matchHeader<Field extends string>(
  header: readonly string[],
  columns: readonly Column<Field>[],
): MatchedHeader<Field> {
  const positions = new Map<string, number[]>();
  for (const [i, text] of header.entries()) {
    const name = normalHeader(text);
    if (name !== '') positions.set(name, [...(positions.get(name) ?? []), i]);
  }
  const matched: MatchedHeader<Field> = { at: {}, missing: [] };
  for (const { field, names, required } of columns) {
    const found = names.map((name) => positions.get(normalHeader(name))).find((places) => places !== undefined);
    const [first, second] = found ?? [];
    if (first === undefined) {
      if (required) matched.missing.push(field);
      continue;
    }
    matched.at[field] = first;
    if (second !== undefined) matched.twice ??= header[first] ?? field;
  }
  return matched;
}

/** The header nearest to a missing column, when it is near enough to have been meant. */
export function nearestHeader(header: readonly string[], names: readonly string[]): string | undefined {
  let best: { text: string; far: number } | undefined;
  for (const text of header.slice(0, 300)) {
    for (const name of names) {
      const [is, wanted] = [normalHeader(text).slice(0, 60), normalHeader(name)];
      const far = distance(is, wanted) / Math.max(is.length, wanted.length, 1);
      if (is !== '' && far <= 0.5 && (!best || far < best.far)) best = { text, far };
    }
  }
  return best?.text;
}
