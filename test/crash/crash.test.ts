// The promise under the hardest conditions: two replicas on a real PostgreSQL, chats that fail, and SIGKILL again and
// again, with the product's own adapters at the doubles of Slack and Feishu. A run prints its seed first;
// SKUWATCH_CRASH_SEED repeats its choices, SKUWATCH_CRASH_KILLS makes it longer.

import { describe, expect, it } from 'vitest';
import { failpoints } from '../../src/lib/failpoint.ts';
import { databaseKind, testDatabase } from '../support/db.ts';
import { chatsUnderTest } from './chats/index.ts';
import { survive } from './survive.ts';

const database = testDatabase();
const kills = Number(process.env.SKUWATCH_CRASH_KILLS ?? 30);
const seed = Number(process.env.SKUWATCH_CRASH_SEED ?? Date.now() % 1_000_000);
/** The run ends by what it has done, never by the clock: this only stops one that hangs. */
const lastResortMs = 3_600_000;

describe.runIf(databaseKind === 'postgres')('killed again and again', () => {
  it('the service loses nothing, says nothing twice and misses no escalation', { timeout: lastResortMs }, async () => {
    const { verdict, damage, unvisited } = await survive(database, {
      chats: Object.values(chatsUnderTest),
      kills,
      seed,
      failpoints,
    });
    expect(damage.complaints).toEqual([]);
    expect(unvisited, `named steps at which nobody died in ${damage.kills} kills`).toEqual([]);
    expect(damage.kills).toBeGreaterThanOrEqual(kills);
    expect(verdict.messages).toBeGreaterThan(200);
    expect(verdict).toMatchObject({ lost: [], doubled: [], missed: [], wrong: [] });
  });
});
