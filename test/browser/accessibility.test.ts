// Every page against the rules of WCAG 2.1 AA that a program can check, in both languages, light and dark.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { testDatabase } from '../support/db.ts';
import { type ConsoleWorld, lampFell } from './console-world.ts';

const database = testDatabase();
const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
let axe: string;
let browser: Browser;
let world: ConsoleWorld;

beforeAll(async () => {
  axe = await readFile(axePath, 'utf8');
  browser = await launchBrowser();
});
afterEach(() => world?.close());
afterAll(() => browser?.close());

interface Violation {
  id: string;
  nodes: { html: string; failureSummary: string }[];
}

/**
 * What is wrong on the page. Its elements are there before its style is: a browser shows nothing of it until then, but a
 * program that asks at that moment is told the browser's own colours.
 */
async function violationsOf(page: Page): Promise<string[]> {
  await page.waitForLoadState();
  await page.evaluate(axe);
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];
  const found = await page.evaluate<Violation[]>(
    `axe.run(document, { runOnly: ${JSON.stringify(tags)} }).then((result) => result.violations)`,
  );
  return found.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}

test('the checker finds what is wrong', async () => {
  const page = await browser.newPage();
  await page.setContent('<html lang="en"><title>x</title><main><input><p style="color:#ccc">pale</p></main></html>');
  const found = (await violationsOf(page)).join();
  for (const rule of ['label', 'color-contrast']) expect(found).toContain(rule);
  await page.close();
});

test.each([
  ['en', 'light'],
  ['zh', 'dark'],
] as const)('no page breaks a rule (%s, %s)', async (language, colorScheme) => {
  world = await lampFell(database.db);
  const { id, storeId } = await world.onlyCase();
  const page = await world.open(browser, 'chen', '/', { colorScheme });
  await page.context().addCookies([{ name: 'skuwatch_language', value: language, url: world.url }]);
  const paths = [
    '/',
    '/mine',
    '/cases',
    '/skus',
    '/verdicts',
    '/weekly',
    '/rehearsal',
    '/import',
    '/team',
    '/health',
    '/who',
  ];
  const deep = [`/cases/${id}`, `/cases/${id}/answer`, `/skus/${storeId}/LAMP`, `/verdicts/${storeId}/2026-03-02`];
  for (const path of [...paths, ...deep, `/verdicts/${storeId}/2026-03-02/LAMP`, '/nowhere']) {
    await page.goto(world.url + path);
    expect({ path, violations: await violationsOf(page) }).toEqual({ path, violations: [] });
  }
  await page.goto(`${world.url}/cases/${id}/answer`);
  await page.locator('form[data-form] button[type=submit]').click();
  await page.getByRole('alert').waitFor();
  expect(await violationsOf(page)).toEqual([]);
});
