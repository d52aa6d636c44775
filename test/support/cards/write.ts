// `npm run cards [FOLDER [NAME]]`: every message and form as every platform shows it, one page and one picture each, to be
// looked at before a change of words or looks is committed. NAME restricts the pictures: "zh/form", "slack/en/weekly".

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

/** Cards side by side in a picture for the docs, long ones cut. */
const overviewCss = 'figcaption { display: none } .shown { max-height: 780px; overflow: hidden }';

for (const platform of cardPlatforms) for (const language of languages) await write(platform, language);

async function write(platform: CardPlatform, language: Language): Promise<void> {
  const cards = platform.cards(language, examplePictures(language));
  const target = path.join(folder, platform.name);
  await mkdir(path.join(target, language), { recursive: true });
  await writeFile(path.join(target, `${language}.html`), cardsPage(platform, cards, language));
  const browser = await launchBrowser();
  try {
    for (const card of cards.filter(({ name }) => `${platform.name}/${language}/${name}`.includes(wanted))) {
      const file = path.join(target, language, `${card.name}.png`);
      await picture(browser, cardsPage(platform, [card], language), { file, width: platform.width + 40, scale: 2 });
    }
    const few = platform.overview.flatMap((name): Card[] => cards.filter((card) => card.name === name));
    const file = path.join(target, `overview.${language}.png`);
    const width = (platform.width + 20) * few.length + 16;
    await picture(browser, cardsPage(platform, few, language, overviewCss), { file, width, scale: 1 });
  } finally {
    await browser.close();
  }
  process.stdout.write(`${path.join(target, `${language}.html`)}: ${cards.length} cards\n`);
}

/** A picture of the cards on a page; retried, because Chromium gives up on a busy machine. */
async function picture(
  browser: Browser,
  html: string,
  { file, width, scale }: { file: string; width: number; scale: number },
): Promise<void> {
  for (let tries = 5; ; tries -= 1) {
    const page = await browser.newPage({ viewport: { width, height: 600 }, deviceScaleFactor: scale });
    try {
      await page.setContent(html);
      await page.locator('.cards').screenshot({ path: file });
      return;
    } catch (error) {
      if (tries <= 1) throw error;
    } finally {
      await page.close();
    }
  }
}
