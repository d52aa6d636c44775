// Brings the tables up to date at start. Several replicas may start at once: one applies, the others wait and find
// nothing left to do. Never runs on a database that a newer version has already changed.

import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { type MigrationMeta, readMigrationFiles } from 'drizzle-orm/migrator';
import { UserError } from '../errors.ts';
import type { Log } from '../lib/log.ts';
import type { Db } from './db.ts';

const ownMigrations = fileURLToPath(new URL('../../migrations', import.meta.url));

/** What migrating needs of a store: one transaction that no other process of this installation runs at the same time. */
export interface Exclusive {
  exclusively<T>(work: (db: Db) => Promise<T>): Promise<T>;
}

/**
 * Applies what is missing, all of it or nothing, and gives the number of migrations applied.
 * Throws UserError DATABASE_NEWER when the database knows migrations that this version does not.
 */
export async function migrate(store: Exclusive, options: { log: Log; folder?: string }): Promise<number> {
  const known = readMigrationFiles({ migrationsFolder: options.folder ?? ownMigrations });
  const applied = await store.exclusively(async (db) => {
    const done = await recorded(db);
    refuseNewer(done, known);
    const missing = known.filter(({ folderMillis }) => !done.has(folderMillis));
    for (const migration of missing) await apply(db, migration);
    return missing.length;
  });
  if (applied > 0) options.log.info({ applied }, 'database migrated');
  return applied;
}

/** How many migrations this version knows and the database lacks. Reads only; throws when nothing was ever applied. */
export async function missingMigrations(db: Db): Promise<number> {
  const known = readMigrationFiles({ migrationsFolder: ownMigrations });
  const done = await recordedIn(db);
  return known.filter(({ folderMillis }) => !done.has(folderMillis)).length;
}

/** Moments by which drizzle names the migrations that were applied; its own table, so that its tools agree with us. */
async function recorded(db: Db): Promise<Set<number>> {
  await db.execute(sql`create schema if not exists drizzle`);
  await db.execute(
    sql`create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)`,
  );
  return recordedIn(db);
}

async function recordedIn(db: Db): Promise<Set<number>> {
  const rows = await db.execute<{ at: number }>(sql`select created_at as at from drizzle.__drizzle_migrations`);
  return new Set(rows.map(({ at }) => at));
}

async function apply(db: Db, migration: MigrationMeta): Promise<void> {
  for (const statement of migration.sql) await db.execute(sql.raw(statement));
  await db.execute(
    sql`insert into drizzle.__drizzle_migrations (hash, created_at) values (${migration.hash}, ${migration.folderMillis})`,
  );
}

function refuseNewer(done: Set<number>, known: MigrationMeta[]): void {
  const names = new Set(known.map(({ folderMillis }) => folderMillis));
  const strange = [...done].filter((at) => !names.has(at)).length;
  if (strange === 0) return;
  throw new UserError('DATABASE_NEWER', { count: strange });
}
