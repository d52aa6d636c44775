// The promise under the hardest conditions: two replicas on a real PostgreSQL, chats that fail, and SIGKILL again and
// again. A red run names its seed; SKUWATCH_CRASH_SEED repeats its choices, SKUWATCH_CRASH_KILLS makes it longer.

import postgres from 'postgres';
import { describe, expect, it, onTestFinished } from 'vitest';
import { failpoints } from '../../src/lib/failpoint.ts';
import { databaseKind, testDatabase } from '../support/db.ts';
import { type ChatRecord, seededRandom } from '../support/fake-chat-server.ts';
import type { Verdict } from './checker.ts';
import { Nemesis } from './nemesis.ts';
import { People } from './people.ts';
import { fastestTime, simulatedEnd, simulatedStart } from './plan.ts';
import { runChecker, startChat } from './processes.ts';

const database = testDatabase();
const kills = Number(process.env.SKUWATCH_CRASH_KILLS ?? 50);
const seed = Number(process.env.SKUWATCH_CRASH_SEED ?? Date.now() % 1_000_000);
const behaviour = { faultShare: 0.12, lateMs: 400 };
/** An answer this much later than its deadline may come before the escalation it is too late for was noticed. */
const raceMs = 6 * 3_600_000;
const limitMs = 400_000;
const stepMs = 50;
const creepingTime = 1_200;
const restStepMs = 10 * 60_000;

/** Places that the workers of this test come by; the others belong to importing and judging, which it leaves out. */
const reached = failpoints.filter(
  (name) => /^(queue|deliver|receive|cases|sweep)\./.test(name) || name === 'judge.before-commit',
);

describe.runIf(databaseKind === 'postgres')('killed again and again', () => {
  it('the service loses nothing, says nothing twice and misses no escalation', { timeout: limitMs }, async () => {
    const slack = await startChat({ ...behaviour, seed, oneMessagePerKey: false });
    const feishu = await startChat({ ...behaviour, seed: seed + 1, oneMessagePerKey: true });
    const urls = [slack.url, feishu.url];
    const sql = postgres(database.url, { max: 1, onnotice: () => {} });
    const settings = { databaseUrl: database.url, slackUrl: slack.url, feishuUrl: feishu.url };
    const plan = { kills, workers: 2, failpoints: reached, random: seededRandom(seed + 2) };
    const nemesis = new Nemesis(settings, plan, simulatedStart);
    const people = new People(sql, urls);
    let now = simulatedStart;
    const life = setInterval(() => {
      if (!nemesis.isFulfilled()) now = followed(now, nemesis.progress());
      nemesis.tell(now);
      people.act(now, { asking: !nemesis.isFulfilled() }).catch(() => {});
    }, stepMs);
    onTestFinished(async () => {
      clearInterval(life);
      nemesis.end();
      for (const { program } of [slack, feishu]) program.signal('SIGKILL');
      await sql.end();
    });

    await nemesis.rage();
    for (const url of urls) await fetch(`${url}/calm`);
    await nemesis.rest(async () => {
      const isQuiet = await isNothingDue(sql, now);
      if (isQuiet && now > simulatedEnd && (await isAllSaid(sql)) && (await isEveryoneAnswered(urls))) return true;
      if (isQuiet) now = new Date(now.getTime() + restStepMs);
      return false;
    });

    clearInterval(life);
    const chats = { slack: slack.url, feishu: feishu.url };
    const until = simulatedEnd.toISOString();
    const verdict = await runChecker<Verdict>({ databaseUrl: database.url, chats, until, raceMs });
    const { kills: killed, pauses, struck, complaints } = nemesis.damage;
    process.stdout.write(`seed ${seed}: ${killed} kills, ${pauses} pauses: ${JSON.stringify(verdict)}\n`);
    expect(complaints).toEqual([]);
    expect(killed).toBeGreaterThanOrEqual(kills);
    expect([...struck].sort()).toEqual([...reached].sort());
    expect(verdict.messages).toBeGreaterThan(200);
    expect(verdict).toMatchObject({ lost: [], doubled: [], missed: [], wrong: [] });
  });
});

/** Time follows the killing, so that what is due falls due while workers die; it creeps on while places are unvisited. */
function followed(now: Date, progress: number): Date {
  if (progress === 1) return new Date(now.getTime() + stepMs * creepingTime);
  const until = simulatedStart.getTime() + progress * (simulatedEnd.getTime() - simulatedStart.getTime());
  const next = Math.min(now.getTime() + stepMs * fastestTime, until);
  return new Date(Math.max(now.getTime(), next));
}

/** Could a worker do anything at all at this moment? What waits for another message, or for its chat, could not. */
async function isNothingDue(sql: postgres.Sql, now: Date): Promise<boolean> {
  const [row] = await sql<{ due: number }[]>`
    select (select count(*) from anomaly_cases where next_due_at <= ${now})::int
      + (select count(*) from deliveries d where state = 'sending' or (state = 'queued' and not_before <= ${now}
          and not exists (select 1 from deliveries t where t.key = d.target_key and t.state in ('queued', 'sending'))
          and not exists (select 1 from deliveries h where h.lane = d.lane and h.holds_lane_until > ${now})))::int as due`;
  return row?.due === 0;
}

/** Nothing is queued or under way. */
async function isAllSaid(sql: postgres.Sql): Promise<boolean> {
  const [row] = await sql<{ open: number }[]>`
    select count(*)::int as open from deliveries where state in ('queued', 'sending')`;
  return row?.open === 0;
}

async function isEveryoneAnswered(chats: readonly string[]): Promise<boolean> {
  for (const url of chats) {
    const { events } = (await (await fetch(`${url}/record`)).json()) as ChatRecord;
    if (events.some(({ deliveries, replies }) => replies.length < deliveries)) return false;
  }
  return true;
}
