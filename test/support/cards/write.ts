// `npm run cards [FOLDER [NAME]]`: every message and form as every platform shows it, one page and one picture each, to be
// looked at before a change of words or looks is committed. NAME restricts the pictures to cards whose name holds it.

import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { type Language, languages } from '../../../src/lib/language.ts';
import { launchBrowser } from '../browser.ts';
import type { Card, CardPlatform } from './card.ts';
import { cardsPage } from './page.tsx';
import { examplePictures } from './pictures.ts';
import { cardPlatforms } from './platforms.ts';

const [folder = 'cards', wanted = ''] = process.argv.slice(2);

for (const platform of cardPlatforms) {
  for (const language of languages) {
    // A browser of its own for each page: the memory of many large pictures is given back only at its end.
    const browser = await launchBrowser();
    await write(browser, platform, language).finally(() => browser.close());
  }
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
  await writeOverview(browser, { platform, cards, language }, path.join(target, `overview.${language}.png`));
  process.stdout.write(`${path.join(target, `${language}.html`)}: ${cards.length} cards\n`);
}

/** The platform at a glance: a few cards side by side, long ones cut. */
async function writeOverview(
  browser: Browser,
  { platform, cards, language }: { platform: CardPlatform; cards: readonly Card[]; language: Language },
  file: string,
): Promise<void> {
  const shown = platform.overview.flatMap((name) => cards.filter((card) => card.name === name));
  const width = (platform.width + 20) * shown.length + 16;
  const page = await browser.newPage({ viewport: { width, height: 812 }, deviceScaleFactor: 1 });
  await page.setContent(cardsPage(platform, shown, language));
  await page.addStyleTag({ content: 'figcaption { display: none } .shown { max-height: 780px; overflow: hidden }' });
  await page.screenshot({ path: file });
  await page.close();
}
