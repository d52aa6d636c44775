// People at the console, in a real browser with the whole program behind it.

import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { answersOfCases } from '../../src/store/cases.ts';
import { skus } from '../../src/store/schema/index.ts';
import { createSignInLink } from '../../src/store/sign-ins.ts';
import { launchBrowser } from '../support/browser.ts';
import { testDatabase } from '../support/db.ts';
import { type ConsoleWorld, lampFell, said } from './console-world.ts';

const database = testDatabase();
let browser: Browser;
let world: ConsoleWorld;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterEach(() => world?.close());
afterAll(() => browser?.close());

/** Fills the form in as an honest operator would. */
async function answerWhole(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'Advertising stopped' }).check();
  await page.getByRole('radio', { name: /^One-off/ }).check();
  await page.getByLabel('Details').fill('The campaign budget ran out on Sunday night');
  await page.getByLabel('Available', { exact: true }).fill('180');
  await page.getByLabel('Inbound', { exact: true }).fill('400');
  for (const tick of ['Unshipped orders are counted', 'Receiving has been checked', 'Locked stock has been checked']) {
    await page.getByLabel(tick).check();
  }
  await page.getByRole('radio', { name: 'None' }).check();
  await page.getByLabel('Reason').fill('Stock lasts until the campaign is back');
}

describe('answering a form', () => {
  test('is refused when incomplete, with what is missing at each field and nothing typed lost', async () => {
    world = await lampFell(database.db);
    const page = await world.open(browser, 'li');
    await page.getByRole('link', { name: 'Answer' }).click();
    await page.getByLabel('Details').fill('We do not know');
    await page.getByRole('button', { name: 'Send the answer' }).click();
    const summary = page.getByRole('alert');
    await summary.waitFor();
    // The page's script, which puts the reader there, runs when all of the page has come.
    await page.waitForLoadState();
    expect(await summary.textContent()).toContain('Main cause');
    expect(await page.evaluate('document.activeElement.className')).toBe('errors');
    expect(await page.locator('.field[data-wrong] .error').count()).toBeGreaterThan(3);
    expect(await page.getByLabel('Details').inputValue()).toBe('We do not know');
    const { id, status } = await world.onlyCase();
    expect([status, await answersOfCases(world.ctx.db, [id])]).toEqual(['open', []]);
  });

  test('is accepted when whole; the record stands in the thread and the card says who answered', async () => {
    world = await lampFell(database.db);
    const page = await world.open(browser, 'li');
    await page.getByRole('link', { name: 'Answer' }).click();
    await answerWhole(page);
    await page.getByRole('button', { name: 'Send the answer' }).click();
    await page.getByText('the record is in the group').waitFor();
    await world.settle();
    await page.goto(world.url);
    const card = page.locator('.thread').filter({ hasText: 'LAMP sales' }).last();
    expect(await card.locator('.message-title').first().textContent()).toMatch(/Answered/);
    expect(await card.locator('.replies').textContent()).toContain('The campaign budget ran out on Sunday night');
    expect(await page.locator('.badge').count()).toBe(0);
  });

  test('asks for a date only when the answer needs one', async () => {
    world = await lampFell(database.db);
    const { id } = await world.onlyCase();
    const page = await world.open(browser, 'li', `/cases/${id}/answer`);
    const until = page.getByLabel('Until', { exact: true });
    expect(await until.isVisible()).toBe(false);
    await page.getByRole('radio', { name: /^Short-term/ }).check();
    expect(await until.isVisible()).toBe(true);
    await page.getByRole('radio', { name: /^Lasting/ }).check();
    expect(await until.isVisible()).toBe(false);
  });

  test('works by keyboard alone', async () => {
    world = await lampFell(database.db);
    const { id } = await world.onlyCase();
    const page = await world.open(browser, 'li', `/cases/${id}/answer`);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to content');
    await page.getByRole('radio', { name: 'Out of stock or low stock' }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.getByRole('radio', { name: 'Lost the Buy Box' }).isChecked()).toBe(true);
    await page.getByLabel('Unshipped orders are counted').focus();
    await page.keyboard.press('Space');
    expect(await page.getByLabel('Unshipped orders are counted').isChecked()).toBe(true);
  });

  test('works without any script', async () => {
    world = await lampFell(database.db);
    const page = await world.open(browser, 'li', '/mine', { javaScriptEnabled: false });
    await page.getByRole('link', { name: 'Answer' }).click();
    expect(await page.getByLabel('Until', { exact: true }).isVisible()).toBe(false);
    await answerWhole(page);
    await page.getByRole('button', { name: 'Send the answer' }).click();
    expect(await page.locator('.note').textContent()).toContain('the record is in the group');
    expect((await world.onlyCase()).status).toBe('answered');
  });

  test('is refused to whoever it was not asked of, who is told who may', async () => {
    world = await lampFell(database.db);
    const { id } = await world.onlyCase();
    await world.app.handle({ ...said('liu'), type: 'command', text: `assign ${id} @wang` });
    const page = await world.open(browser, 'li', `/cases/${id}`);
    await page.getByRole('link', { name: 'Answer' }).click();
    expect(await page.locator('form[data-form]').count()).toBe(0);
    expect(await page.getByRole('alert').textContent()).toContain('Wang');
  });
});

describe('a form nobody answers', () => {
  test('is escalated at the end of the workday, and everybody sees it', async () => {
    world = await lampFell(database.db);
    const { id } = await world.onlyCase();
    const page = await world.open(browser, 'chen', '/?in=person:chen');
    expect(await page.getByText('No message to you').isVisible()).toBe(true);
    await world.passUntil('2026-03-03T18:01+08:00');
    await page.reload();
    expect(await page.locator('.thread').first().textContent()).toContain('LAMP');
    await page.goto(`${world.url}/cases?state=overdue`);
    expect(await page.locator('main table').textContent()).toContain('overdue');
    await page.goto(`${world.url}/cases/${id}`);
    const history = await page.locator('.history').textContent();
    expect(history).toContain('deadline missed');
    expect(history).toContain('escalated');
  });

  test('can be returned by the manager once it is answered badly', async () => {
    world = await lampFell(database.db);
    const { id } = await world.onlyCase();
    const operator = await world.open(browser, 'li', `/cases/${id}/answer`);
    await answerWhole(operator);
    await operator.getByRole('button', { name: 'Send the answer' }).click();
    const manager = await world.open(browser, 'chen', `/cases/${id}`);
    await manager.getByRole('link', { name: 'Return it' }).click();
    await manager.getByRole('button', { name: 'Return the answer' }).click();
    expect(await manager.locator('.errors').textContent()).toContain('What to add or correct');
    await manager.getByLabel('What to add or correct').fill('Which campaign was it?');
    await manager.getByRole('button', { name: 'Return the answer' }).click();
    expect(await manager.locator('.note').textContent()).toContain('is returned');
    expect(await manager.locator('.history').textContent()).toContain('Which campaign was it?');
    expect((await world.onlyCase()).status).toBe('open');
  });
});

describe('the Chinese view', () => {
  test('is one click away, on every page, form included', async () => {
    world = await lampFell(database.db);
    const { id } = await world.onlyCase();
    const page = await world.open(browser, 'li', `/cases/${id}/answer`);
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('heading', { name: '填写答复' }).waitFor();
    expect(await page.getByRole('group', { name: '主要原因' }).isVisible()).toBe(true);
    for (const path of ['/', '/mine', '/cases', '/skus', '/verdicts', '/weekly', '/import', '/team', '/health']) {
      await page.goto(world.url + path);
      expect(await page.getAttribute('html', 'lang')).toBe('zh-CN');
      expect(await page.locator('main').textContent()).toMatch(/\p{Script=Han}{2}/u);
    }
  });
});

describe('commands', () => {
  test('typed in the box are answered as in a chat, to the person alone', async () => {
    world = await lampFell(database.db);
    const page = await world.open(browser, 'li');
    const before = await page.locator('.thread').count();
    await page.getByLabel('Command').fill('mine');
    await page.keyboard.press('Enter');
    await page.getByText('LAMP').first().waitFor();
    const other = await world.open(browser, 'wang');
    expect(await other.locator('main').textContent()).not.toContain('open forms of Li');
    expect(await other.locator('.thread').count()).toBe(before);
  });

  test('acknowledging from the feed brings you back to it', async () => {
    world = await lampFell(database.db);
    const page = await world.open(browser, 'li');
    await page.getByRole('button', { name: "I'm on it" }).click();
    await page.locator('.note').waitFor();
    expect(new URL(page.url()).pathname).toBe('/');
    expect((await world.onlyCase()).status).toBe('acknowledged');
  });
});

describe('the page of a SKU', () => {
  test('draws what was sold on every day, also before anything was judged', async () => {
    world = await lampFell(database.db);
    const { storeId, id } = await world.onlyCase();
    const page = await world.open(browser, 'li', `/skus/${storeId}/LAMP`);
    const chart = page.locator('figure.chart');
    // The weeks before the one day that was judged.
    expect(await chart.textContent()).toContain('02-02');
    expect(await chart.textContent()).toContain('40 %');
    expect(await page.locator('main').textContent()).toContain(`SW-${id}`);
  });
});

describe('bringing data', () => {
  test('shows what became of each file', async () => {
    world = await lampFell(database.db);
    const page = await world.open(browser, 'wang', '/import');
    const text = (rows: string) => Buffer.from(`store_id,sku,date,units_ordered\n${rows}\n`);
    await page.getByLabel('Files', { exact: true }).setInputFiles([
      { name: 'good.csv', mimeType: 'text/csv', buffer: text('amz-us,MUG,2026-02-28,7') },
      { name: 'bad.csv', mimeType: 'text/csv', buffer: Buffer.from('nothing we know\n1\n') },
    ]);
    await page.getByRole('button', { name: 'Import' }).click();
    const reports = page.locator('.reports');
    await reports.waitFor();
    expect(await reports.locator('li').filter({ hasText: 'good.csv' }).textContent()).toContain('1 rows kept');
    expect(await reports.locator('li').filter({ hasText: 'bad.csv' }).textContent()).toMatch(
      /rejected|needs your input/,
    );
  });
});

describe('a hostile name', () => {
  test('of a SKU stays text on every page', async () => {
    world = await lampFell(database.db);
    const hostile = '"><img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';
    await world.ctx.db.update(skus).set({ name: hostile });
    const { id, storeId } = await world.onlyCase();
    const page = await world.open(browser, 'li');
    const paths = ['/', '/mine', '/cases', '/skus', `/cases/${id}`, `/cases/${id}/answer`, `/skus/${storeId}/LAMP`];
    for (const path of [...paths, `/verdicts/${storeId}/2026-03-02`, `/verdicts/${storeId}/2026-03-02/LAMP`]) {
      await page.goto(world.url + path);
      expect([path, await page.evaluate('window.hacked')]).toEqual([path, undefined]);
      expect(await page.locator('main img[src="x"], main script').count()).toBe(0);
    }
    await page.goto(`${world.url}/skus`);
    expect(await page.getByText(hostile).first().isVisible()).toBe(true);
  });
});

describe('signing in on another address', () => {
  test('takes a link, once, and keeps the session out of reach of scripts', async () => {
    const publicUrl = 'http://skuwatch.test';
    world = await lampFell(database.db, { publicUrl });
    const outside = await launchBrowser({ 'skuwatch.test': `127.0.0.1:${world.port}` });
    try {
      const page = await outside.newPage();
      await page.goto(publicUrl);
      expect(await page.locator('main').textContent()).toContain('skuwatch login');
      const { path } = await createSignInLink(world.ctx, 'li');
      await page.goto(publicUrl + path);
      await page.getByRole('button', { name: 'Sign in as Li' }).click();
      await page.getByRole('link', { name: 'My forms' }).waitFor();
      expect(await page.evaluate('document.cookie')).toBe('');
      const other = await (await outside.newContext()).newPage();
      await other.goto(publicUrl + path);
      expect(await other.getByRole('alert').textContent()).toContain('used up');
    } finally {
      await outside.close();
    }
  });
});

describe('the feed', () => {
  test('renews itself when something new is said, but not under the hands of somebody who writes', async () => {
    world = await lampFell(database.db);
    const page = await world.open(browser, 'chen', '/mine');
    await page.clock.install();
    let looks = 0;
    page.on('response', (response) => {
      if (response.url().endsWith('/feed-mark')) looks += 1;
    });
    const looked = (times: number) => expect.poll(() => looks).toBe(times);
    await page.goto(world.url);
    await looked(1);
    await page.getByLabel('Command').fill('half a com');
    await world.passUntil('2026-03-03T18:01+08:00');
    await page.clock.fastForward(16_000);
    await looked(2);
    const before = await page.locator('.thread').count();
    expect(await page.getByLabel('Command').inputValue()).toBe('half a com');
    await page.getByLabel('Command').fill('');
    await page.getByLabel('Command').blur();
    await page.clock.fastForward(16_000);
    await expect.poll(() => page.locator('.thread').count()).toBeGreaterThan(before);
  });
});

describe('on a phone', () => {
  test('no page is wider than the screen', async () => {
    world = await lampFell(database.db);
    const { id, storeId } = await world.onlyCase();
    const page = await world.open(browser, 'chen', '/', { viewport: { width: 360, height: 740 }, isMobile: true });
    const paths = ['/', '/mine', '/cases', '/skus', '/verdicts', '/weekly', '/import', '/team', '/health'];
    const deep = [`/cases/${id}`, `/cases/${id}/answer`, `/skus/${storeId}/LAMP`, `/verdicts/${storeId}/2026-03-02`];
    for (const path of [...paths, ...deep, `/verdicts/${storeId}/2026-03-02/LAMP`]) {
      await page.goto(world.url + path);
      expect([path, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([path, 360]);
    }
  });
});
