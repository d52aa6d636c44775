// One run of the crash test, on whichever chats: lays the plan out, lets time pass while workers die, then lets what is
// left be done in peace, and has everything checked.

import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import postgres from 'postgres';
import { onTestFinished } from 'vitest';
import { simulatedClock } from '../../src/demo/simulated-clock.ts';
import type { Failpoint } from '../../src/lib/failpoint.ts';
import { silentLog } from '../../src/lib/log.ts';
import type { TestDatabase } from '../support/db.ts';
import type { ChatUnderTest, DeliveryKey } from './chats/chat.ts';
import type { CheckerSettings, Verdict } from './checker.ts';
import { layOut } from './feed.ts';
import { type Damage, Nemesis } from './nemesis.ts';
import { People, type RunningChat } from './people.ts';
import { crashPolicy, fastestTime, reports, simulatedEnd, simulatedStart } from './plan.ts';
import { startProgram } from './processes.ts';
import { seededRandom } from './random.ts';
import { isTaken } from './taken.ts';

export interface Trial {
  chats: readonly ChatUnderTest[];
  /** Workers to be killed at least. */
  kills: number;
  seed: number;
  /** Named places at each of which a worker must have died. */
  failpoints: readonly Failpoint[];
}

/** The killing takes about a minute on two calm processors; a place that nobody comes by ends it after this time. */
export const rageLimitMs = 300_000;
const restLimitMs = 150_000;
export const limitMs = 500_000;
const faultShare = 0.12;
/** Simulated time that may pass before some worker has lived through what was due: more would be downtime nobody meant. */
const longestDowntimeMs = 2 * 3_600_000;
/** An answer this much later than its deadline may come before the escalation it is too late for was noticed. */
const raceMs = longestDowntimeMs + 3_600_000;
const stepMs = 50;
const creepingTime = 1_200;
const restStepMs = 10 * 60_000;
const waiting = 'waiting';

/** Plays the plan and returns what became of it; ends everything it started with the test. */
export async function survive(
  database: TestDatabase,
  { chats, kills, seed, failpoints }: Trial,
): Promise<{ verdict: Verdict; damage: Damage }> {
  const running = await Promise.all(
    chats.map(async (chat, nth): Promise<RunningChat> => {
      return { chat, double: await chat.open({ faultShare, seed: seed + nth }) };
    }),
  );
  const folder = await layOut({
    db: database.db,
    clock: simulatedClock(new Date('2026-03-02T02:00+08:00')),
    policy: crashPolicy(running.map(({ chat, double }) => ({ platform: chat.platform, ...double.settings }))),
    actor: { kind: 'system', job: 'history' },
    log: silentLog,
    inTransaction: false,
    wake: () => {},
  });
  const addresses = running.map(({ chat, double }) => {
    return { module: chat.module, settings: double.settings };
  });
  const sql = postgres(database.url, { max: 1, onnotice: () => {} });
  const random = seededRandom(seed + chats.length);
  const nemesis = new Nemesis(
    { databaseUrl: database.url, folder, chats: addresses },
    { kills, workers: 2, failpoints, random, limitMs: rageLimitMs },
    simulatedStart,
  );
  const people = new People(sql, running);
  let now = simulatedStart;
  const pass = (until: Date) => {
    const latest = nemesis.doneUntil.getTime() + longestDowntimeMs;
    now = new Date(Math.max(now.getTime(), Math.min(until.getTime(), latest)));
  };
  const life = setInterval(() => {
    if (!nemesis.isFulfilled()) pass(followed(now, nemesis.progress()));
    nemesis.tell(now);
    people.act(now, { asking: !nemesis.isFulfilled() }).catch(() => {});
  }, stepMs);
  onTestFinished(async () => {
    clearInterval(life);
    nemesis.end();
    for (const { double } of running) double.stop();
    await sql.end();
    await rm(folder, { recursive: true, force: true });
  });

  await nemesis.rage();
  for (const { double } of running) await double.calm();
  const restBegun = Date.now();
  await nemesis.rest(async () => {
    const owed = await stillOwed(sql, { now, folder, running });
    if (owed === undefined && now > simulatedEnd) return true;
    if (Date.now() - restBegun > restLimitMs) {
      throw new Error(`At ${now.toISOString()} it still has to do: ${owed}\n${await messagesUnderWay(sql)}`);
    }
    if (owed === undefined || owed.startsWith(waiting)) pass(new Date(now.getTime() + restStepMs));
    return false;
  });
  clearInterval(life);
  return {
    verdict: await verdictOn(database, { folder, running, deliveries: await keysOf(sql) }),
    damage: nemesis.damage,
  };
}

async function verdictOn(
  database: TestDatabase,
  {
    folder,
    running,
    deliveries,
  }: {
    folder: string;
    running: readonly RunningChat[];
    deliveries: readonly DeliveryKey[];
  },
): Promise<Verdict> {
  const kept = await Promise.all(
    running.map(async ({ chat, double }) => [chat.platform, await double.record(deliveries)]),
  );
  const records = path.join(folder, 'records.json');
  await writeFile(records, JSON.stringify(Object.fromEntries(kept)));
  const until = simulatedEnd.toISOString();
  const settings: CheckerSettings = { databaseUrl: database.url, folder, records, until, raceMs };
  return JSON.parse(await startProgram(new URL('./checker.ts', import.meta.url), settings).firstLine) as Verdict;
}

/** Time follows the killing, so that what is due falls due while workers die; it creeps on while places are unvisited. */
function followed(now: Date, progress: number): Date {
  if (progress === 1) return new Date(now.getTime() + stepMs * creepingTime);
  const until = simulatedStart.getTime() + progress * (simulatedEnd.getTime() - simulatedStart.getTime());
  return new Date(Math.min(now.getTime() + stepMs * fastestTime, until));
}

/** What has not come to its end at this moment; what only time can change begins with `waiting`. */
async function stillOwed(
  sql: postgres.Sql,
  { now, folder, running }: { now: Date; folder: string; running: readonly RunningChat[] },
): Promise<string | undefined> {
  const untaken = reports.filter((report) => report.at <= now && !isTaken(folder, report));
  if (untaken.length > 0) return `${untaken.length} files`;
  const due = await nextDue(sql, now);
  if (due !== undefined) return due;
  const open = await openDeliveries(sql);
  if (open > 0) return `${waiting}: ${open} messages`;
  const asked = await Promise.all(
    running.map(async ({ chat, double }) => (await double.unanswered()).map((id) => `${chat.platform} ${id}`)),
  );
  const unanswered = asked.flat();
  return unanswered.length === 0 ? undefined : `${waiting}: ${unanswered.length} answers: ${unanswered.slice(0, 9)}`;
}

/** Something a worker could do at this moment; what waits for another message, or for its chat, is nothing. */
async function nextDue(sql: postgres.Sql, now: Date): Promise<string | undefined> {
  const [row] = await sql<{ cases: number; days: number; jobs: number; deliveries: number }[]>`
    select (select count(*) from anomaly_cases where next_due_at <= ${now})::int as cases,
      (select count(*) from feed_days where judged_revision < revision and state <> 'partial')::int as days,
      (select count(*) from job_runs where state = 'running')::int as jobs,
      (select count(*) from deliveries d where state = 'sending' or (state = 'queued' and not_before <= ${now}
          and not exists (select 1 from deliveries t where t.key = d.target_key and t.state in ('queued', 'sending'))
          and not exists (select 1 from deliveries h where h.lane = d.lane and h.holds_lane_until > ${now})))::int
        as deliveries`;
  const due = Object.entries(row ?? {}).filter(([, count]) => count > 0);
  return due.length === 0 ? undefined : due.map(([what, count]) => `${count} ${what}`).join(', ');
}

async function keysOf(sql: postgres.Sql): Promise<DeliveryKey[]> {
  return sql<DeliveryKey[]>`
    select key, case when op = 'update' then target_key else key end as "messageKey" from deliveries`;
}

/** How many are queued or under way. */
async function openDeliveries(sql: postgres.Sql): Promise<number> {
  const [row] = await sql<{ open: number }[]>`
    select count(*)::int as open from deliveries where state in ('queued', 'sending')`;
  return row?.open ?? 0;
}

async function messagesUnderWay(sql: postgres.Sql): Promise<string> {
  const rows = await sql<{ line: string }[]>`
    select concat_ws(' ', key, op, state, 'attempts', attempts, 'not before', not_before, last_error) as line
    from deliveries where state in ('queued', 'sending') order by not_before limit 10`;
  return rows.map(({ line }) => line).join('\n');
}
