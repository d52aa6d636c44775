// The service: opens the store, wires the app, listens, and ends in order when told to.

import { type App, createApp } from './app.ts';
import type { Config } from './config.ts';
import type { Context } from './context.ts';
import { uploadImporter } from './ingest/upload.ts';
import { type Alarm, type Bell, newBell, startAlarm } from './jobs/schedule.ts';
import { upkeep } from './jobs/upkeep.ts';
import { describeError } from './lib/describe-error.ts';
import { armFailpoint } from './lib/failpoint.ts';
import { jsonLog, type Log } from './lib/log.ts';
import { openPlatforms } from './platforms.ts';
import { assertSkew } from './store/database-clock.ts';
import { migrate } from './store/migrate.ts';
import { openStore, type Store } from './store/open.ts';
import { createWeb } from './web/server.ts';

/** Seconds between looks at what is due and at what is to be sent; a change wakes the service at once. */
const tickSeconds = 5;
const tableSeconds = 30;
const upkeepSeconds = 60;
/** An orderly stop that takes longer is ended: whatever is under way is safe in the database. */
const stopWithinMs = 9_000;

export interface Service {
  url: string;
  stop(): Promise<void>;
}

/** Starts the service. Throws UserError or OperationalError when it cannot, with nothing left running. */
async function startService(config: Config, log: Log): Promise<Service> {
  const store = await openStore({ databaseUrl: config.databaseUrl, dataDir: config.dataDir, log });
  try {
    await migrate(store, { log });
    return await startOver(store, config, log);
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Runs the service until the process is told to end (SIGTERM, SIGINT). */
export async function serve(config: Config): Promise<void> {
  const log = jsonLog(config.logLevel);
  armFailpoint(config.failpoint);
  const service = await startService(config, log);
  log.info({ url: service.url, example: config.examplePolicy }, 'listening');
  process.stderr.write(`Skuwatch: ${service.url}\n`);
  await new Promise<void>((resolve) => {
    process.once('SIGTERM', resolve);
    process.once('SIGINT', resolve);
  });
  log.info({}, 'stopping');
  const impatience = setTimeout(() => process.exit(1), stopWithinMs);
  await service.stop();
  clearTimeout(impatience);
  log.info({}, 'stopped');
}

async function startOver(store: Store, config: Config, log: Log): Promise<Service> {
  const bell = newBell();
  const ctx: Context = {
    db: store.db,
    clock: store.clock,
    policy: config.policy,
    actor: { kind: 'system', job: 'service' },
    log,
    inTransaction: false,
    wake: bell.ring,
  };
  const platforms = await openPlatforms(ctx, config);
  const app = createApp(ctx, platforms);
  for (const adapter of platforms.adapters) await adapter.start(app.handle);
  const stopping = new AbortController();
  const web = createWeb({
    ctx,
    handle: app.handle,
    config,
    importFiles: uploadImporter(ctx),
    stopping: () => stopping.signal.aborted,
    skewMs: () => store.clock.skewMs(),
    platforms,
  });
  const listening = await web.listen();
  const alarms = startAlarms(ctx, { app, store, config, bell });
  return {
    url: listening.url,
    async stop() {
      stopping.abort();
      app.stop();
      await Promise.all(alarms.map((alarm) => alarm.stop()));
      await listening.close();
      for (const adapter of platforms.adapters) await adapter.stop();
      await store.close();
    },
  };
}

/** Everything the service does at its own times; each on an alarm of its own, so that none waits for another. */
function startAlarms(ctx: Context, of: { app: App; store: Store; config: Config; bell: Bell }): Alarm[] {
  const { app, store, config, bell } = of;
  const { log } = ctx;
  const failed = (work: string) => (error: unknown) => log.error({ work, error: describeError(error) }, 'work failed');
  const alarm = (name: string, seconds: number, tick: () => Promise<unknown>) =>
    startAlarm({ name, seconds, tick, onError: failed(name), log });
  // A platform that does not answer must not hold up the next deadline.
  const delivery = alarm('delivery', tickSeconds, async () => {
    assertSkew(store.clock.skewMs());
    await app.deliver();
  });
  const work = alarm('work', tickSeconds, async () => {
    assertSkew(store.clock.skewMs());
    if ((await app.work()) > 0) delivery.wake();
  });
  // A rehearsal takes seconds.
  const rehearsal = alarm('rehearsal', tickSeconds, app.rehearse);
  for (const { wake } of [work, delivery, rehearsal]) bell.onRing(wake);
  // Tables elsewhere may be slow.
  const tables = alarm('tables', tableSeconds, app.exchange);
  const care = alarm('upkeep', upkeepSeconds, upkeep(ctx, store, config));
  return [work, delivery, rehearsal, tables, care];
}
