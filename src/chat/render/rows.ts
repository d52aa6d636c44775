// Rows of tables as lines: what is said of each, and beside which button. Pure.

import type { Block } from '../../messages/message.ts';

type Of<T extends Block['type']> = Extract<Block, { type: T }>;

/** The other cells of a row: numbers, dates and gaps behind the name of their column, words by themselves. */
export function rowText(columns: readonly string[], cells: readonly string[]): string {
  return cells.map((cell, i) => (/^\p{L}/u.test(cell) ? ` · ${cell}` : ` · ${columns[i] ?? ''} ${cell}`)).join('');
}

/**
 * A table whose rows follow once more with a button each: what the table says of a row goes beside its button, and the table
 * keeps only the rows without one. The first cell tells which belong together.
 */
export function withTablesInRows(blocks: readonly Block[]): Block[] {
  const merged: Block[] = [];
  for (let i = 0; i < blocks.length; i += 1) {
    const block = blocks[i];
    if (!block) continue;
    const rows = block.type === 'table' ? rowsFrom(blocks, i + 1) : [];
    if (block.type !== 'table' || !rows.every((row) => isBare(row) && cellsOf(block, row))) {
      merged.push(block);
      continue;
    }
    merged.push(...merge(block, rows));
    i += rows.length;
  }
  return merged;
}

function merge(table: Of<'table'>, rows: readonly Of<'row'>[]): Block[] {
  const left = table.rows.filter(([first]) => !rows.some((row) => firstWord(row) === first));
  const told = rows.map((row): Block => {
    const [first = '', ...cells] = cellsOf(table, row) ?? [];
    return { ...row, text: [{ strong: first }, rowText(table.columns.slice(1), cells)] };
  });
  return left.length > 0 || table.more > 0 ? [{ ...table, rows: left }, ...told] : told;
}

function rowsFrom(blocks: readonly Block[], start: number): Of<'row'>[] {
  const rows: Of<'row'>[] = [];
  for (const block of blocks.slice(start)) {
    if (block.type !== 'row') break;
    rows.push(block);
  }
  return rows;
}

function isBare(row: Of<'row'>): boolean {
  return row.detail.length === 0;
}

function cellsOf(table: Of<'table'>, row: Of<'row'>): readonly string[] | undefined {
  return table.rows.find(([first]) => first === firstWord(row));
}

function firstWord({ text: [first] }: Of<'row'>): string | undefined {
  return typeof first === 'object' && 'strong' in first ? first.strong : undefined;
}
