// Shorthands for what commands answer.

import type { UserError } from '../errors.ts';
import type { Bilingual, Language } from '../lib/language.ts';
import type { Reply } from '../messages/inbound.ts';
import type { Message } from '../messages/message.ts';
import { tooMany } from './malformed.ts';

/** A message for the asker. */
export function said(message: Message): Reply {
  return { type: 'message', message };
}

/** One sentence: it was done. */
export function done(text: Bilingual): Reply {
  return { type: 'done', text };
}

/** The error as what the asker is told. */
export function refused({ code, text }: UserError): Reply {
  return { type: 'refused', code, text };
}

/** The same text in both languages. */
export function inBoth(write: (language: Language) => string): Bilingual {
  return { zh: write('zh'), en: write('en') };
}

/** Refuses words that nothing was made of. */
export function expectNoMore(rest: readonly string[]): void {
  const [word] = rest;
  if (word !== undefined) throw tooMany(word);
}
