// Every example as Feishu shows it on a phone: cards in the group, and forms as they come as replies.

import { readFileSync } from 'node:fs';
import type { FeishuCard } from '../../../../src/chat/feishu/render/card.ts';
import type { Language } from '../../../../src/lib/language.ts';
import type { Card, CardPlatform, Pictures } from '../card.ts';
import { Elements, type Shown, wording } from './elements.tsx';
import { exampleFeishuCards } from './examples.ts';
import { Literal } from './markup.tsx';

export const feishuCards: CardPlatform = {
  name: 'feishu',
  title: 'Feishu',
  css: readFileSync(new URL('./feishu.css', import.meta.url), 'utf8'),
  width: 390,
  overview: ['card-surge', 'form-surge-refused', 'card-several'],
  cards: (language, pictures) =>
    [...exampleFeishuCards].map(([name, card]): Card => ({ name, body: inChat(card, language, pictures) })),
};

function inChat(card: FeishuCard, language: Language, pictures: Pictures) {
  const shown: Shown = { language, pictures };
  const { title, template } = card.header as { title: { content: string }; template: string };
  return (
    <div class="feishu">
      <p class="from">
        <span class="app-icon" /> Skuwatch <span class="tag">{language === 'zh' ? '机器人' : 'Bot'}</span>
      </p>
      <div class="card-frame">
        <h3 class={`header ${template}`}>
          <Literal text={wording(title, shown)} />
        </h3>
        <div class="body">
          <Elements elements={card.body.elements} shown={shown} />
        </div>
      </div>
    </div>
  );
}
