// Parts of statements that several tables share. Raw SQL names tables and columns through the schema alone, so that a
// rename breaks where it is compiled.

import { getTableColumns, inArray, type Name, type SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Db } from './db.ts';

/** True for the SKUs in `only`; for all when it is left out. */
export function among(column: PgColumn, only: readonly string[] | undefined): SQL {
  return only === undefined ? sql`true` : inArray(column, [...only]);
}

/** The value that an insert brought, for the update of the row it met. */
export function excluded(column: PgColumn): SQL {
  return sql`excluded.${sql.identifier(column.name)}`;
}

type ColumnKey<T> = T extends PgTable ? keyof T['_']['columns'] & string : never;

/**
 * Bare names of the columns of these tables, by their keys in the schema. A raw statement writes `s.${c.storeId}`, and so
 * do its subqueries, for what they take from a table keeps its name. Throws when a key has two names.
 */
export function columnNames<T extends PgTable[]>(...tables: T): Record<ColumnKey<T[number]>, Name> {
  const names = new Map<string, string>();
  for (const [key, { name }] of tables.flatMap((table) => Object.entries(getTableColumns(table)))) {
    if ((names.get(key) ?? name) !== name) throw new Error(`${key} is called ${names.get(key)} and ${name}`);
    names.set(key, name);
  }
  return Object.fromEntries([...names].map(([key, name]) => [key, sql.identifier(name)])) as Record<
    ColumnKey<T[number]>,
    Name
  >;
}

/** Parts of a statement, one after the other. */
export function list(parts: readonly SQL[] | readonly Name[]): SQL {
  return sql.join([...parts], sql`, `);
}

/** How a field of a result is read: as a column of the schema is, or by a function from what the driver gives. */
type Field = PgColumn | ((value: unknown) => unknown);
type Read<F> = F extends PgColumn
  ? F['_']['notNull'] extends true
    ? F['_']['data']
    : F['_']['data'] | null
  : F extends (value: never) => infer R
    ? R
    : never;

/** A column that a statement never leaves null, although the table may. */
export function notNull<C extends PgColumn>(column: C) {
  return column as C & { _: { notNull: true } };
}

/** Reads an array of a result, each entry by `read`. */
export function listOf<T>(read: (value: unknown) => T): (values: unknown) => T[] {
  return (values) => (values as unknown[]).map(read);
}

/** Rows of a raw statement. A column is read from the result of its own name, a function from that of the field's. */
export async function rowsOf<F extends Record<string, Field>>(
  db: Db,
  fields: F,
  statement: SQL,
): Promise<{ [K in keyof F]: Read<F[K]> }[]> {
  const rows = await db.execute(statement);
  const readers = Object.entries(fields).map(([key, field]) => {
    if (typeof field === 'function') return { key, name: key, read: field };
    return {
      key,
      name: field.name,
      read: (value: unknown) => (value === null ? null : field.mapFromDriverValue(value)),
    };
  });
  return rows.map((row) => Object.fromEntries(readers.map(({ key, name, read }) => [key, read(row[name])]))) as {
    [K in keyof F]: Read<F[K]>;
  }[];
}
