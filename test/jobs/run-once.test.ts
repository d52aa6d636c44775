import { eq, sql } from 'drizzle-orm';
import { afterEach, describe, expect, test } from 'vitest';
import type { Context } from '../../src/context.ts';
import { OperationalError } from '../../src/errors.ts';
import type { Job, JobRun } from '../../src/jobs/job.ts';
import { runDueJobs } from '../../src/jobs/run-once.ts';
import { weekdayOf } from '../../src/lib/day.ts';
import type { Log } from '../../src/lib/log.ts';
import { policySchema } from '../../src/policy/policy.ts';
import { pruneJobRuns } from '../../src/store/job-runs.ts';
import { jobRuns } from '../../src/store/schema/index.ts';
import { manualClock } from '../support/clock.ts';
import { databaseKind, testDatabase } from '../support/db.ts';

const database = testDatabase();
const clock = manualClock('2026-03-02T08:00+08:00');
const policy = policySchema.parse({
  team: { name: 'Test' },
  people: [{ id: 'li', name: 'Li' }],
  stores: [{ id: 'amz-us', zone: 'America/Los_Angeles' }],
});

const logged: { level: string; message: string; fields: object }[] = [];
const log: Log = {
  debug: () => {},
  info: (fields, message) => void logged.push({ level: 'info', message, fields }),
  warn: (fields, message) => void logged.push({ level: 'warn', message, fields }),
  error: (fields, message) => void logged.push({ level: 'error', message, fields }),
  child: () => log,
};

afterEach(() => {
  clock.set('2026-03-02T08:00+08:00');
  logged.length = 0;
});

function context(at = clock): Context {
  return {
    db: database.db,
    clock: at,
    policy,
    actor: { kind: 'system', job: 'test' },
    log,
    inTransaction: false,
    wake: () => {},
  };
}

/** Daily at 09:00 in Shanghai on Monday to Friday, made up for during two days, noting its runs. */
function digest(over: Partial<Job> = {}): Job & { runs: string[] } {
  const runs: string[] = [];
  return {
    name: 'digest',
    schedule: { kind: 'daily', zone: 'Asia/Shanghai', minuteOfDay: 540, on: (day) => weekdayOf(day) <= 5 },
    catchUpMinutes: 2 * 1_440,
    run: async (_ctx, { key, late, attempt }) => {
      runs.push(`${key}${late ? ' late' : ''}${attempt > 1 ? ` again ${attempt}` : ''}`);
      return 'posted';
    },
    ...over,
    runs,
  };
}

async function rows() {
  const all = await database.db.select().from(jobRuns).orderBy(jobRuns.dueAt);
  return all.map(({ slot, state, attempts, outcome }) => ({ slot, state, attempts, outcome }));
}

/** The job is known since Monday 08:00. */
async function knownSinceMonday(job: Job): Promise<void> {
  clock.set('2026-03-02T08:00+08:00');
  await runDueJobs(context(), [job], 'a');
}

describe('on time', () => {
  test('a slot runs once, when it is due, however often it is asked', async () => {
    const job = digest();
    await knownSinceMonday(job);
    clock.set('2026-03-02T08:59:59+08:00');
    expect(await runDueJobs(context(), [job], 'a')).toBe(0);
    clock.set('2026-03-02T09:00+08:00');
    expect(await runDueJobs(context(), [job], 'a')).toBe(1);
    expect(await runDueJobs(context(), [job], 'a')).toBe(0);
    expect(await runDueJobs(context(), [job], 'b')).toBe(0);
    expect(job.runs).toEqual(['2026-03-02']);
    expect(await rows()).toEqual([{ slot: '2026-03-02', state: 'done', attempts: 1, outcome: 'posted' }]);
  });

  test('two jobs with the same due time both run', async () => {
    const one = digest();
    const other = digest({ name: 'other' });
    await knownSinceMonday(one);
    await runDueJobs(context(), [other], 'a');
    clock.set('2026-03-02T09:01+08:00');
    expect(await runDueJobs(context(), [one, other], 'a')).toBe(2);
  });

  test('the run acts as the system and is told its due time', async () => {
    const seen: unknown[] = [];
    const job = digest({
      run: async (ctx, run) => {
        seen.push(ctx.actor, run);
        return 'ok';
      },
    });
    await knownSinceMonday(job);
    clock.set('2026-03-02T09:00:30+08:00');
    await runDueJobs(context(), [job], 'a');
    expect(seen).toEqual([
      { kind: 'system', job: 'digest' },
      { key: '2026-03-02', dueAt: new Date('2026-03-02T09:00+08:00'), late: false, attempt: 1 } satisfies JobRun,
    ]);
  });

  test('moving the time of day after the run does not run the day again', async () => {
    const job = digest();
    await knownSinceMonday(job);
    clock.set('2026-03-02T09:00+08:00');
    await runDueJobs(context(), [job], 'a');
    const moved = digest({ schedule: { kind: 'daily', zone: 'Asia/Shanghai', minuteOfDay: 600, on: () => true } });
    clock.set('2026-03-02T10:30+08:00');
    expect(await runDueJobs(context(), [moved], 'a')).toBe(0);
  });
});

describe('after downtime', () => {
  test('missed slots inside the catch-up time run in order and late, older ones are recorded as missed', async () => {
    const job = digest();
    await knownSinceMonday(job);
    clock.set('2026-03-06T08:00+08:00');
    expect(await runDueJobs(context(), [job], 'a')).toBe(2);
    expect(job.runs).toEqual(['2026-03-04 late', '2026-03-05 late']);
    expect(await rows()).toEqual([
      { slot: '2026-03-02', state: 'missed', attempts: 0, outcome: null },
      { slot: '2026-03-03', state: 'missed', attempts: 0, outcome: null },
      { slot: '2026-03-04', state: 'done', attempts: 1, outcome: 'posted' },
      { slot: '2026-03-05', state: 'done', attempts: 1, outcome: 'posted' },
    ]);
    expect(logged.filter(({ level }) => level === 'warn').map(({ message }) => message)).toEqual(['job runs missed']);
    logged.length = 0;
    expect(await runDueJobs(context(), [job], 'a')).toBe(0);
    expect(logged).toEqual([]);
  });

  test('a slot exactly at the end of the catch-up time still runs', async () => {
    const job = digest({ catchUpMinutes: 60 });
    await knownSinceMonday(job);
    clock.set('2026-03-02T10:00+08:00');
    await runDueJobs(context(), [job], 'a');
    expect(job.runs).toEqual(['2026-03-02 late']);
  });

  test('a new job does not replay what was due before it was there', async () => {
    clock.set('2026-03-06T12:00+08:00');
    const job = digest();
    expect(await runDueJobs(context(), [job], 'a')).toBe(0);
    clock.set('2026-03-09T09:00+08:00');
    await runDueJobs(context(), [job], 'a');
    expect(job.runs).toEqual(['2026-03-09']);
  });

  test('of hourly work only the newest step is made up for', async () => {
    const job = digest({ schedule: { kind: 'every', minutes: 60 }, catchUpMinutes: 60 });
    await knownSinceMonday(job);
    clock.set('2026-03-02T13:20+08:00');
    await runDueJobs(context(), [job], 'a');
    expect(job.runs).toEqual(['2026-03-02T05:00:00.000Z late']);
    expect(await rows()).toHaveLength(1);
  });

  test('pruned rows do not come back as missed', async () => {
    const job = digest();
    await knownSinceMonday(job);
    clock.set('2026-03-02T09:00+08:00');
    await runDueJobs(context(), [job], 'a');
    clock.set('2026-03-30T08:00+08:00');
    await runDueJobs(context(), [job], 'a');
    expect(await pruneJobRuns(database.db, new Date('2026-03-12T00:00+08:00'))).toBe(1);
    logged.length = 0;
    await runDueJobs(context(), [job], 'a');
    expect(logged).toEqual([]);
  });
});

describe('clock trouble', () => {
  test('a clock that steps back does not run a slot twice', async () => {
    const job = digest();
    await knownSinceMonday(job);
    clock.set('2026-03-02T09:00+08:00');
    await runDueJobs(context(), [job], 'a');
    clock.set('2026-03-02T08:30+08:00');
    expect(await runDueJobs(context(), [job], 'a')).toBe(0);
    clock.set('2026-03-02T09:00+08:00');
    expect(await runDueJobs(context(), [job], 'a')).toBe(0);
    expect(job.runs).toHaveLength(1);
  });

  test('a clock behind the moment the job became known runs nothing', async () => {
    const job = digest();
    await knownSinceMonday(job);
    clock.set('2026-02-27T12:00+08:00');
    expect(await runDueJobs(context(), [job], 'a')).toBe(0);
    expect(await rows()).toEqual([]);
  });

  test('replicas whose clocks differ by ten minutes run each slot once', async () => {
    const job = digest();
    await knownSinceMonday(job);
    const ahead = manualClock('2026-03-02T09:04+08:00');
    const behind = manualClock('2026-03-02T08:54+08:00');
    await runDueJobs(context(ahead), [job], 'ahead');
    await runDueJobs(context(behind), [job], 'behind');
    behind.advanceMinutes(10);
    await runDueJobs(context(behind), [job], 'behind');
    expect(job.runs).toEqual(['2026-03-02']);
  });
});

describe('failures', () => {
  const failing = (error: Error, over: Partial<Job> = {}) => digest({ run: () => Promise.reject(error), ...over });

  test('a failed run is tried again with growing pauses, a bounded number of times, and then shown', async () => {
    const job = failing(new Error('no ink'), { maxAttempts: 3, catchUpMinutes: 600 });
    await knownSinceMonday(job);
    clock.set('2026-03-02T09:00+08:00');
    expect(await runDueJobs(context(), [job], 'a')).toBe(1);
    expect(await runDueJobs(context(), [job], 'a')).toBe(0);
    clock.set('2026-03-02T09:00:59+08:00');
    expect(await runDueJobs(context(), [job], 'a')).toBe(0);
    clock.set('2026-03-02T09:01+08:00');
    expect(await runDueJobs(context(), [job], 'a')).toBe(1);
    clock.set('2026-03-02T09:02:59+08:00');
    expect(await runDueJobs(context(), [job], 'a')).toBe(0);
    clock.set('2026-03-02T09:03+08:00');
    expect(await runDueJobs(context(), [job], 'a')).toBe(1);
    clock.set('2026-03-02T15:00+08:00');
    expect(await runDueJobs(context(), [job], 'a')).toBe(0);
    expect(await rows()).toEqual([{ slot: '2026-03-02', state: 'failed', attempts: 3, outcome: 'Error: no ink' }]);
  });

  test('a run that succeeds at a later attempt is done', async () => {
    let fail = true;
    const job = digest({ run: () => (fail ? Promise.reject(new Error('no ink')) : Promise.resolve('posted')) });
    await knownSinceMonday(job);
    clock.set('2026-03-02T09:00+08:00');
    await runDueJobs(context(), [job], 'a');
    fail = false;
    clock.set('2026-03-02T09:10+08:00');
    await runDueJobs(context(), [job], 'b');
    expect(await rows()).toEqual([{ slot: '2026-03-02', state: 'done', attempts: 2, outcome: 'posted' }]);
  });

  test('later slots wait for one that is still to be tried again, and go on when it is given up', async () => {
    const done: string[] = [];
    const job = digest({
      maxAttempts: 2,
      catchUpMinutes: 5 * 1_440,
      run: async (_ctx, { key }) => {
        if (key === '2026-03-03') throw new Error('no ink');
        done.push(key);
        return 'posted';
      },
    });
    await knownSinceMonday(job);
    clock.set('2026-03-05T12:00+08:00');
    await runDueJobs(context(), [job], 'a');
    expect(done).toEqual(['2026-03-02']);
    clock.set('2026-03-05T12:01+08:00');
    await runDueJobs(context(), [job], 'a');
    expect(done).toEqual(['2026-03-02', '2026-03-04', '2026-03-05']);
  });

  test('a failing job does not keep the others from running', async () => {
    const bad = failing(new Error('no ink'), { name: 'bad' });
    const broken = digest({
      name: 'broken',
      schedule: {
        kind: 'daily',
        zone: 'Asia/Shanghai',
        minuteOfDay: 540,
        on: () => {
          throw new Error('no calendar');
        },
      },
    });
    const good = digest();
    await knownSinceMonday(good);
    await runDueJobs(context(), [bad, broken], 'a');
    clock.set('2026-03-02T09:00+08:00');
    await runDueJobs(context(), [bad, broken, good], 'a');
    expect(good.runs).toEqual(['2026-03-02']);
    expect(logged.filter(({ level }) => level === 'error').map(({ message }) => message)).toContain(
      'job not scheduled',
    );
  });

  test('trouble outside is a warning, a bug an error', async () => {
    const outside = failing(new OperationalError('chat is down', { retry: true }));
    await knownSinceMonday(outside);
    clock.set('2026-03-02T09:00+08:00');
    await runDueJobs(context(), [outside], 'a');
    expect(logged.at(-1)).toMatchObject({ level: 'warn', message: 'job failed' });
  });
});

describe('several workers', () => {
  test('of eight that ask at the same moment one runs the slot', async () => {
    const job = digest();
    await knownSinceMonday(job);
    clock.set('2026-03-04T08:30+08:00');
    const names = Array.from({ length: 8 }, (_, i) => `worker-${i}`);
    await Promise.all(names.map((name) => runDueJobs(context(), [job], name)));
    for (const name of names) await runDueJobs(context(), [job], name);
    expect(job.runs).toEqual(['2026-03-02 late', '2026-03-03 late']);
  });

  test('a slot that somebody is running is left alone, and later slots wait for it', async () => {
    const begun = gate();
    const finish = gate();
    const slow = digest({
      run: async () => {
        begun.open();
        await finish.passed;
        return 'posted';
      },
    });
    await knownSinceMonday(slow);
    clock.set('2026-03-03T12:00+08:00');
    const first = runDueJobs(context(), [slow], 'a');
    await begun.passed;
    const other = digest();
    expect(await runDueJobs(context(), [other], 'b')).toBe(0);
    finish.open();
    expect(await first).toBe(2);
    expect(other.runs).toEqual([]);
  });

  test('a slot whose worker died is taken over when its lease has run out', async () => {
    const job = digest();
    await knownSinceMonday(job);
    clock.set('2026-03-02T09:00+08:00');
    await claimAsDead(1);
    expect(await runDueJobs(context(), [job], 'b')).toBe(0);
    await expireLeases();
    expect(await runDueJobs(context(), [job], 'b')).toBe(1);
    expect(job.runs).toEqual(['2026-03-02 again 2']);
  });

  test('a slot that kills every worker is given up', async () => {
    const job = digest({ maxAttempts: 3 });
    await knownSinceMonday(job);
    clock.set('2026-03-02T09:00+08:00');
    await claimAsDead(3);
    await expireLeases();
    expect(await runDueJobs(context(), [job], 'b')).toBe(0);
    expect(await rows()).toEqual([
      { slot: '2026-03-02', state: 'failed', attempts: 3, outcome: 'its worker died 3 times' },
    ]);
  });

  test('a slot whose worker died is closed when it is too late to run it again', async () => {
    const job = digest({ catchUpMinutes: 60 });
    await knownSinceMonday(job);
    await claimAsDead(1);
    clock.set('2026-03-02T12:00+08:00');
    await runDueJobs(context(), [job], 'b');
    expect(await rows()).toMatchObject([{ slot: '2026-03-02', state: 'running' }]);
    await expireLeases();
    expect(await runDueJobs(context(), [job], 'b')).toBe(0);
    expect(await rows()).toMatchObject([{ slot: '2026-03-02', state: 'failed', attempts: 1 }]);
  });

  test('a worker that lost its lease does not overwrite the result of the one that took over', async () => {
    const job = digest({
      run: async () => {
        await expireLeases();
        const other = digest();
        await runDueJobs(context(), [other], 'b');
        expect(other.runs).toEqual(['2026-03-02 again 2']);
        return 'too late';
      },
    });
    await knownSinceMonday(job);
    clock.set('2026-03-02T09:00+08:00');
    await runDueJobs(context(), [job], 'a');
    expect(await rows()).toEqual([{ slot: '2026-03-02', state: 'done', attempts: 2, outcome: 'posted' }]);
    expect(logged.map(({ message }) => message)).toContain('job lease was lost');
  });
});

describe.runIf(databaseKind === 'postgres')('when the database is gone', () => {
  test('the trouble is passed on, and the slot is not lost', async () => {
    const job = digest({
      run: async (ctx) => {
        await ctx.db.execute(sql`select pg_terminate_backend(pg_backend_pid())`);
        return 'never';
      },
    });
    await knownSinceMonday(job);
    clock.set('2026-03-02T09:00+08:00');
    await runDueJobs(context(), [job], 'a');
    expect(await rows()).toMatchObject([{ slot: '2026-03-02', state: 'failed', attempts: 1 }]);
  });
});

function gate() {
  let open = () => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open };
}

async function claimAsDead(attempts: number): Promise<void> {
  await database.db.insert(jobRuns).values({
    job: 'digest',
    slot: '2026-03-02',
    dueAt: new Date('2026-03-02T09:00+08:00'),
    state: 'running',
    attempts,
    leaseOwner: 'dead',
    leaseUntil: sql`clock_timestamp() + interval '1 minute'`,
    startedAt: clock.now(),
  });
}

async function expireLeases(): Promise<void> {
  await database.db
    .update(jobRuns)
    .set({ leaseUntil: sql`clock_timestamp() - interval '1 second'` })
    .where(eq(jobRuns.state, 'running'));
}
