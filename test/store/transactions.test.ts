import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { type Context, withTransaction } from '../../src/context.ts';
import { OperationalError } from '../../src/errors.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { silentLog } from '../../src/lib/log.ts';
import { policySchema } from '../../src/policy/policy.ts';
import type { Db } from '../../src/store/db.ts';
import { DatabaseError, isUniqueViolation, sqlState } from '../../src/store/errors.ts';
import { retrying } from '../../src/store/retry.ts';
import { jobRuns, settings } from '../../src/store/schema/index.ts';
import { databaseKind, testDatabase } from '../support/db.ts';

const database = testDatabase();

function context(): Context {
  return {
    db: database.db,
    clock: systemClock,
    policy: policySchema.parse({
      team: { name: 'Test' },
      people: [{ id: 'li', name: 'Li' }],
      stores: [{ id: 'amz-us', zone: 'America/Los_Angeles' }],
    }),
    actor: { kind: 'system', job: 'test' },
    log: silentLog,
    inTransaction: false,
    wake: () => {},
  };
}

async function names(): Promise<string[]> {
  const rows = await database.db.select({ name: settings.name }).from(settings).orderBy(settings.name);
  return rows.map(({ name }) => name);
}

function add(db: Db, name: string) {
  return db.insert(settings).values({ name, value: '1' });
}

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return await work.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe('withTransaction', () => {
  test('keeps everything, or after a throw nothing', async () => {
    await withTransaction(context(), async (ctx) => {
      await add(ctx.db, 'a');
      await add(ctx.db, 'b');
    });
    const failing = withTransaction(context(), async (ctx) => {
      await add(ctx.db, 'c');
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await names()).toEqual(['a', 'b']);
  });

  test('within another is part of it', async () => {
    const failing = withTransaction(context(), async (outer) => {
      await withTransaction(outer, async (inner) => {
        expect(inner.db).toBe(outer.db);
        await add(inner.db, 'a');
      });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await names()).toEqual([]);
  });

  test('gives the result of its work', async () => {
    expect(await withTransaction(context(), async () => 42)).toBe(42);
  });
});

describe('a transaction', () => {
  test('whose statement failed cannot end well, even when the work swallowed the failure', async () => {
    const failure = await failureOf(
      database.db.transaction(async (tx) => {
        await add(tx, 'a');
        await tx.execute(sql`select 1 / 0`).catch(() => {});
      }),
    );
    expect(sqlState(failure)).toBe('22012');
    expect(await names()).toEqual([]);
  });

  test('goes on after a nested one that failed', async () => {
    await database.db.transaction(async (tx) => {
      await add(tx, 'a');
      const nested = tx.transaction(async (inner) => {
        await add(inner, 'b');
        await add(inner, 'a');
      });
      expect(isUniqueViolation(await failureOf(nested))).toBe(true);
      await add(tx, 'c');
    });
    expect(await names()).toEqual(['a', 'c']);
  });

  test('that is nested twice undoes only the innermost', async () => {
    await database.db.transaction(async (tx) => {
      await tx.transaction(async (middle) => {
        await add(middle, 'a');
        await failureOf(
          middle.transaction(async (inner) => {
            await add(inner, 'b');
            throw new Error('no');
          }),
        );
      });
    });
    expect(await names()).toEqual(['a']);
  });

  test('can be read only', async () => {
    const writing = database.db.transaction((tx) => add(tx, 'a'), { accessMode: 'read only' });
    expect(sqlState(await failureOf(writing))).toBe('25006');
  });

  test('leaves the connection usable after any failure', async () => {
    for (let i = 0; i < 20; i++) {
      await failureOf(database.db.transaction((tx) => tx.execute(sql`select 1 / 0`)));
      await failureOf(database.db.transaction(() => Promise.reject(new Error('no'))));
    }
    await add(database.db, 'a');
    expect(await names()).toEqual(['a']);
  });
});

describe('errors', () => {
  test('name the statement and the code, and never the values', async () => {
    const secret = 'very-secret-value';
    await add(database.db, secret);
    const failures = [
      await failureOf(add(database.db, secret)),
      await failureOf(database.db.execute(sql`select ${secret}::int`)),
      await failureOf(database.db.execute(sql`select ${secret}::timestamptz`)),
      await failureOf(database.db.execute(sql`select 1 / 0 from settings where name = ${secret}`)),
      await failureOf(database.db.transaction((tx) => add(tx, secret))),
    ];
    for (const failure of failures) {
      expect(failure).toBeInstanceOf(DatabaseError);
      expect(deepText(failure)).not.toContain(secret);
    }
    expect(failures[0]).toMatchObject({ code: '23505', constraint: 'settings_pkey' });
    expect(failures[3]).toMatchObject({ code: '22012', statement: expect.stringContaining('$1') });
  });

  test('of a unique key can be told apart by their constraint', async () => {
    await add(database.db, 'a');
    const failure = await failureOf(add(database.db, 'a'));
    expect(isUniqueViolation(failure)).toBe(true);
    expect(isUniqueViolation(failure, 'settings_pkey')).toBe(true);
    expect(isUniqueViolation(failure, 'another_key')).toBe(false);
    expect(isUniqueViolation(new Error('no'))).toBe(false);
  });
});

describe('retrying', () => {
  const noWait = { wait: async () => {} };
  const trouble = () => new OperationalError('gone', { retry: true });

  test('does the work again after trouble that may pass, a bounded number of times', async () => {
    let calls = 0;
    const work = async () => {
      calls += 1;
      if (calls < 3) throw trouble();
      return 'done';
    };
    expect(await retrying(work, noWait)).toBe('done');
    expect(calls).toBe(3);
    calls = -10;
    await expect(retrying(work, noWait)).rejects.toThrow('gone');
    expect(calls).toBe(-6);
  });

  test('does not repeat what cannot succeed', async () => {
    let calls = 0;
    const work = () => {
      calls += 1;
      return Promise.reject(new Error('bug'));
    };
    await expect(retrying(work, noWait)).rejects.toThrow('bug');
    expect(calls).toBe(1);
  });

  test('repeats work whose commit may have gone through only when that does no harm', async () => {
    let calls = 0;
    const unknown = new OperationalError('lost', {
      retry: true,
      cause: new DatabaseError('lost', { code: 'COMMIT_UNKNOWN' }),
    });
    const work = async () => {
      calls += 1;
      if (calls === 1) throw unknown;
      return 'done';
    };
    await expect(retrying(work, noWait)).rejects.toBe(unknown);
    calls = 0;
    expect(await retrying(work, { ...noWait, idempotent: true })).toBe('done');
  });
});

describe.runIf(databaseKind === 'postgres')('transactions that collide', () => {
  test('serializable ones are repeated until all have counted', async () => {
    await database.db.insert(settings).values({ name: 'count', value: '0' });
    const countUp = () =>
      database.db.transaction(
        async (tx) => {
          const [row] = await tx.select().from(settings).where(eq(settings.name, 'count'));
          await tx
            .update(settings)
            .set({ value: String(Number(row?.value) + 1) })
            .where(eq(settings.name, 'count'));
        },
        { isolationLevel: 'serializable' },
      );
    await Promise.all(Array.from({ length: 4 }, () => retrying(countUp, { attempts: 50 })));
    const [row] = await database.db.select().from(settings);
    expect(row?.value).toBe('4');
  });

  test('deadlocked ones are repeated', async () => {
    await add(database.db, 'a');
    await add(database.db, 'b');
    let deadlocks = 0;
    const touch = (first: string, second: string) =>
      retrying(async () => {
        try {
          await database.db.transaction(async (tx) => {
            await tx.update(settings).set({ value: '2' }).where(eq(settings.name, first));
            await tx.execute(sql`select pg_sleep(0.1)`);
            await tx.update(settings).set({ value: '2' }).where(eq(settings.name, second));
          });
        } catch (error) {
          if (sqlState(error) === '40P01') deadlocks += 1;
          throw error;
        }
      });
    await Promise.all([touch('a', 'b'), touch('b', 'a')]);
    expect(deadlocks).toBeGreaterThan(0);
  });

  test('a worker skips rows that another has locked', async () => {
    await database.db.insert(jobRuns).values(
      ['1', '2'].map((slot) => ({
        job: 'x',
        slot,
        dueAt: new Date(0),
        state: 'done' as const,
        attempts: 1,
        startedAt: new Date(0),
      })),
    );
    const take = (tx: Db) => tx.select().from(jobRuns).limit(1).for('update', { skipLocked: true });
    await database.db.transaction(async (one) => {
      const [mine] = await take(one);
      await database.db.transaction(async (other) => {
        const [theirs] = await take(other);
        expect(theirs?.slot).not.toBe(mine?.slot);
      });
    });
  });
});

/** Everything of an error that a logger could print. */
function deepText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = Object.getOwnPropertyNames(error).map((name) => `${name}: ${String(Reflect.get(error, name))}`);
  return [error.message, error.stack, ...own, error.cause ? deepText(error.cause) : ''].join('\n');
}
