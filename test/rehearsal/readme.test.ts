// The figures that both READMEs give for the demo's shop are what the program finds on its data today.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readPolicyFile } from '../../src/config.ts';
import type { Context } from '../../src/context.ts';
import { folderFeed } from '../../src/demo/folder-feed.ts';
import { simulatedClock } from '../../src/demo/simulated-clock.ts';
import { silentLog } from '../../src/lib/log.ts';
import { units } from '../../src/messages/format.ts';
import { formsADay } from '../../src/messages/rehearsal-words.ts';
import { rehearse, rehearsedDays } from '../../src/rehearsal/rehearse.ts';
import { databaseKind, testDatabase } from '../support/db.ts';

const database = testDatabase();
const example = 'examples/uci-online-retail';

describe.runIf(databaseKind === 'pglite')('the example in README.md and README.zh-CN.md', () => {
  test('is what a rehearsal of the example data finds', async () => {
    const ctx: Context = {
      db: database.db,
      clock: simulatedClock(new Date('2011-10-27T08:30:00+08:00')),
      policy: readPolicyFile(`${example}/policy.yaml`),
      actor: { kind: 'system', job: 'test' },
      log: silentLog,
      inTransaction: false,
      wake: () => {},
    };
    await folderFeed(ctx, example)();
    const found = await rehearse(ctx, { days: rehearsedDays.usual });
    const figures = found?.policies.map(({ policy, perDay, busiest, heldBackPerDay }) => [
      policy,
      formsADay(perDay),
      units(busiest?.forms ?? 0),
      formsADay(heldBackPerDay),
    ]);
    expect(figuresIn('README.md')).toEqual(figures);
    expect(figuresIn('README.zh-CN.md')).toEqual(figures);
  });
});

/** The rows of the table of policies: the policy's word, and the figures behind it. */
function figuresIn(file: string): string[][] {
  const rows = readFileSync(file, 'utf8').matchAll(
    /^\|[^|\n]*?\b(literal|loose|balanced|strict)\b[^|\n]*\| ([\d.,]+) \| ([\d.,]+) \| ([\d.,]+) \|$/gm,
  );
  return [...rows].map((row) => row.slice(1));
}
