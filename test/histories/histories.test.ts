// Histories of cases: whatever happens, in whatever order, the promises hold. SKUWATCH_HISTORIES=1000 plays more of
// them; SKUWATCH_SEED repeats a run.

import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { databaseKind, testDatabase } from '../support/db.ts';
import { checkEnd } from './check-said.ts';
import { look, type Real } from './command.ts';
import { Model } from './model.ts';
import { Memory, readRows } from './records.ts';
import { dropSeed, makeSeed } from './seed.ts';
import { chatTrouble, clockBack, crashed, down, newDay, oddDay, passed, restate, twoAtOnce } from './what-happens.ts';
import {
  acknowledge,
  answer,
  answeredAtOnce,
  leave,
  reassigned,
  returned,
  silenced,
  snoozed,
} from './what-people-do.ts';

const database = testDatabase();
const count = Number(process.env.SKUWATCH_HISTORIES ?? (databaseKind === 'pglite' ? 30 : 15));
const seed = process.env.SKUWATCH_SEED === undefined ? {} : { seed: Number(process.env.SKUWATCH_SEED) };

/** What makes cases and answers is more frequent than the rest. */
const command = fc.oneof(
  { weight: 4, arbitrary: newDay },
  { weight: 4, arbitrary: answer },
  { weight: 2, arbitrary: passed },
  { weight: 2, arbitrary: returned },
  ...[restate, twoAtOnce, crashed, down, clockBack, chatTrouble].map((arbitrary) => ({ weight: 1, arbitrary })),
  ...[answeredAtOnce, acknowledge, reassigned, snoozed, silenced, leave].map((arbitrary) => ({ weight: 1, arbitrary })),
);

/** A run in which one of these never happens shows nothing about it … */
const often = ['opened', 'answered', 'reassigned', 'reminded', 'deadline_missed', 'escalated', 'nagged'];
/** … and these happen in any run of so many histories. */
const seldom = ['acknowledged', 'returned', 'reopened', 'corrected', 'snoozed', 'woken', 'continued', 'grown'];
const ends = ['withdrawn', 'closed'];
const manyHistories = 100;

describe('any history of cases', () => {
  it(
    'forgets nothing, says nothing twice, and leaves every answer as it was given',
    async () => {
      onTestFinished(() => dropSeed(database.db));
      const begin = await makeSeed(database.db);
      const tally = new Map<string, number>();
      let played = 0;
      const history = fc.commands([command], { maxCommands: 25, size: 'max' });
      await fc.assert(
        fc.asyncProperty(oddDay, history, async (first, steps) => {
          const town = await begin();
          const real: Real = { town, memory: new Memory(), seen: 0, count: 0 };
          const model = new Model();
          await first.run(model, real);
          await fc.asyncModelRun(() => ({ model, real }), steps);
          await town.calmDown();
          await look(model, real);
          const rows = await readRows(town.db);
          checkEnd(rows);
          played += real.count;
          for (const { event } of rows.log) tally.set(event, (tally.get(event) ?? 0) + 1);
        }),
        { numRuns: count, ...seed },
      );
      if (process.env.SKUWATCH_HISTORIES)
        process.stdout.write(`${played} commands: ${JSON.stringify(Object.fromEntries(tally))}\n`);
      for (const event of count < manyHistories ? often : [...often, ...seldom, ...ends])
        expect(tally.get(event) ?? 0, `histories in which a case is ${event}`).toBeGreaterThan(0);
    },
    60_000 * count + 300_000,
  );
});
