import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { type Context, withTransaction } from '../../src/context.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { silentLog } from '../../src/lib/log.ts';
import { policySchema } from '../../src/policy/policy.ts';
import type { Db } from '../../src/store/db.ts';
import { DatabaseError, isRetryable, sqlState } from '../../src/store/errors.ts';
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
      expect(sqlState(await failureOf(nested))).toBe('23505');
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
});

describe.runIf(databaseKind === 'postgres')('transactions that collide', () => {
  test('serializable ones fail so that they can be repeated', async () => {
    await database.db.insert(settings).values({ name: 'count', value: '0' });
    const countUp = (between: () => Promise<void>) =>
      database.db.transaction(
        async (tx) => {
          const [row] = await tx.select().from(settings).where(eq(settings.name, 'count'));
          await between();
          const value = String(Number(row?.value) + 1);
          await tx.update(settings).set({ value }).where(eq(settings.name, 'count'));
        },
        { isolationLevel: 'serializable' },
      );
    const failure = await failureOf(countUp(() => countUp(async () => {})));
    expect(sqlState(failure)).toBe('40001');
    expect(isRetryable(failure)).toBe(true);
  });

  test('one of two that are deadlocked fails so that it can be repeated', async () => {
    await add(database.db, 'a');
    await add(database.db, 'b');
    let holding = 0;
    let bothHold = () => {};
    const held = new Promise<void>((resolve) => {
      bothHold = resolve;
    });
    const touch = (first: string, second: string) =>
      database.db.transaction(async (tx) => {
        await tx.update(settings).set({ value: '2' }).where(eq(settings.name, first));
        holding += 1;
        if (holding === 2) bothHold();
        await held;
        await tx.update(settings).set({ value: '2' }).where(eq(settings.name, second));
      });
    const failures = await Promise.all([failureOf(touch('a', 'b')), failureOf(touch('b', 'a'))]);
    const deadlocked = failures.filter((failure) => sqlState(failure) === '40P01');
    expect(deadlocked).toHaveLength(1);
    expect(isRetryable(deadlocked[0])).toBe(true);
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
