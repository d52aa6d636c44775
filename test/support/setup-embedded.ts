// Runs once before the tests on the embedded database: makes a migrated database and keeps its image for them to load.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import type { TestProject } from 'vitest/node';

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'skuwatch-test-'));
  const file = path.join(folder, 'migrated.tar');
  const client = await PGlite.create();
  await migrate(drizzle(client), { migrationsFolder: 'migrations' });
  const image = await client.dumpDataDir('none');
  await client.close();
  await writeFile(file, new Uint8Array(await image.arrayBuffer()));
  project.provide('migratedImage', file);
  return () => rm(folder, { recursive: true, force: true });
}

declare module 'vitest' {
  interface ProvidedContext {
    /** File with the image of a migrated embedded database. */
    migratedImage: string;
  }
}
