// The whole program with its console in front, for tests that click: real database, simulated clock, real browser.

import { randomUUID } from 'node:crypto';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { consoleAdapter } from '../../src/chat/console/adapter.ts';
import { consoleKnows } from '../../src/chat/console/members.ts';
import { uploadImporter } from '../../src/ingest/upload.ts';
import { day } from '../../src/lib/day.ts';
import { consoleRoom } from '../../src/store/console-messages.ts';
import type { Db } from '../../src/store/db.ts';
import { startSession } from '../../src/store/sign-ins.ts';
import type { WebConfig } from '../../src/web/deps.ts';
import { createWeb } from '../../src/web/server.ts';
import { browserPatienceMs } from '../support/browser.ts';
import { testPolicy } from '../support/team.ts';
import { makeWorld, type World } from '../support/world.ts';

export interface ConsoleWorld extends World {
  url: string;
  port: number;
  /** A page of somebody who is signed in already, at `path`. */
  open(browser: Browser, personId: string, path?: string, options?: BrowserContextOptions): Promise<Page>;
  close(): Promise<void>;
}

/** Ten in the morning of 3 March 2026: yesterday the lamp fell from 100 to 60, and Li has been asked why. */
export async function lampFell(db: Db, config: Partial<WebConfig> = {}): Promise<ConsoleWorld> {
  const policy = testPolicy();
  const world = await makeWorld(db, '2026-03-03T00:50+08:00', policy, (ctx) =>
    consoleAdapter(consoleRoom(ctx.db, ctx.clock), consoleKnows(policy)),
  );
  await world.soldSteadily('cn-shop', day('2026-03-01'), { LAMP: 100, CABLE: 100 });
  await world.settle();
  await world.sells('cn-shop', day('2026-03-02'), { LAMP: 60, CABLE: 100 });
  await world.settle();
  const { id } = await world.onlyCase();
  await world.app.handle({ ...said('liu'), type: 'command', text: `assign ${id} @li` });
  await world.passUntil('2026-03-03T10:00+08:00');

  const address = { host: '127.0.0.1', port: 0, examplePolicy: false, ...config };
  const importFiles = uploadImporter(world.ctx);
  const server = await createWeb({ ctx: world.ctx, handle: world.app.handle, config: address, importFiles }).listen();
  const contexts: BrowserContext[] = [];
  return {
    ...world,
    url: server.url,
    port: server.port,
    open: async (browser, personId, path = '/', options = {}) => {
      const context = await browser.newContext(options);
      contexts.push(context);
      const session = await startSession(db, personId, world.clock.now());
      await context.addCookies([{ name: 'skuwatch_session', value: session, url: server.url, httpOnly: true }]);
      context.setDefaultTimeout(browserPatienceMs);
      const page = await context.newPage();
      await page.goto(server.url + path);
      return page;
    },
    close: async () => {
      for (const context of contexts) await context.close();
      await server.close();
    },
  };
}

/** What a person says or clicks somewhere else than in the browser under test. */
export function said(personId: string) {
  return { platform: 'console' as const, eventId: randomUUID(), personId, language: undefined };
}
