// Three projects: tests without a database; tests with one, on the embedded PGlite; the same again on a PostgreSQL server.
// Scenarios take turns: one on the one database, the next on the other. `SKUWATCH_TEST_DATABASE=pglite` or `=postgres` runs
// all database tests on that one only.

import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { databaseTests } from './test/support/projects.ts';

const withDatabase = databaseTests();
const only = process.env.SKUWATCH_TEST_DATABASE;
/** Each query of a scenario has tests of its own on both databases; the days of a team take the longest of all. */
const scenarios = withDatabase.filter((file) => file.startsWith('test/scenarios/')).sort();
const elsewhere = (turn: number) => (only ? [] : scenarios.filter((_, index) => index % 2 !== turn));
/** What a browser shows does not depend on the database behind it: once is enough. */
const pages = withDatabase.filter((file) => /^test\/(browser|web)\//.test(file));
const without = (left: readonly string[]) => withDatabase.filter((file) => !left.includes(file));
const common = {
  // Last resorts against what hangs: no result depends on how fast the machine is.
  testTimeout: 300_000,
  hookTimeout: 300_000,
  expect: { poll: { timeout: 120_000 } },
  // Loading the program costs more than most test files do: files that follow each other in a worker share it.
  isolate: false,
};

const databases = [
  { name: 'pglite', include: without(elsewhere(0)), globalSetup: 'test/support/setup-embedded.ts' },
  { name: 'postgres', include: without([...elsewhere(1), ...pages]), globalSetup: 'test/support/setup-postgres.ts' },
].filter(({ name }) => !only || only === name);

/** One project after the other, so that a worker keeps what it has loaded; within a project, the longest files first. */
class ByProject extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const projects = ['postgres', 'pglite', 'plain'];
    const sorted = await super.sort(files);
    return sorted.sort((a, b) => projects.indexOf(a.project.name) - projects.indexOf(b.project.name));
  }
}

export default defineConfig({
  test: {
    maxWorkers: Math.max(2, availableParallelism() - 1),
    sequence: { sequencer: ByProject },
    projects: [
      { test: { name: 'plain', include: ['{test,doubles}/**/*.test.{ts,tsx}'], exclude: withDatabase, ...common } },
      ...databases.map(({ name, include, globalSetup }) => ({
        test: { name, include, globalSetup, env: { SKUWATCH_TEST_DATABASE: name }, ...common },
      })),
    ],
  },
});
