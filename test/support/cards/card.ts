// What a platform shows for each example: one card with its look, to be judged by eye. A further platform is one more
// `CardPlatform` in `platforms.ts`.

import type { Child } from 'hono/jsx';
import type { Language } from '../../../src/lib/language.ts';

export interface Card {
  /** File name of its picture, without language and ending. */
  name: string;
  body: Child;
}

export interface CardPlatform {
  name: string;
  title: string;
  /** Style rules of its cards. */
  css: string;
  /** Width of a card in CSS pixels: a phone's, or a column of the console. */
  width: number;
  /** Cards shown side by side in the picture for the docs. */
  overview: readonly string[];
  cards(language: Language, pictures: Pictures): Card[];
}

/** Attachment id → address of the picture. */
export type Pictures = ReadonlyMap<string, string>;
