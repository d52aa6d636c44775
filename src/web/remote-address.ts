// Where a request comes from, as the socket knows it; headers that claim something else are not believed.

import type { Context as HonoContext } from 'hono';
import type { WebEnv } from './deps.ts';

/** The address of the other end; "" where there is no socket. */
export function remoteAddress(c: HonoContext<WebEnv>): string {
  return c.env?.incoming?.socket.remoteAddress ?? '';
}
