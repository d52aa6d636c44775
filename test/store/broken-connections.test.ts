import { sql } from 'drizzle-orm';
import { afterEach, describe, expect, test } from 'vitest';
import { type Child, startChild } from '../support/child.ts';
import { databaseKind, testDatabase } from '../support/db.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';

const database = testDatabase();

describe.runIf(databaseKind === 'postgres')('the process survives and works on', { timeout: 60_000 }, () => {
  let proxy: TcpProxy | undefined;
  afterEach(() => proxy?.stop());

  const moments = [
    'running statement in a transaction',
    'idle transaction that goes on',
    'idle transaction that swallows the failure',
    'many statements of one transaction at once',
    'plain statement',
    'idle connection',
    'all connections busy',
  ];

  test.each(moments)('after its backend was terminated: %s', async (moment) => {
    const child = startChild('store/processes/drive-postgres.ts', [database.url, moment]);
    await child.next();
    await terminateOthers();
    await expectRecovery(child, moment);
  });

  test.each(moments)('after its connections were reset: %s', async (moment) => {
    proxy = await startTcpProxy(Number(new URL(database.url).port));
    const child = startChild('store/processes/drive-postgres.ts', [through(proxy), moment]);
    await child.next();
    proxy.cut();
    await expectRecovery(child, moment);
  });

  test.each(moments)('after the path to the server died in silence: %s', async (moment) => {
    proxy = await startTcpProxy(Number(new URL(database.url).port));
    const child = startChild('store/processes/drive-postgres.ts', [through(proxy), moment]);
    await child.next();
    const dead = proxy;
    dead.blackHole();
    const outcome = moment === 'idle connection' ? undefined : await child.next();
    dead.forward();
    dead.cut();
    if (outcome) expect(outcome).toMatchObject({ failed: true, retryable: true });
    else expect(await child.next()).toMatchObject({ failed: false });
    expect(await child.next()).toMatchObject({ works: true, left: [] });
    expect(await child.ended()).toBe(0);
  });
});

async function expectRecovery(child: Child, moment: string): Promise<void> {
  const outcome = await child.next();
  if (moment === 'idle connection') expect(outcome).toMatchObject({ failed: false });
  else expect(outcome).toMatchObject({ failed: true, retryable: true });
  expect(await child.next()).toMatchObject({ works: true, left: [] });
  expect(await child.ended()).toBe(0);
}

async function terminateOthers(): Promise<void> {
  await database.db.execute(
    sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
  );
}

function through(proxy: TcpProxy): string {
  const url = new URL(database.url);
  url.port = String(proxy.port);
  return url.href;
}
