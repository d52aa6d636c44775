// The pictures of `npm run cards` leave nothing out: every example on every platform, every kind of block drawn.

import { describe, expect, test } from 'vitest';
import { languages } from '../../src/lib/language.ts';
import { cardsPage } from '../support/cards/page.tsx';
import { examplePictures } from '../support/cards/pictures.ts';
import { cardPlatforms } from '../support/cards/platforms.ts';
import { exampleForms } from '../support/example-forms.ts';
import { exampleViews } from '../support/example-views.ts';

const both = cardPlatforms.flatMap((platform) => languages.map((language) => [platform.name, language] as const));

describe.each(both)('the cards of %s in %s', (name, language) => {
  const platform = cardPlatforms.find((each) => each.name === name);
  const cards = platform?.cards(language, examplePictures(language)) ?? [];

  test('are all there, and those for the docs among them', () => {
    const names = cards.map((card) => card.name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining([...Object.keys(exampleViews), ...Object.keys(exampleForms)]));
    expect(names).toEqual(expect.arrayContaining([...(platform?.overview ?? ['no platform'])]));
  });

  test('hold no block that is not drawn, and call for nothing from elsewhere', () => {
    if (!platform) throw new Error('no platform');
    const html = cardsPage(platform, cards, language);
    expect(html).not.toContain('<mark>');
    expect(html).toContain('src="data:image/svg+xml');
    expect(html).not.toMatch(/src="(?!data:)/);
  });
});
