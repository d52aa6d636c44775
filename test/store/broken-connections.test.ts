import { sql } from 'drizzle-orm';
import { afterAll, describe, expect, test } from 'vitest';
import { OperationalError } from '../../src/errors.ts';
import { silentLog } from '../../src/lib/log.ts';
import { openStore } from '../../src/store/open.ts';
import { startChild } from '../support/child.ts';
import { databaseKind, testDatabase } from '../support/db.ts';
import { startPostgres } from '../support/postgres.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';

const database = testDatabase();
const proxies: TcpProxy[] = [];
afterAll(() => Promise.all(proxies.map((proxy) => proxy.stop())));

/** Moments of work in the child process, in its order. */
const moments = [
  'a statement of a transaction runs',
  'a transaction is idle and goes on',
  'a transaction is idle and swallows the failure',
  'many statements of one transaction are waiting',
  'a plain statement runs',
  'the connections are idle',
  'all connections are busy and more work waits',
];

interface Breaking {
  url(): Promise<string>;
  breakIt(): Promise<void> | void;
  /** Done when the work has ended, before new work is tried. */
  heal?(): void;
}

describe.runIf(databaseKind === 'postgres')('the process survives, says what failed, and works on', () => {
  test.concurrent.each<[string, (name: string) => Breaking]>([
    ['when its backends are terminated', terminating],
    ['when its connections are reset', resetting],
    ['when the path to the server dies in silence', silencing],
  ])('%s', async (kind, make) => {
    const name = kind.replaceAll(' ', '-');
    const breaking = make(name);
    const child = startChild('store/processes/drive-postgres.ts', [await breaking.url(), name]);
    for (const moment of moments) {
      expect(await child.next()).toEqual({ ready: true });
      await breaking.breakIt();
      child.tell('broken');
      const ended = await child.next();
      const fails = moment !== 'the connections are idle';
      expect(ended).toMatchObject(fails ? { moment, failed: true, retryable: true } : { moment, failed: false });
      breaking.heal?.();
      expect(await child.next()).toEqual({ moment, works: true, left: 0 });
    }
    expect(await child.ended()).toBe(0);
  });

  test.concurrent('when the server crashes and comes back', async () => {
    const server = await startPostgres();
    const limits = { connectMs: 1_500, statementMs: 5_000 };
    const store = await openStore({ databaseUrl: server.url('postgres'), log: silentLog, limits });
    for (const mode of ['immediate', 'fast'] as const) {
      const sleeping = store.db.transaction((tx) => tx.execute(sql`select pg_sleep(30)`));
      const failure = sleeping.then(
        () => undefined,
        (error: unknown) => error,
      );
      await store.db.execute(sql`select 1`);
      await server.down(mode);
      expect(await failure).toBeInstanceOf(OperationalError);
      await expect(store.ping()).rejects.toThrow(OperationalError);
      await server.up();
      await store.ping();
    }
    await store.close();
    await server.stop();
  });
});

function terminating(name: string): Breaking {
  return {
    url: async () => `${database.url}?application_name=${name}`,
    breakIt: async () => {
      await database.db.execute(
        sql`select pg_terminate_backend(pid, 60000) from pg_stat_activity where application_name = ${name}`,
      );
    },
  };
}

function resetting(): Breaking {
  const { url, proxy } = proxied();
  return { url, breakIt: async () => (await proxy).cut() };
}

function silencing(): Breaking {
  const { url, proxy } = proxied();
  let open: TcpProxy | undefined;
  return {
    url,
    breakIt: async () => {
      open = await proxy;
      open.blackHole();
    },
    // The connections of the silent time stay dead; only new ones get through.
    heal: () => open?.forward(),
  };
}

function proxied(): { url: () => Promise<string>; proxy: Promise<TcpProxy> } {
  const address = new URL(database.url);
  const proxy = startTcpProxy(Number(address.port)).then((started) => {
    proxies.push(started);
    return started;
  });
  return {
    proxy,
    url: async () => {
      address.port = String((await proxy).port);
      return address.href;
    },
  };
}
