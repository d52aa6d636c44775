import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});

test('the test browser draws Chinese characters, not empty boxes', async () => {
  const page = await browser.newPage();
  await page.setContent('<canvas id="c" width="200" height="60"></canvas>');
  // Every missing glyph is drawn as the same box; two different characters must look different.
  const [first, second] = await page.evaluate<[string, string]>(`(() => {
    const canvas = document.getElementById('c');
    const context = canvas.getContext('2d');
    return ['断', '货'].map((character) => {
      context.clearRect(0, 0, 200, 60);
      context.font = '40px system-ui, sans-serif';
      context.fillText(character, 10, 45);
      return canvas.toDataURL();
    });
  })()`);
  expect(first).not.toBe(second);
  await page.close();
});

test('the test browser reaches no name outside this machine', async () => {
  const page = await browser.newPage();
  await expect(page.goto('http://example.com/')).rejects.toThrow('ERR_NAME_NOT_RESOLVED');
  await page.close();
});
