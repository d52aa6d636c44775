// Tells one person something that nobody else sees: in the bot's conversation with them.

import type { Attachment } from '../../../messages/destination.ts';
import type { Readers } from '../places.ts';
import type { Said } from '../render-for.ts';
import { readTrouble } from '../trouble.ts';
import type { Desk } from './desk.ts';

export interface Told {
  openId: string;
  readers: Readers;
  said: Said;
  attachments?: readonly Attachment[];
  /** Names what is told: the same thing twice, within an hour, is told once. */
  once: string;
  /** Delivery key that the card carries; none when left out. */
  cardKey?: string;
}

/** Never throws: what cannot be told is logged. */
export async function tellDirectly(desk: Desk, told: Told): Promise<void> {
  const { openId, readers, said, attachments = [], once, cardKey } = told;
  const place = { to: { type: 'open_id' as const, id: openId }, readers, preface: undefined };
  try {
    const outgoing = { key: once, message: (language: keyof Said) => said[language], attachments };
    const ref = await desk.posting.say(place, { ...outgoing, ...(cardKey !== undefined && { cardKey }) });
    if (ref.chat !== undefined) desk.places.noteDirect(ref.chat);
  } catch (error) {
    desk.log.warn({ platform: 'feishu', code: readTrouble(error).code }, 'private answer could not be sent');
  }
}
