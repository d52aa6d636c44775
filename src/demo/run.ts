// `npm run demo`: one workday and the following Monday on a simulated clock, told line by line, then the console with
// buttons that move the clock. Everything but the clock, and the people in the story, is the real program.

import path from 'node:path';
import { createApp } from '../app.ts';
import type { Context } from '../context.ts';
import { uploadImporter } from '../ingest/upload.ts';
import { newBell } from '../jobs/schedule.ts';
import { systemClock } from '../lib/clock.ts';
import { jsonLog } from '../lib/log.ts';
import { openPlatforms } from '../platforms.ts';
import { migrate } from '../store/migrate.ts';
import { openStore } from '../store/open.ts';
import { createWeb } from '../web/server.ts';
import { castOf, example } from './cast.ts';
import { clockControls } from './clock-controls.ts';
import { folderFeed } from './folder-feed.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { demoOptions } from './options.ts';
import { type Player, settle } from './play.ts';
import { simulatedClock } from './simulated-clock.ts';
import { playStory } from './story.ts';
import { storyChat } from './story-chat.ts';
import { storyPrinter } from './story-printer.ts';

/** Half past eight on the morning after the rabbit night light took off. */
const exampleStart = new Date('2011-10-27T08:30:00+08:00');

/** Runs the demo until its story is told (`--exit`), or until the process is told to end. */
export async function runDemo(argv: readonly string[]): Promise<void> {
  const options = demoOptions(argv);
  const cast = castOf(options);
  const { policy, examplePolicy } = cast;
  const log = jsonLog('warn');
  const store = await openStore({ memory: true, log });
  await migrate(store, { log });
  const clock = simulatedClock(options.at ?? (options.data === undefined ? exampleStart : systemClock.now()));
  const print = storyPrinter({ clock, zone: policy.team.zone, language: options.language });
  const queue = oneAtATime();
  const bell = newBell();
  const ctx: Context = {
    db: store.db,
    clock,
    policy,
    actor: { kind: 'system', job: 'demo' },
    log,
    inTransaction: false,
    wake: bell.ring,
  };
  const platforms = await openPlatforms(ctx, cast);
  const adapters = platforms.adapters.map((each) => storyChat(each, { policy, language: options.language, print }));
  const app = createApp(ctx, { ...platforms, adapters });
  bell.onRing(() => void queue(() => settle(app)));
  for (const adapter of adapters) await adapter.start(app.handle);
  const feed = folderFeed(ctx, path.resolve(options.data ?? example));
  const player: Player = {
    app,
    clock,
    onDayClosed: async () => {
      print.files(await feed());
    },
  };
  await queue(() => playStory(player, print, options.language));
  if (!options.exit) {
    const web = createWeb({
      ctx,
      handle: app.handle,
      config: { host: '127.0.0.1', port: options.port, examplePolicy },
      importFiles: uploadImporter(ctx),
      clockControls: clockControls(player, print, queue),
      platforms,
    });
    const listening = await web.listen();
    print.serving(listening.url);
    await new Promise<void>((resolve) => {
      process.once('SIGTERM', resolve);
      process.once('SIGINT', resolve);
    });
    await listening.close();
  }
  await queue(async () => undefined);
  for (const adapter of adapters) await adapter.stop();
  await store.close();
}
