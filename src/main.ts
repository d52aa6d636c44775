// The service: opens the store, wires the app, listens, and ends in order when told to.

import { createApp } from './app.ts';
import type { Config } from './config.ts';
import type { Context } from './context.ts';
import { uploadImporter } from './ingest/upload.ts';
import { type Alarm, startAlarm } from './jobs/schedule.ts';
import { upkeep } from './jobs/upkeep.ts';
import { describeError } from './lib/describe-error.ts';
import { armFailpoint } from './lib/failpoint.ts';
import { jsonLog, type Log } from './lib/log.ts';
import { openPlatforms, type Platforms } from './platforms.ts';
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
  const clockwork: {
    work?: Alarm;
    delivery?: Alarm;
    platforms?: Platforms;
    rehearsal?: Alarm;
    tables?: Alarm;
    stopping: boolean;
  } = { stopping: false };
  const ctx: Context = {
    db: store.db,
    clock: store.clock,
    policy: config.policy,
    actor: { kind: 'system', job: 'service' },
    log,
    inTransaction: false,
    wake: () => {
      clockwork.work?.wake();
      clockwork.delivery?.wake();
      clockwork.rehearsal?.wake();
    },
    platformChecks: () => clockwork.platforms?.checks() ?? [],
    bitables: () => clockwork.platforms?.bitables,
  };
  const platforms = openPlatforms(ctx, config);
  clockwork.platforms = platforms;
  const { adapters } = platforms;
  const app = createApp(ctx, adapters);
  for (const adapter of adapters) await adapter.start(app.handle);
  const web = createWeb({
    ctx,
    handle: app.handle,
    config,
    importFiles: uploadImporter(ctx),
    stopping: () => clockwork.stopping,
    skewMs: () => store.clock.skewMs(),
    platforms,
  });
  const listening = await web.listen();
  const failed = (work: string) => (error: unknown) => log.error({ work, error: describeError(error) }, 'work failed');
  const alarm = (name: string, seconds: number, tick: () => Promise<unknown>) =>
    startAlarm({ name, seconds, tick, onError: failed(name), log });
  clockwork.work = alarm('work', tickSeconds, async () => {
    assertSkew(store.clock.skewMs());
    if ((await app.work()) > 0) clockwork.delivery?.wake();
  });
  // On an alarm of its own: a platform that does not answer must not hold up the next deadline.
  clockwork.delivery = alarm('delivery', tickSeconds, async () => {
    assertSkew(store.clock.skewMs());
    await app.deliver();
  });
  // A rehearsal takes seconds: deadlines and messages go on meanwhile.
  clockwork.rehearsal = alarm('rehearsal', tickSeconds, () => app.rehearse());
  // Feishu may be slow: nothing else waits for its tables.
  clockwork.tables = alarm('tables', tableSeconds, () => app.exchange());
  const care = alarm('upkeep', upkeepSeconds, upkeep(ctx, store, config));
  return {
    url: listening.url,
    async stop() {
      clockwork.stopping = true;
      app.stop();
      const { work, delivery, rehearsal, tables } = clockwork;
      await Promise.all([work, delivery, rehearsal, tables, care].map((each) => each?.stop()));
      await listening.close();
      for (const adapter of adapters) await adapter.stop();
      await store.close();
    },
  };
}
