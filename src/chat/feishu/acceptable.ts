// When Feishu does not take a card, its words still have to arrive: without pictures, then as title and text alone.

import type { Log } from '../../lib/log.ts';
import type { Message } from '../../messages/message.ts';
import type { Readers } from './places.ts';
import type { FeishuCard } from './render/card.ts';
import { cardFor, inAllLanguages, type Naming, type Said } from './render-for.ts';
import { isAboutCard, readTrouble } from './trouble.ts';

interface Wanted {
  said: Said;
  readers: Readers;
  key: string;
  pictures: ReadonlyMap<string, string>;
}

/** What `send` makes of the card, or of a simpler one. Throws what `send` throws for every other reason. */
export async function acceptably<T>(
  { naming, log }: { naming: Naming; log: Log },
  { said, readers, key, pictures }: Wanted,
  send: (card: FeishuCard) => Promise<T>,
): Promise<T> {
  const attempts = [
    () => cardFor(said, { naming, readers, key, pictures }),
    ...(pictures.size > 0 ? [() => cardFor(said, { naming, readers, key })] : []),
    () => cardFor(wordsOnly(said), { naming, readers, key }),
  ];
  for (;;) {
    const next = attempts.shift();
    if (!next) throw new Error('No way is left to say it');
    try {
      return await send(await next());
    } catch (error) {
      const { code } = readTrouble(error);
      if (!isAboutCard(code) || attempts.length === 0) throw error;
      log.error({ platform: 'feishu', code }, 'feishu did not take a card');
    }
  }
}

function wordsOnly(said: Said): Said {
  const simple = (message: Message): Message => ({
    ...message,
    blocks: message.blocks.filter(({ type }) => type === 'text' || type === 'small' || type === 'heading'),
  });
  return inAllLanguages((language) => simple(said[language]));
}
