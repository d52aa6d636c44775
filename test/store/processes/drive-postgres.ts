// Works on a database while its test breaks the connection. Argument 1 is the address, argument 2 a name for its rows.
// Goes through moments of work one after the other; for each it prints one line when the connection may be broken, reads
// one line when it is, prints one that tells how the work ended, and one that tells whether new work succeeded. A driver
// that brings the process down is seen as an exit.

import { createInterface } from 'node:readline';
import { type SQL, sql } from 'drizzle-orm';
import { silentLog } from '../../../src/lib/log.ts';
import type { Db } from '../../../src/store/db.ts';
import { isRetryable } from '../../../src/store/errors.ts';
import { openStore } from '../../../src/store/open.ts';

const [databaseUrl, name = ''] = process.argv.slice(2);
const limits = { connectMs: 1_500, statementMs: 2_000, connections: 3 };
const store = await openStore({ databaseUrl, log: silentLog, limits });
const { db } = store;

/** Ends only because the connection breaks. */
const waiting = sql`select pg_sleep(3600)`;
const orders = createInterface(process.stdin)[Symbol.asyncIterator]();
const write = (row: string): SQL => sql`insert into settings (name, value) values (${`${name} ${row}`}, '1')`;
const ready = () => say({ ready: true });

/** Uses the connection, so that it is there, and says that it may be broken. */
async function begin(on: Pick<Db, 'execute'>): Promise<void> {
  await on.execute(sql`select 1`);
  ready();
}

/** Each is given a promise that resolves when the test has broken the connection. */
const moments: Record<string, (broken: Promise<unknown>) => Promise<unknown>> = {
  'a statement of a transaction runs': () =>
    db.transaction(async (tx) => {
      await tx.execute(write('1'));
      ready();
      await tx.execute(waiting);
    }),
  'a transaction is idle and goes on': (broken) =>
    db.transaction(async (tx) => {
      await tx.execute(write('1'));
      ready();
      await broken;
      await tx.execute(write('2'));
    }),
  'a transaction is idle and swallows the failure': (broken) =>
    db.transaction(async (tx) => {
      await begin(tx);
      await broken;
      await tx.execute(write('1')).catch(() => {});
    }),
  'many statements of one transaction are waiting': () =>
    db.transaction(async (tx) => {
      await begin(tx);
      await Promise.all([tx.execute(waiting), tx.execute(waiting), tx.execute(waiting)]);
    }),
  'a plain statement runs': async () => {
    await begin(db);
    await db.execute(waiting);
  },
  'the connections are idle': async (broken) => {
    await Promise.all([db.execute(sql`select pg_sleep(0.1)`), db.execute(sql`select pg_sleep(0.1)`)]);
    ready();
    await broken;
  },
  'all connections are busy and more work waits': async () => {
    let busy = 0;
    const hold = () =>
      db.transaction(async (tx) => {
        await tx.execute(sql`select 1`);
        busy += 1;
        if (busy === limits.connections) ready();
        await tx.execute(waiting);
      });
    const holding = Array.from({ length: limits.connections }, hold);
    const queued = Array.from({ length: 6 }, () => db.transaction((tx) => tx.execute(sql`select 1`)));
    const all = await Promise.allSettled([...holding, ...queued]);
    const failed = all.find((each) => each.status === 'rejected');
    if (failed?.status === 'rejected') throw failed.reason;
  },
};

for (const [moment, work] of Object.entries(moments)) {
  const broken = orders.next();
  try {
    await work(broken);
    say({ moment, failed: false });
  } catch (error) {
    say({ moment, failed: true, retryable: isRetryable(error), message: String(error) });
  }
  await broken;
  say({ moment, works: await worksAgain(), left: await rowsLeft() });
}
process.stdin.destroy();
await store.close();

async function worksAgain(): Promise<boolean> {
  for (let tries = 1; tries <= 20; tries++) {
    try {
      await db.transaction((tx) => tx.execute(sql`select 1`));
      return true;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  return false;
}

async function rowsLeft(): Promise<number> {
  const rows = await db.execute(sql`select 1 from settings where name like ${`${name} %`}`);
  return rows.length;
}

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
