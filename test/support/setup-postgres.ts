// Runs once before the tests on a real PostgreSQL: starts a server and makes the migrated template of their databases.

import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres.ts';

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres();
  const admin = postgres(server.url('postgres'), { max: 1 });
  await admin`create database template_skuwatch`;
  await admin.end();
  const client = postgres(server.url('template_skuwatch'), { max: 1, onnotice: () => {} });
  await migrate(drizzle(client), { migrationsFolder: 'migrations' });
  await client.end();
  project.provide('postgresUrl', server.url('postgres'));
  return server.stop;
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the maintenance database of the test server; its template_skuwatch is migrated. */
    postgresUrl: string;
  }
}
