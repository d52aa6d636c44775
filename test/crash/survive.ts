// One run of the crash test, on whichever chats: lays the plan out, lets time pass while workers die, then lets what is
// left be done in peace, and has everything checked. Time and the end depend on kills and on the workers' turns, never on
// how fast the machine is. However it ends, it prints what was lost, doubled, missed or wrong by then.

import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';
import { onTestFinished } from 'vitest';
import { simulatedClock } from '../../src/demo/simulated-clock.ts';
import type { Failpoint } from '../../src/lib/failpoint.ts';
import { silentLog } from '../../src/lib/log.ts';
import type { TestDatabase } from '../support/db.ts';
import { seededRandom } from '../support/seeded-random.ts';
import type { ChatUnderTest, DeliveryKey } from './chats/chat.ts';
import type { CheckerSettings, Verdict } from './checker.ts';
import { layOut } from './feed.ts';
import { type Damage, Nemesis } from './nemesis.ts';
import { People, type RunningChat } from './people.ts';
import { crashPolicy, extraReportsLastMs, fastestTime, reports, simulatedEnd, simulatedStart } from './plan.ts';
import { bundledWorker, startProgram } from './processes.ts';
import { isTaken } from './taken.ts';

export interface Trial {
  chats: readonly ChatUnderTest[];
  /** Workers to be killed at least. */
  kills: number;
  seed: number;
  /** Named places at each of which a worker must have died. */
  failpoints: readonly Failpoint[];
}

export interface Survival {
  verdict: Verdict;
  damage: Damage;
  /** Named places at which nobody died. */
  unvisited: readonly Failpoint[];
}

const faultShare = 0.12;
/** Simulated time that may pass before some worker has lived through what was due: more would be downtime nobody meant. */
const longestDowntimeMs = 2 * 3_600_000;
/** An answer this much later than its deadline may come before the escalation it is too late for was noticed. */
const raceMs = longestDowntimeMs + 3_600_000;
const stepMs = 50;
/** Simulated time for each kill beyond the plan: two reports, which lead workers by the places that are left. */
const extraKillMs = 20 * 60_000;
const mostExtraKills = Math.floor(extraReportsLastMs / extraKillMs);
const restStepMs = 10 * 60_000;
/** So many turns of the workers' loops without any change in what is owed: it is not going to be done. */
const mostIdleTurns = 20_000;
const waiting = 'waiting';

/** Plays the plan and returns what became of it; ends everything it started with the test. */
export async function survive(database: TestDatabase, { chats, kills, seed, failpoints }: Trial): Promise<Survival> {
  print(`seed ${seed}`);
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
  const addresses = running.map(({ chat, double }) => ({ platform: chat.platform, settings: double.settings }));
  const sql = postgres(database.url, { max: 1, onnotice: () => {} });
  const random = seededRandom(seed + chats.length);
  const worker = await bundledWorker();
  const nemesis = new Nemesis(
    worker.file,
    { databaseUrl: database.url, folder, chats: addresses },
    { kills, mostKills: kills + mostExtraKills, workers: 2, failpoints, random },
    simulatedStart,
  );
  const people = new People(postgres(database.url, { max: 1, onnotice: () => {} }), running);
  let now = simulatedStart;
  const pass = (until: Date) => {
    const latest = nemesis.doneUntil.getTime() + longestDowntimeMs;
    now = new Date(Math.max(now.getTime(), Math.min(until.getTime(), latest)));
  };
  let isOver = false;
  let isRaging = true;
  const live = async () => {
    while (!isOver) {
      if (isRaging) pass(followed(now, nemesis));
      nemesis.tell(now);
      await people.act(now, { questions: isRaging ? nemesis.damage.kills : 0 });
      await pause(stepMs);
    }
  };
  const judge = async (about: 'in the end' | 'so far'): Promise<Verdict> => {
    const until = about === 'in the end' ? simulatedEnd : new Date(Math.min(+nemesis.doneUntil, +simulatedEnd));
    const settings = { until: until.toISOString(), isOver: about === 'in the end', raceMs };
    const verdict = await verdictOn(database, settings, { folder, running, deliveries: await keysOf(sql) });
    const { kills: killed, pauses } = nemesis.damage;
    print(`seed ${seed}, ${killed} kills, ${pauses} pauses, ${about}: ${JSON.stringify(verdict)}`);
    return verdict;
  };
  let verdict: Verdict | undefined;
  onTestFinished(async () => {
    isOver = true;
    nemesis.end();
    try {
      verdict ??= await judge('so far');
    } finally {
      for (const { double } of running) double.stop();
      await Promise.all([people.leave(), sql.end(), worker.remove(), rm(folder, { recursive: true, force: true })]);
    }
  });

  const play = async () => {
    await nemesis.rage();
    isRaging = false;
    for (const { double } of running) await double.calm();
    let before: string | undefined;
    let turnsBefore = nemesis.turns;
    await nemesis.rest(async () => {
      const owed = await stillOwed(sql, { now, folder, running });
      if (owed === undefined && now > simulatedEnd) return true;
      if (owed !== before) turnsBefore = nemesis.turns;
      before = owed;
      if (nemesis.turns - turnsBefore > mostIdleTurns) {
        throw new Error(`At ${now.toISOString()} it still has to do: ${owed}\n${await messagesUnderWay(sql)}`);
      }
      if (owed === undefined || owed.startsWith(waiting)) pass(new Date(now.getTime() + restStepMs));
      return false;
    });
  };
  await Promise.race([play(), live()]);
  isOver = true;
  verdict = await judge('in the end');
  return { verdict, damage: nemesis.damage, unvisited: nemesis.unvisited };
}

async function verdictOn(
  database: TestDatabase,
  about: Pick<CheckerSettings, 'until' | 'isOver' | 'raceMs'>,
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
  const settings: CheckerSettings = { databaseUrl: database.url, folder, records, ...about };
  const checker = startProgram(new URL('./checker.ts', import.meta.url), settings);
  return JSON.parse(await checker.firstLine) as Verdict;
}

/** Time follows the killing, so that what is due falls due while workers die, and never runs faster than the plan allows. */
function followed(now: Date, nemesis: Nemesis): Date {
  const planned = nemesis.progress() * (simulatedEnd.getTime() - simulatedStart.getTime());
  const until = simulatedStart.getTime() + planned + nemesis.extraKills * extraKillMs;
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

function print(text: string): void {
  process.stdout.write(`crash test: ${text}\n`);
}
