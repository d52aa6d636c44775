// Runs the scheduled work that is due: each slot once across all replicas, restarts and clock changes, missed ones in
// order, failed ones again. The rows in the store decide; no timer is trusted.

import { actingAs, type Context } from '../context.ts';
import { OperationalError } from '../errors.ts';
import { backoffMs } from '../lib/backoff.ts';
import { describeError } from '../lib/describe-error.ts';
import {
  abandonForgottenRuns,
  abandonRun,
  type Claim,
  claimNewRun,
  finishRun,
  type JobRunRow,
  jobRunsOf,
  jobsKnownSince,
  type RunKey,
  reclaimRun,
  recordMissedRuns,
  renewRun,
  runKey,
} from '../store/job-runs.ts';
import type { Job } from './job.ts';
import { type Slot, slotsBetween } from './slots.ts';

const defaultLeaseSeconds = 60;
const defaultMaxAttempts = 5;
const retryBackoff = { baseMs: 60_000, capMs: 30 * 60_000 };
const lateAfterMs = 5 * 60_000;
/** How far back slots that nobody ran are noted as missed. */
const missedLookbackMs = 14 * 86_400_000;

/**
 * Runs everything due now, one run after the other, and gives the number of runs. `owner` names this process and must
 * differ between replicas and restarts; a run of a process that died is taken over after `leaseSeconds`. A failing job does
 * not keep the others from running; a database that is gone does. `known` keeps between calls since when each job is known.
 */
export async function runDueJobs(
  ctx: Context,
  jobs: readonly Job[],
  owner: string,
  leaseSeconds = defaultLeaseSeconds,
  known: Map<string, Date> = new Map(),
): Promise<number> {
  const plans = await planRuns(ctx, jobs, known);
  const { rows, dead } = await jobRunsOf(
    ctx.db,
    plans.flatMap(({ job, due, tooLate }) => keysOf(job, [...due, ...tooLate])),
  );
  let runs = 0;
  for (const plan of plans) {
    try {
      runs += await runPlan(ctx, plan, { rows, hasDeadRuns: dead.has(plan.job.name), owner, leaseSeconds });
    } catch (error) {
      if (error instanceof OperationalError) throw error;
      ctx.log.error({ job: plan.job.name, err: error }, 'job not scheduled');
    }
  }
  return runs;
}

/** The slots of a job that matter now: those still worth running, and those that are not any more. */
interface Plan {
  job: Job;
  due: Slot[];
  tooLate: Slot[];
}

async function planRuns(ctx: Context, jobs: readonly Job[], known: Map<string, Date>): Promise<Plan[]> {
  const now = ctx.clock.now();
  const unknown = jobs.map(({ name }) => name).filter((name) => !known.has(name));
  for (const [name, since] of await jobsKnownSince(ctx.db, unknown, now)) known.set(name, since);
  return jobs.flatMap((job) => {
    try {
      return [{ job, ...sortSlots(job, known.get(job.name) ?? now, now) }];
    } catch (error) {
      ctx.log.error({ job: job.name, err: error }, 'job not scheduled');
      return [];
    }
  });
}

/** When a failed run may be tried again; undefined when it was the last. */
function retryAt(row: Pick<JobRunRow, 'attempts' | 'finishedAt'>, maxAttempts: number): Date | undefined {
  if (row.attempts >= maxAttempts || !row.finishedAt) return undefined;
  return new Date(row.finishedAt.getTime() + backoffMs(row.attempts, retryBackoff));
}

/** What was read of the runs before the first of them began; whatever changed since then is found when a slot is claimed. */
interface Seen {
  rows: ReadonlyMap<string, JobRunRow>;
  hasDeadRuns: boolean;
  owner: string;
  leaseSeconds: number;
}

async function runPlan(ctx: Context, { job, due, tooLate }: Plan, seen: Seen): Promise<number> {
  const { rows, hasDeadRuns, owner, leaseSeconds } = seen;
  const rowOf = (slot: Slot) => rows.get(runKey({ job: job.name, slot: slot.key }));
  await noteMissed(
    ctx,
    job,
    tooLate.filter((slot) => !rowOf(slot)),
  );
  if (hasDeadRuns) await giveUpForgotten(ctx, job, due);
  let runs = 0;
  for (const slot of due) {
    const step = await runSlot(ctx, job, { slot, row: rowOf(slot), owner, leaseSeconds });
    if (step === 'ran' || step === 'failed') runs += 1;
    // Later slots wait for this one, so that days are handled in their order.
    if (step === 'failed' || step === 'waits') break;
  }
  return runs;
}

async function giveUpForgotten(ctx: Context, job: Job, due: Slot[]): Promise<void> {
  const dueSlots = due.map(({ key }) => key);
  const forgotten = await abandonForgottenRuns(ctx.db, job.name, { dueSlots, now: ctx.clock.now() });
  if (forgotten > 0) ctx.log.error({ job: job.name, runs: forgotten }, 'job runs given up');
}

function sortSlots(job: Job, knownSince: Date, now: Date): Omit<Plan, 'job'> {
  const catchUpFrom = now.getTime() - job.catchUpMinutes * 60_000;
  const from = Math.max(knownSince.getTime(), Math.min(catchUpFrom - 1, now.getTime() - missedLookbackMs));
  const slots = slotsBetween(job.schedule, new Date(from), now);
  const isDue = ({ dueAt }: Slot) => dueAt.getTime() >= catchUpFrom;
  return { due: slots.filter(isDue), tooLate: slots.filter((slot) => !isDue(slot)) };
}

async function noteMissed(ctx: Context, job: Job, slots: Slot[]): Promise<void> {
  const missed = await recordMissedRuns(ctx.db, job.name, slots, ctx.clock.now());
  if (missed > 0) ctx.log.warn({ job: job.name, missed, slots: slots.map(({ key }) => key) }, 'job runs missed');
}

interface Candidate {
  slot: Slot;
  row: JobRunRow | undefined;
  owner: string;
  leaseSeconds: number;
}

/** settled: nothing to do. waits: somebody else has it, or it is not time for the next attempt. */
async function runSlot(ctx: Context, job: Job, candidate: Candidate): Promise<'settled' | 'waits' | 'ran' | 'failed'> {
  const claim = await claimSlot(ctx, job, candidate);
  if (claim === 'settled' || claim === 'waits') return claim;
  const isLast = claim.attempt >= (job.maxAttempts ?? defaultMaxAttempts);
  const { slot, leaseSeconds } = candidate;
  const succeeded = await perform(ctx, job, { claim, slot, isLast, leaseSeconds });
  return succeeded || isLast ? 'ran' : 'failed';
}

async function claimSlot(
  ctx: Context,
  job: Job,
  { slot, row, owner, leaseSeconds }: Candidate,
): Promise<Claim | 'settled' | 'waits'> {
  const now = ctx.clock.now();
  const maxAttempts = job.maxAttempts ?? defaultMaxAttempts;
  const by = { owner, leaseSeconds, now };
  if (!row) return (await claimNewRun(ctx.db, { job: job.name, slot: slot.key, dueAt: slot.dueAt, ...by })) ?? 'waits';
  if (row.state === 'done' || row.state === 'missed') return 'settled';
  if (row.state === 'failed') {
    const again = retryAt(row, maxAttempts);
    if (!again) return 'settled';
    return again <= now ? ((await reclaimRun(ctx.db, row, by)) ?? 'waits') : 'waits';
  }
  if (row.attempts < maxAttempts) return (await reclaimRun(ctx.db, row, by)) ?? 'waits';
  const gaveUp = await abandonRun(ctx.db, row, `its worker died ${row.attempts} times`, now);
  if (gaveUp) ctx.log.error({ job: job.name, slot: slot.key, attempts: row.attempts }, 'job given up');
  return gaveUp ? 'settled' : 'waits';
}

async function perform(
  ctx: Context,
  job: Job,
  { claim, slot, isLast, leaseSeconds }: { claim: Claim; slot: Slot; isLast: boolean; leaseSeconds: number },
): Promise<boolean> {
  const log = ctx.log.child({ job: job.name, slot: slot.key, attempt: claim.attempt });
  const late = ctx.clock.now().getTime() - slot.dueAt.getTime() > lateAfterMs;
  const heartbeat = setInterval(
    () => {
      renewRun(ctx.db, claim, leaseSeconds).catch((error: unknown) =>
        log.warn({ reason: describeError(error) }, 'job lease not renewed'),
      );
    },
    (leaseSeconds * 1_000) / 3,
  );
  try {
    const runContext = { ...actingAs(ctx, { kind: 'system', job: job.name }), log };
    const outcome = await job.run(runContext, { ...slot, late, attempt: claim.attempt });
    await end(ctx, claim, { state: 'done', outcome });
    log.info({ late, outcome }, 'job done');
    return true;
  } catch (error) {
    const fields = { late, isLast, reason: describeError(error) };
    if (error instanceof OperationalError) log.warn(fields, 'job failed');
    else log.error({ ...fields, err: error }, 'job failed');
    await end(ctx, claim, { state: 'failed', outcome: describeError(error) });
    return false;
  } finally {
    clearInterval(heartbeat);
  }
}

async function end(ctx: Context, claim: Claim, how: { state: 'done' | 'failed'; outcome: string }): Promise<void> {
  const kept = await finishRun(ctx.db, claim, { ...how, now: ctx.clock.now() });
  if (!kept) ctx.log.warn({ job: claim.job, slot: claim.slot }, 'job lease was lost');
}

function keysOf(job: Job, slots: Slot[]): RunKey[] {
  return slots.map(({ key }) => ({ job: job.name, slot: key }));
}
