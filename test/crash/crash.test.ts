// The promise under the hardest conditions: two replicas on a real PostgreSQL, chats that fail, and SIGKILL again and
// again, with the product's own adapters at the doubles of Slack and Feishu. A red run names its seed;
// SKUWATCH_CRASH_SEED repeats its choices, SKUWATCH_CRASH_KILLS makes it longer.

import { describe, expect, it } from 'vitest';
import { failpoints } from '../../src/lib/failpoint.ts';
import { databaseKind, testDatabase } from '../support/db.ts';
import { chatUnderTest as feishuChat } from './chats/feishu.ts';
import { chatUnderTest as slackChat } from './chats/slack.ts';
import { limitMs, rageLimitMs, survive } from './survive.ts';

const database = testDatabase();
const kills = Number(process.env.SKUWATCH_CRASH_KILLS ?? 30);
const seed = Number(process.env.SKUWATCH_CRASH_SEED ?? Date.now() % 1_000_000);
const chats = [slackChat, feishuChat];

describe.runIf(databaseKind === 'postgres')('killed again and again', () => {
  it('the service loses nothing, says nothing twice and misses no escalation', { timeout: limitMs }, async () => {
    const { verdict, damage } = await survive(database, { chats, kills, seed, failpoints });
    process.stdout.write(`seed ${seed}: ${damage.kills} kills, ${damage.pauses} pauses: ${JSON.stringify(verdict)}\n`);
    expect(damage.complaints).toEqual([]);
    const unvisited = failpoints.filter((name) => !damage.struck.has(name));
    expect(unvisited, `named steps at which nobody died within ${rageLimitMs / 1_000} s`).toEqual([]);
    expect(damage.kills).toBeGreaterThanOrEqual(kills);
    expect(verdict.messages).toBeGreaterThan(200);
    expect(verdict).toMatchObject({ lost: [], doubled: [], missed: [], wrong: [] });
  });
});
