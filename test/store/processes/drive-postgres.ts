// Works on a database while its test breaks the connection: argument 1 is the address, argument 2 says in which moment
// of its work to wait for the break. It prints its backend's id before the break, what happened, and whether the next
// work succeeded. A driver that brings the process down is seen as an exit.

import { sql } from 'drizzle-orm';
import { silentLog } from '../../../src/lib/log.ts';
import { isRetryable } from '../../../src/store/errors.ts';
import { openStore } from '../../../src/store/open.ts';

const [databaseUrl, moment] = process.argv.slice(2);
const limits = { connectMs: 2_000, statementMs: 4_000, connections: 3 };
const store = await openStore({ databaseUrl, log: silentLog, limits });
const { db } = store;

const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);
const backend = sql`select pg_backend_pid() as pid`;
/** Long enough for the test to break something meanwhile. */
const waiting = sql`select pg_sleep(1.5)`;
const pause = () => new Promise((resolve) => setTimeout(resolve, 1_500));

const moments: Record<string, () => Promise<unknown>> = {
  'running statement in a transaction': () =>
    db.transaction(async (tx) => {
      say({ pid: (await tx.execute(backend))[0]?.pid });
      await tx.execute(sql`insert into settings (name, value) values ('broken', '1')`);
      await tx.execute(waiting);
    }),
  'idle transaction that goes on': () =>
    db.transaction(async (tx) => {
      say({ pid: (await tx.execute(backend))[0]?.pid });
      await tx.execute(sql`insert into settings (name, value) values ('broken', '1')`);
      await pause();
      await tx.execute(sql`insert into settings (name, value) values ('broken-too', '1')`);
    }),
  'idle transaction that swallows the failure': () =>
    db.transaction(async (tx) => {
      say({ pid: (await tx.execute(backend))[0]?.pid });
      await pause();
      await tx.execute(sql`insert into settings (name, value) values ('broken', '1')`).catch(() => {});
    }),
  'many statements of one transaction at once': () =>
    db.transaction(async (tx) => {
      say({ pid: (await tx.execute(backend))[0]?.pid });
      await Promise.all([tx.execute(waiting), tx.execute(waiting), tx.execute(waiting)]);
    }),
  'plain statement': async () => {
    say({ pid: (await db.execute(backend))[0]?.pid });
    await db.execute(waiting);
  },
  'idle connection': async () => {
    say({ pid: (await db.execute(backend))[0]?.pid });
    await pause();
  },
  'all connections busy': async () => {
    say({ pid: (await db.execute(backend))[0]?.pid });
    const work = () => db.transaction((tx) => tx.execute(waiting));
    const all = await Promise.allSettled(Array.from({ length: 9 }, work));
    const failed = all.find((each) => each.status === 'rejected');
    if (failed?.status === 'rejected') throw failed.reason;
  },
};

const started = performance.now();
try {
  await moments[moment ?? '']?.();
  say({ failed: false });
} catch (error) {
  say({ failed: true, retryable: isRetryable(error), message: String(error) });
}
for (let tries = 1; ; tries++) {
  try {
    const left = await db.transaction((tx) => tx.execute(sql`select name from settings where name like 'broken%'`));
    say({ works: true, tries, left: left.map(({ name }) => name), ms: Math.round(performance.now() - started) });
    break;
  } catch (error) {
    if (tries === 20) {
      say({ works: false, message: String(error) });
      break;
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
await store.close();
