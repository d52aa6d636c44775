// The console passes the suite of all chat platforms, as people use it: in a browser.

import type { Browser, Page, Request } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import type { InboundHandler } from '../../src/chat/adapter.ts';
import { consoleAdapter } from '../../src/chat/console/adapter.ts';
import { consoleKnows } from '../../src/chat/console/members.ts';
import type { RawValues } from '../../src/forms/form.ts';
import type { Language } from '../../src/lib/language.ts';
import { policySchema } from '../../src/policy/policy.ts';
import { consoleRoom } from '../../src/store/console-messages.ts';
import { startSession } from '../../src/store/sign-ins.ts';
import { createWeb } from '../../src/web/server.ts';
import { describeChatAdapter, type PlatformUnderTest, type Seen, type Shown } from '../chat/conformance.ts';
import { browserPatienceMs, launchBrowser } from '../support/browser.ts';
import { manualClock } from '../support/clock.ts';
import { testDatabase } from '../support/db.ts';
import { testContext } from '../web/web-world.ts';

const database = testDatabase();
const people: Record<Language, string> = { en: 'li', zh: 'wang' };
const policy = policySchema.parse({
  team: { name: 'Lumen', language: 'en' },
  people: [
    { id: 'li', name: 'Li Na', language: 'en' },
    { id: 'wang', name: '王芳', language: 'zh' },
  ],
  groups: [
    { id: 'group-en', platform: 'console' },
    { id: 'group-zh', platform: 'console' },
  ],
  stores: [{ id: 'amz-us', zone: 'America/Los_Angeles' }],
});

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});

async function openConsole(): Promise<PlatformUnderTest> {
  const clock = manualClock('2026-03-03T10:30:00+08:00');
  const ctx = testContext(database.db, clock, { policy });
  let handler: InboundHandler = () => Promise.reject(new Error('The adapter is not started'));
  const room = consoleRoom(ctx.db, clock);
  const adapter = {
    ...consoleAdapter(room, consoleKnows(policy)),
    start: async (given: InboundHandler) => {
      handler = given;
    },
  };
  const config = { host: '127.0.0.1', port: 0, examplePolicy: false };
  const server = await createWeb({ ctx, handle: (event) => handler(event), config }).listen();
  const pages = new Map<string, Page>();
  let last: { person: string; request: Request } | undefined;

  const pageOf = async (personId: string): Promise<Page> => {
    const open = pages.get(personId);
    if (open) return open;
    const context = await browser.newContext();
    const session = await startSession(ctx.db, personId, clock.now());
    await context.addCookies([{ name: 'skuwatch_session', value: session, url: server.url }]);
    context.setDefaultTimeout(browserPatienceMs);
    const page = await context.newPage();
    page.on('request', (request) => {
      if (request.method() === 'POST') last = { person: personId, request };
    });
    pages.set(personId, page);
    return page;
  };

  /** What stands on the person's page now; whether the others see it as well is looked up in their feed. */
  const shown = async (personId: string): Promise<Shown> => {
    const page = await pageOf(personId);
    const now = await page.evaluate<Omit<Shown, 'onlyToPerson'>>(readShown);
    const other = await pageOf(personId === 'li' ? 'wang' : 'li');
    await other.goto(server.url);
    const lines = now.text.split('\n').filter((line) => line.length > 8);
    const feed = await other.locator('main').innerText();
    return { ...now, onlyToPerson: !lines.some((line) => feed.includes(line)) };
  };

  return {
    adapter,
    place: (language) => ({ kind: 'group', groupId: `group-${language}` }),
    person: (language) => people[language],
    seen: async (language) => {
      const page = await pageOf(people[language]);
      await page.goto(`${server.url}/?in=group:group-${language}`);
      return (await page.evaluate<Seen[]>(readFeed)).reverse();
    },
    types: async (personId, text) => {
      const page = await pageOf(personId);
      await page.goto(server.url);
      await page.fill('#command-text', text);
      await page.click('form.command button');
      return shown(personId);
    },
    presses: async (personId, button) => {
      const page = await pageOf(personId);
      await page.goto(server.url);
      await page.click(`.thread .buttons :text("${button.label}")`);
      return shown(personId);
    },
    submits: async (personId, { values }) => {
      const page = await pageOf(personId);
      await fillForm(page, values);
      await page.click('form[data-form] button[type=submit]');
      return shown(personId);
    },
    repeatsLastEvent: async () => {
      if (!last) return;
      const { person, request } = last;
      const page = await pageOf(person);
      const headers = { origin: server.url, 'content-type': request.headers()['content-type'] ?? '' };
      await page.context().request.post(request.url(), { headers, data: request.postData() ?? '' });
    },
    close: async () => {
      for (const page of pages.values()) await page.context().close();
      await server.close();
    },
  };
}

async function fillForm(page: Page, values: RawValues): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    const field = page.locator(`[name="f.${name}"]`).first();
    const type = await field.getAttribute('type');
    if (type === 'radio') await page.check(`[name="f.${name}"][value="${value}"]`);
    else if (type === 'checkbox') await field.setChecked(value === 'yes');
    else await field.fill(value);
  }
}

/** Runs in the page: every thread of the feed, newest first, with whatever in it would do something. */
const readFeed = `(() => {
  const live = (element) => [
    ...[...element.querySelectorAll('a[href], .mention')].filter((each) => !each.closest('.buttons')),
    ...element.querySelectorAll('script, iframe, object, [onclick], [onerror], [onload], img:not([src^="/attachments/"])'),
  ].map((each) => each.outerHTML);
  const seen = (element, replies) => ({
    text: element.innerText,
    live: live(element),
    buttons: [...element.querySelectorAll('.buttons button, .buttons a')].map((each) => each.innerText),
    replies: replies.map((reply) => seen(reply, [])),
  });
  return [...document.querySelectorAll('.thread')].map((thread) =>
    seen(thread.querySelector('.message'), [...thread.querySelectorAll('.reply')]));
})()`;

/** Runs in the page: what a person is shown after doing something. */
const readShown = `(() => {
  const note = document.querySelector('.note-area').innerText;
  const errors = [...document.querySelectorAll('.field[data-wrong]')].map((field) => [
    field.querySelector('[name]').name.slice(2), field.querySelector('.error').innerText]);
  const names = [...document.querySelectorAll('form[data-form] [name^="f."]')].map((field) => field.name.slice(2));
  return {
    text: note + '\\n' + document.querySelector('main').innerText,
    fieldErrors: Object.fromEntries(errors),
    fields: [...new Set(names)],
  };
})()`;

describeChatAdapter('console', openConsole, { oneMessagePerKey: true });
