// All cards of one platform in one language as a self-contained page.

import { raw } from 'hono/html';
import type { Language } from '../../../src/lib/language.ts';
import type { Card, CardPlatform } from './card.ts';

const pageCss = `
body { margin: 16px; background: #eef0f3; font-family: sans-serif; }
.cards { display: flex; flex-wrap: wrap; gap: 20px; align-items: flex-start; }
.cards figure { margin: 0; }
.cards figcaption { font-size: 12px; color: #555; margin-bottom: 4px; }
.cards .shown { background: #fff; }
`;

/** `css` goes after the platform's own rules. */
export function cardsPage(platform: CardPlatform, cards: readonly Card[], language: Language, css = ''): string {
  const page = (
    <html lang={language === 'zh' ? 'zh-CN' : 'en'}>
      <head>
        <meta charset="utf-8" />
        <title>{`${platform.title}, ${language}`}</title>
        <style>{raw(platform.css + pageCss + css)}</style>
      </head>
      <body>
        <div class="cards">
          {cards.map((card) => (
            <figure>
              <figcaption>{card.name}</figcaption>
              <div class="shown" id={card.name} style={`width: ${platform.width}px`}>
                {card.body}
              </div>
            </figure>
          ))}
        </div>
      </body>
    </html>
  );
  return `<!doctype html>\n${page}\n`;
}
