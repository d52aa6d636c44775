// Cards as people read them, and as Feishu would take them: the double's own reading and rules.

import { checkCard } from '../../../../doubles/feishu/card-check.ts';
import { readCard, type SeenCard } from '../../../../doubles/feishu/card-reading.ts';
import { isJson, type Json } from '../../../../doubles/shared/json.ts';
import type { FeishuCard } from '../../../../src/chat/feishu/render/card.ts';
import type { Language } from '../../../../src/lib/language.ts';
import { feishuPeople } from '../../../support/cards/feishu/names.ts';

/** What is wrong with a card by Feishu's rules. */
export function problemsOf(card: FeishuCard): string[] {
  return checkCard(card, {
    image: (key) => key.startsWith('img_'),
    person: (openId) => openId === 'all' || feishuPeople.has(openId),
  });
}

export function readAs(card: FeishuCard, language: Language): SeenCard {
  const nameOf = (openId: string) => (openId === 'all' ? '所有人' : (feishuPeople.get(openId) ?? openId));
  return readCard(asJson(card), { locale: language === 'zh' ? 'zh_cn' : 'en_us', nameOf });
}

function asJson(card: FeishuCard): Json {
  const json: unknown = JSON.parse(JSON.stringify(card));
  if (!isJson(json)) throw new Error('A card is an object');
  return json;
}
