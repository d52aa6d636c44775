// Three projects: tests without a database; tests with one, on the embedded PGlite; the same again on a PostgreSQL server.
// `SKUWATCH_TEST_DATABASE=pglite` or `=postgres` runs the database tests on that one only.

import { defineConfig } from 'vitest/config';
import { databaseTests } from './test/support/projects.ts';

const withDatabase = databaseTests();
/** What a browser shows does not depend on the database behind it: once is enough. */
const onServer = withDatabase.filter((file) => !file.startsWith('test/browser/'));
const only = process.env.SKUWATCH_TEST_DATABASE;
const limits = { testTimeout: 30_000, hookTimeout: 60_000 };

const databases = [
  { name: 'pglite', include: withDatabase, globalSetup: 'test/support/setup-embedded.ts' },
  { name: 'postgres', include: onServer, globalSetup: 'test/support/setup-postgres.ts' },
].filter(({ name }) => !only || only === name);

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'plain', include: ['test/**/*.test.{ts,tsx}'], exclude: withDatabase, ...limits } },
      ...databases.map(({ name, include, globalSetup }) => ({
        test: { name, include, globalSetup, env: { SKUWATCH_TEST_DATABASE: name }, ...limits },
      })),
    ],
  },
});
