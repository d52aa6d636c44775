// `npm run cards [FOLDER [NAME]]`: every message and form as every platform shows it, one page and one picture each, to be
// looked at before a change of words or looks is committed. NAME restricts the pictures to cards whose name holds it.

import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { type Language, languages } from '../../../src/lib/language.ts';
import { launchBrowser } from '../browser.ts';
import type { CardPlatform } from './card.ts';
import { cardsPage } from './page.tsx';
import { examplePictures } from './pictures.ts';
import { cardPlatforms } from './platforms.ts';

const [folder = 'cards', wanted = ''] = process.argv.slice(2);

const browser = await launchBrowser();
try {
  for (const platform of cardPlatforms) for (const language of languages) await write(browser, platform, language);
} finally {
  await browser.close();
}

async function write(browser: Browser, platform: CardPlatform, language: Language): Promise<void> {
  const cards = platform.cards(language, examplePictures(language));
  const html = cardsPage(platform, cards, language);
  const target = path.join(folder, platform.name);
  await mkdir(path.join(target, language), { recursive: true });
  await writeFile(path.join(target, `${language}.html`), html);
  const page = await browser.newPage({ viewport: { width: platform.width + 40, height: 900 }, deviceScaleFactor: 2 });
  await page.setContent(html);
  for (const { name } of cards.filter((card) => `${platform.name}/${language}/${card.name}`.includes(wanted))) {
    await page.locator(`[id="${name}"]`).screenshot({ path: path.join(target, language, `${name}.png`) });
  }
  await page.close();
  process.stdout.write(`${path.join(target, `${language}.html`)}: ${cards.length} cards\n`);
}
