// A message made ready for its readers: in one language or both, people mentioned by their open_id, and marked with its key.

import { createHash } from 'node:crypto';
import { type Language, languages } from '../../lib/language.ts';
import type { Message } from '../../messages/message.ts';
import { mentionedPeople } from '../mentions.ts';
import type { BotMemory } from './bot.ts';
import type { Directory } from './directory.ts';
import type { Readers } from './places.ts';
import { type FeishuCard, renderCard } from './render/card.ts';
import type { FeishuNames } from './render/names.ts';

export interface Naming {
  directory: Directory;
  bot: BotMemory;
  /** Where people reach the console, without a slash at the end; undefined when they cannot. */
  consoleUrl: string | undefined;
}

/** A message in every language in which it may be read. */
export type Said = Readonly<Record<Language, Message>>;

export interface CardWishes {
  naming: Naming;
  readers: Readers;
  /** Delivery key of the message; undefined for what answers somebody at once. */
  key: string | undefined;
  /** img_key by attachment. */
  pictures?: ReadonlyMap<string, string>;
}

/** The message as a card. */
export async function cardFor(said: Said, { naming, readers, key, pictures }: CardWishes): Promise<FeishuCard> {
  const { language, only } = readers;
  const card = renderCard(only === undefined ? said : said[only], {
    key,
    language,
    names: await namesFor(Object.values(said), naming),
    consoleUrl: naming.consoleUrl,
    pictures: pictures ?? new Map(),
  });
  return key === undefined ? card : marked(card, key);
}

/** `compose` in every language. */
export function inAllLanguages(compose: (language: Language) => Message): Said {
  return Object.fromEntries(languages.map((language) => [language, compose(language)])) as Record<Language, Message>;
}

/** What tells a card's key apart from others: an element id, which readers do not see. Feishu takes 20 characters. */
export function markOf(key: string): string {
  return `k${createHash('sha256').update(key).digest('hex').slice(0, 19)}`;
}

function marked(card: FeishuCard, key: string): FeishuCard {
  const [first, ...others] = card.body.elements;
  if (!first) return card;
  return { ...card, body: { ...card.body, elements: [{ ...first, element_id: markOf(key) }, ...others] } };
}

/** People whom Feishu does not know, or cannot say in time, stand by their name. */
async function namesFor(messages: readonly Message[], { directory, bot }: Naming): Promise<FeishuNames> {
  const ids = new Map<string, string>();
  await Promise.all(
    [...new Set(messages.flatMap(mentionedPeople))].map(async (personId) => {
      const id = await directory.openIdOf(personId).catch(() => undefined);
      if (id !== undefined) ids.set(personId, id);
    }),
  );
  return { mention: (personId) => ids.get(personId), botName: bot.known()?.name };
}
