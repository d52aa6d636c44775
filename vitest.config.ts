// Three projects: tests without a database; tests with one, on the embedded PGlite; the same again on a PostgreSQL server.
// `SKUWATCH_TEST_DATABASE=pglite` or `=postgres` runs the database tests on that one only.

import { defineConfig } from 'vitest/config';
import { databaseTests } from './test/support/projects.ts';

const withDatabase = databaseTests();
const only = process.env.SKUWATCH_TEST_DATABASE;
const limits = { testTimeout: 30_000, hookTimeout: 60_000 };

const databases = [
  { name: 'pglite', globalSetup: 'test/support/setup-embedded.ts' },
  { name: 'postgres', globalSetup: 'test/support/setup-postgres.ts' },
].filter(({ name }) => !only || only === name);

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'plain', include: ['test/**/*.test.{ts,tsx}'], exclude: withDatabase, ...limits } },
      ...databases.map(({ name, globalSetup }) => ({
        test: { name, include: withDatabase, globalSetup, env: { SKUWATCH_TEST_DATABASE: name }, ...limits },
      })),
    ],
  },
});
