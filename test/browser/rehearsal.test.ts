// What each policy would have asked for, as a manager looks at it and takes one; an operator may look only.

import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { settingChanges } from '../../src/store/schema/index.ts';
import { launchBrowser } from '../support/browser.ts';
import { testDatabase } from '../support/db.ts';
import { type ConsoleWorld, lampFell } from './console-world.ts';

const database = testDatabase();
let browser: Browser;
let world: ConsoleWorld;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterEach(() => world?.close());
afterAll(() => browser?.close());

/** The page with its result: a busy machine shows that it is under way first. */
async function rehearsed(personId: string, options = {}): Promise<Page> {
  const page = await world.open(browser, personId, '/rehearsal', options);
  await page.getByRole('heading', { name: /^(Policies|各种策略)$/ }).waitFor();
  return page;
}

describe('the rehearsal page', () => {
  test('shows what each policy would have asked for, with a chart and the case there really was', async () => {
    world = await lampFell(database.db);
    const page = await rehearsed('chen');
    const row = page.getByRole('row').filter({ hasText: 'balanced · in force' });
    expect(await row.textContent()).toContain('1 (03-02)');
    expect(await page.locator('figure.chart svg').count()).toBe(1);
    const episode = page
      .getByRole('region', { name: /^Episodes/ })
      .getByRole('row')
      .filter({ hasText: 'LAMP' });
    expect(await episode.textContent()).toContain('SW-');
    expect(await episode.getByText('asks', { exact: true }).count()).toBe(4);
  });

  test('lets a manager take a policy, through the same verb as the command, and logs who did', async () => {
    world = await lampFell(database.db);
    const page = await rehearsed('chen');
    await page.getByRole('button', { name: 'Use strict' }).click();
    await page.getByText('the whole team is now judged by the policy strict').waitFor();
    await page.getByRole('row').filter({ hasText: 'strict · in force' }).waitFor();
    expect(await database.db.select().from(settingChanges)).toMatchObject([
      { setting: 'policy', scope: 'team', before: null, after: 'strict', changedBy: 'chen' },
    ]);
  });

  test('offers an operator no button, and refuses one that presses it all the same', async () => {
    world = await lampFell(database.db);
    const page = await rehearsed('li');
    expect(await page.getByRole('button', { name: /^Use / }).count()).toBe(0);
    await page.evaluate(`(() => {
      const form = document.querySelector('form.language').cloneNode(true);
      form.action = '/rehearsal';
      form.innerHTML += '<input name="policy" value="strict">';
      document.body.append(form);
      form.submit();
    })()`);
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').textContent()).toContain('may change this detection policy');
    expect(await database.db.select().from(settingChanges)).toEqual([]);
  });

  test('fits a phone, in Chinese too', async () => {
    world = await lampFell(database.db);
    const page = await rehearsed('chen', { viewport: { width: 360, height: 740 } });
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('heading', { name: '策略试算', exact: true }).waitFor();
    await page.getByText('均衡 balanced · 现行').first().waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
  });
});
