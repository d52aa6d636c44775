// Raw SQL names tables and columns through the schema objects alone, so that a rename breaks where it is compiled.

import { getTableColumns, getTableName, is } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import { describe, expect, it } from 'vitest';
import * as schema from '../src/store/schema/index.ts';
import { sourceFiles } from './support/source-files.ts';
import { sqlPieces } from './support/sql-pieces.ts';

const tables = Object.entries(schema).flatMap(([key, value]) => (is(value, PgTable) ? [{ key, table: value }] : []));
const columns = (table: PgTable) => Object.values(getTableColumns(table)).map(({ name }) => name);

/** Nobody mistakes these for words of SQL, or for a name that a statement gives to what it computes. */
const names = new Set(
  tables.flatMap(({ table }) => [getTableName(table), ...columns(table)]).filter((name) => name.includes('_')),
);

/** Files that speak of tables that are not in the schema. */
const allowed: readonly string[] = [
  // The table in which drizzle notes the migrations that were applied.
  'src/store/migrate.ts',
];

/** Names that raw SQL of a file spells out: those above, and the columns of the tables that the file works with. */
function spelled(text: string): string[] {
  const own = tables.filter(({ key }) => new RegExp(`\\b${key}\\b`).test(text)).flatMap(({ table }) => columns(table));
  const literal = sqlPieces(text)
    .map(({ from, to }) =>
      text
        .slice(from, to)
        .replace(/--.*/g, ' ')
        .replace(/'[^']*'/g, ' '),
    )
    .join(' ');
  const words = literal.match(/[a-z][a-z0-9_]*/g) ?? [];
  const dotted = [...literal.matchAll(/\b[a-z_]+\.([a-z][a-z0-9_]*)/g)].map(([, name = '']) => name);
  return [...words.filter((word) => names.has(word)), ...dotted.filter((word) => own.includes(word))];
}

describe('raw SQL', () => {
  it('spells no table or column', () => {
    const found = sourceFiles('src').filter(({ file, text }) => !allowed.includes(file) && spelled(text).length > 0);
    expect(found.map(({ file, text }) => ({ file, names: spelled(text) }))).toEqual([]);
  });

  it('would be noticed', () => {
    expect(spelled('sql`select s.store_id from salesDays s`')).toEqual(['store_id', 'store_id']);
    expect(spelled('sql`select s.units from salesDays s`')).toEqual(['units']);
    expect(spelled(`sql\`select s.\${c.units} from \${salesDays} s\``)).toEqual([]);
  });
});
