// A real PostgreSQL server for tests, from npm. It lives in a keeper process, so that it ends with the tests even when
// they are killed.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface TestPostgres {
  readonly port: number;
  /** Address of a database on it. */
  url(database: string): string;
  /** Stops the server: orderly ("fast"), or as a crash ("immediate"). */
  down(mode: 'fast' | 'immediate'): Promise<void>;
  /** Starts it again after `down`, on the same port. */
  up(): Promise<void>;
  /** Stops it for good and removes its data. */
  stop(): Promise<void>;
}

/** Starts a server of its own on a free port; about a second. `settings` go before those that make tests quick. */
export async function startPostgres(settings: Readonly<Record<string, string>> = {}): Promise<TestPostgres> {
  const keeper = spawn(
    process.execPath,
    ['--import', 'tsx', fileURLToPath(new URL('./postgres-keeper.ts', import.meta.url)), JSON.stringify(settings)],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
      detached: true,
    },
  );
  const gone = once(keeper, 'exit');
  const answers = createInterface(keeper.stdout)[Symbol.asyncIterator]();
  const { port } = await nextAnswer(answers);
  if (port === undefined) throw new Error('The test server named no port');
  const order = async (line: string) => {
    keeper.stdin.write(`${line}\n`);
    await nextAnswer(answers);
  };
  return {
    port,
    url: (database) => `postgres://postgres@127.0.0.1:${port}/${database}`,
    down: (mode) => order(`stop ${mode}`),
    up: () => order('start'),
    stop: async () => {
      keeper.stdin.end();
      await gone;
    },
  };
}

async function nextAnswer(answers: AsyncIterator<string>): Promise<{ port?: number }> {
  const { value, done } = await answers.next();
  if (done) throw new Error('The test server did not start; its own words are above');
  return JSON.parse(value) as { port?: number };
}
