// Rows of scheduled work: claimed by comparing, never by trusting that nobody else runs. Decides nothing about when.

import { and, eq, getTableColumns, inArray, lt, notInArray, or, sql } from 'drizzle-orm';
import type { Db } from './db.ts';
import { jobRuns, settings } from './schema/index.ts';

export type JobRunRow = typeof jobRuns.$inferSelect;

export interface RunKey {
  job: string;
  slot: string;
}

/** A run that is ours as long as its lease is renewed. */
export interface Claim extends RunKey {
  owner: string;
  attempt: number;
}

/** Leases alone are told by the database's own clock, so that no replica's clock can shorten another's. */
const databaseTime = sql`clock_timestamp()`;

/** When each job was first seen here: what was due before is not its business. Recorded on the first call, and never changed. */
export async function jobsKnownSince(db: Db, jobs: readonly string[], now: Date): Promise<Map<string, Date>> {
  const prefix = 'job-known:';
  const names = jobs.map((job) => `${prefix}${job}`);
  const rows = names.length === 0 ? [] : await db.select().from(settings).where(inArray(settings.name, names));
  const known = new Map(rows.map(({ name, value }) => [name.slice(prefix.length), new Date(value)]));
  const fresh = jobs.filter((job) => !known.has(job));
  if (fresh.length > 0) {
    const value = now.toISOString();
    await db
      .insert(settings)
      .values(fresh.map((job) => ({ name: `${prefix}${job}`, value })))
      .onConflictDoNothing();
  }
  return new Map(jobs.map((job) => [job, known.get(job) ?? now]));
}

/** The rows that exist for some slots, by `runKey`; and the jobs with a run whose worker is gone. */
export async function jobRunsOf(
  db: Db,
  keys: readonly RunKey[],
): Promise<{ rows: Map<string, JobRunRow>; dead: Set<string> }> {
  const isDead = and(eq(jobRuns.state, 'running'), lt(jobRuns.leaseUntil, databaseTime));
  const isAsked = and(
    inArray(jobRuns.job, [...new Set(keys.map(({ job }) => job))]),
    inArray(jobRuns.slot, [...new Set(keys.map(({ slot }) => slot))]),
  );
  const found = await db
    .select({ ...getTableColumns(jobRuns), isDead: sql<boolean>`coalesce(${isDead}, false)` })
    .from(jobRuns)
    .where(or(isAsked, isDead));
  return {
    rows: new Map(found.map(({ isDead: _isDead, ...row }) => [runKey(row), row])),
    dead: new Set(found.flatMap((row) => (row.isDead ? [row.job] : []))),
  };
}

/** A job and a slot as one text. */
export function runKey({ job, slot }: RunKey): string {
  return `${slot} ${job}`;
}

/** Notes slots that nobody will run any more; gives the number newly noted. */
export async function recordMissedRuns(
  db: Db,
  job: string,
  slots: { key: string; dueAt: Date }[],
  now: Date,
): Promise<number> {
  if (slots.length === 0) return 0;
  const rows = slots.map(({ key, dueAt }) => ({
    job,
    slot: key,
    dueAt,
    state: 'missed' as const,
    attempts: 0,
    startedAt: now,
    finishedAt: now,
  }));
  const added = await db.insert(jobRuns).values(rows).onConflictDoNothing().returning({ slot: jobRuns.slot });
  return added.length;
}

/** Takes a slot that has no row yet; undefined when somebody else was first. */
export async function claimNewRun(
  db: Db,
  run: RunKey & { dueAt: Date; owner: string; leaseSeconds: number; now: Date },
): Promise<Claim | undefined> {
  const { job, slot, dueAt, owner } = run;
  const added = await db
    .insert(jobRuns)
    .values({
      job,
      slot,
      dueAt,
      state: 'running',
      attempts: 1,
      leaseOwner: owner,
      leaseUntil: leaseEnd(run.leaseSeconds),
      startedAt: run.now,
    })
    .onConflictDoNothing()
    .returning({ attempts: jobRuns.attempts });
  return added.length === 1 ? { job, slot, owner, attempt: 1 } : undefined;
}

/** Takes a slot whose last run failed, or whose worker is gone; undefined when it changed since `seen` or is still held. */
export async function reclaimRun(
  db: Db,
  seen: JobRunRow,
  by: { owner: string; leaseSeconds: number; now: Date },
): Promise<Claim | undefined> {
  const { job, slot } = seen;
  const attempt = seen.attempts + 1;
  const taken = await db
    .update(jobRuns)
    .set({
      state: 'running',
      attempts: attempt,
      leaseOwner: by.owner,
      leaseUntil: leaseEnd(by.leaseSeconds),
      startedAt: by.now,
      finishedAt: null,
    })
    .where(free(seen))
    .returning({ job: jobRuns.job });
  return taken.length === 1 ? { job, slot, owner: by.owner, attempt } : undefined;
}

/** Gives up a slot whose workers keep dying; false when it changed since `seen` or is still held. */
export async function abandonRun(db: Db, seen: JobRunRow, outcome: string, now: Date): Promise<boolean> {
  const done = await db
    .update(jobRuns)
    .set({ state: 'failed', leaseOwner: null, leaseUntil: null, finishedAt: now, outcome })
    .where(free(seen))
    .returning({ job: jobRuns.job });
  return done.length === 1;
}

/** Closes runs whose worker is gone and whose slot is no longer worth running; gives their number. */
export async function abandonForgottenRuns(
  db: Db,
  job: string,
  { dueSlots, now }: { dueSlots: string[]; now: Date },
): Promise<number> {
  const forgotten = and(
    eq(jobRuns.job, job),
    eq(jobRuns.state, 'running'),
    lt(jobRuns.leaseUntil, databaseTime),
    notInArray(jobRuns.slot, dueSlots),
  );
  const outcome = 'its worker died, and it is too late for another run';
  const closed = await db
    .update(jobRuns)
    .set({ state: 'failed', leaseOwner: null, leaseUntil: null, finishedAt: now, outcome })
    .where(forgotten)
    .returning({ slot: jobRuns.slot });
  return closed.length;
}

/** Keeps a claim for longer; false when it is no longer ours. */
export async function renewRun(db: Db, claim: Claim, leaseSeconds: number): Promise<boolean> {
  const rows = await db
    .update(jobRuns)
    .set({ leaseUntil: leaseEnd(leaseSeconds) })
    .where(ours(claim))
    .returning({ job: jobRuns.job });
  return rows.length === 1;
}

/** Writes down how a run ended; false when the claim was no longer ours. */
export async function finishRun(
  db: Db,
  claim: Claim,
  end: { state: 'done' | 'failed'; outcome: string; now: Date },
): Promise<boolean> {
  const rows = await db
    .update(jobRuns)
    .set({ state: end.state, outcome: end.outcome, finishedAt: end.now, leaseOwner: null, leaseUntil: null })
    .where(ours(claim))
    .returning({ job: jobRuns.job });
  return rows.length === 1;
}

function leaseEnd(seconds: number) {
  return sql`${databaseTime} + make_interval(secs => ${seconds})`;
}

function ours({ job, slot, owner, attempt }: Claim) {
  return and(
    eq(jobRuns.job, job),
    eq(jobRuns.slot, slot),
    eq(jobRuns.state, 'running'),
    eq(jobRuns.leaseOwner, owner),
    eq(jobRuns.attempts, attempt),
  );
}

function free(seen: JobRunRow) {
  return and(
    eq(jobRuns.job, seen.job),
    eq(jobRuns.slot, seen.slot),
    eq(jobRuns.attempts, seen.attempts),
    or(eq(jobRuns.state, 'failed'), and(eq(jobRuns.state, 'running'), lt(jobRuns.leaseUntil, databaseTime))),
  );
}

/** Forgets runs that were due before `before`, which must lie further back than anything that is still caught up. */
export async function pruneJobRuns(db: Db, before: Date): Promise<number> {
  const gone = await db.delete(jobRuns).where(lt(jobRuns.dueAt, before)).returning({ job: jobRuns.job });
  return gone.length;
}
