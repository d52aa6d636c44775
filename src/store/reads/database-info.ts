// What stands behind the database handle: the embedded engine or a server, and its version.

import { sql } from 'drizzle-orm';
import type { Db } from '../db.ts';

export interface DatabaseInfo {
  kind: 'embedded' | 'postgres';
  /** "18.1" */
  version: string;
}

/** Asks the database what it is. The embedded engine is PostgreSQL compiled to WebAssembly, and says so. */
export async function databaseInfo(db: Db): Promise<DatabaseInfo> {
  const rows = await db.execute<{ about: string; version: string }>(
    sql`select version() as about, current_setting('server_version') as version`,
  );
  const about = rows[0]?.about ?? '';
  const version = (rows[0]?.version ?? '').split(' ')[0] ?? '';
  return { kind: /emscripten|emcc|wasm/i.test(about) ? 'embedded' : 'postgres', version };
}

/** The database's own clock; only to compare it with ours. */
export async function databaseTime(db: Db): Promise<Date> {
  const rows = await db.execute<{ ms: number }>(
    sql`select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`,
  );
  return new Date(rows[0]?.ms ?? Number.NaN);
}
