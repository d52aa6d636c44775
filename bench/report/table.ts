// Rows as a plain table, columns aligned whatever the language.

import stringWidth from 'string-width';

/** Lines of a table; columns after the first are set right unless they are named in `left`. */
export function table(rows: readonly (readonly string[])[], left: readonly number[] = [0]): string {
  const widths: number[] = [];
  for (const row of rows)
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, stringWidth(cell));
  return rows
    .map((row) =>
      row
        .map((cell, i) => padded(cell, widths[i] ?? 0, left.includes(i)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function padded(cell: string, width: number, atLeft: boolean): string {
  const room = ' '.repeat(Math.max(0, width - stringWidth(cell)));
  return atLeft ? cell + room : room + cell;
}
