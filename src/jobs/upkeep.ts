// What a running service does for itself every minute: measure the clock, look for anything that is late, tell the
// watcher that all is well, look after an embedded database.

import type { Context } from '../context.ts';
import { describeError } from '../lib/describe-error.ts';
import type { Store } from '../store/open.ts';
import { audit, beat, heartbeatUrl } from './audit.ts';

const hourMs = 3_600_000;

/** One round of upkeep; call it every minute. */
export function upkeep(ctx: Context, store: Store, config: { heartbeatUrl: string | undefined }): () => Promise<void> {
  const watcher = config.heartbeatUrl === undefined ? undefined : heartbeatUrl(config.heartbeatUrl);
  let maintainedAt = ctx.clock.now().getTime();
  return async () => {
    await store.clock.measure();
    const report = await audit(ctx);
    if (watcher)
      await beat(watcher, report).catch((error) => ctx.log.warn({ reason: describeError(error) }, 'heartbeat failed'));
    if (ctx.clock.now().getTime() - maintainedAt < hourMs) return;
    maintainedAt = ctx.clock.now().getTime();
    await store.maintain();
  };
}
