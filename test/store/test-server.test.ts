import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test, vi } from 'vitest';
import { startChild } from '../support/child.ts';

test('a test server ends with the tests that started it, even when they are killed', async () => {
  const parent = startChild('store/processes/start-postgres.ts');
  const { port } = await parent.next();
  expect(await accepts(Number(port))).toBe(true);
  parent.kill('SIGKILL');
  await vi.waitFor(async () => expect(await accepts(Number(port))).toBe(false), { timeout: 120_000, interval: 100 });
});

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  const outcome = await Promise.race([
    once(socket, 'connect').then(() => true),
    once(socket, 'error').then(() => false),
  ]).catch(() => false);
  socket.destroy();
  return outcome;
}
