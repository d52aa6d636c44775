// One card for readers of both languages: the same card rendered twice is laid over itself, and every text that differs
// carries both wordings. Pure.

import { type Language, languages } from '../../../lib/language.ts';
import type { CardElement } from './elements.ts';
import { asMarkdown } from './text.ts';

/** Feishu's names of our languages. */
export const locales: Readonly<Record<Language, string>> = { zh: 'zh_cn', en: 'en_us' };

/**
 * `cards` as one, which shows every reader their language, and readers of a third one the default `language`. Undefined
 * when the cards differ in more than their words.
 */
export function inBothLanguages<T extends object>(
  cards: Readonly<Record<Language, T>>,
  language: Language,
): T | undefined {
  const other = languages.find((each) => each !== language) ?? language;
  const merged = merge(cards[language], cards[other], (mine, its) => ({
    [locales[language]]: mine,
    [locales[other]]: its,
  }));
  return merged === different ? undefined : (merged as T);
}

type Both = (mine: string, its: string) => Record<string, string>;

/** What cannot be one value for both. */
const different = Symbol('different');

function merge(mine: unknown, its: unknown, both: Both): unknown {
  if (Object.is(mine, its)) return mine;
  if (Array.isArray(mine) && Array.isArray(its)) return mergeLists(mine, its, both);
  if (isObject(mine) && isObject(its)) return mergeObjects(mine, its, both);
  return different;
}

function mergeLists(mine: readonly unknown[], its: readonly unknown[], both: Both): unknown {
  if (mine.length !== its.length) return different;
  const merged = mine.map((each, i) => merge(each, its[i], both));
  return merged.includes(different) ? different : merged;
}

function mergeObjects(mine: Record<string, unknown>, its: Record<string, unknown>, both: Both): unknown {
  const [a, b] = sameNotation(mine, its);
  if (Object.keys(a).length !== Object.keys(b).length) return different;
  const merged: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(a)) {
    const twin = b[name];
    if (name === 'content' && typeof value === 'string' && typeof twin === 'string' && value !== twin) {
      merged.content = value;
      merged.i18n_content = both(value, twin);
      continue;
    }
    const one = merge(value, twin, both);
    if (one === different) return different;
    merged[name] = one;
  }
  return merged;
}

/** A paragraph that is literal in one language and marked in the other is marked in both. */
function sameNotation(
  mine: Record<string, unknown>,
  its: Record<string, unknown>,
): [Record<string, unknown>, Record<string, unknown>] {
  if (mine.tag === 'div' && its.tag === 'markdown') return [asMarkdown(mine as CardElement) ?? mine, its];
  if (mine.tag === 'markdown' && its.tag === 'div') return [mine, asMarkdown(its as CardElement) ?? its];
  return [mine, its];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
