// Free text at the end of a line: remarks and reasons. Pure.

import type { Bilingual } from '../../lib/language.ts';
import { malformed, missing } from '../malformed.ts';

const maxTextLength = 500;
/** A reason of one letter is none. */
const minTextLength = 2;

/** The remaining words as one text; `what` names it where it is missing. */
export function takeText(words: readonly string[], what: Bilingual): string {
  const text = words.join(' ').trim();
  if (text.length < minTextLength) throw missing(what);
  if (text.length > maxTextLength) {
    throw malformed({
      zh: `${what.zh}太长：${text.length} 个字符，最多 ${maxTextLength} 个。`,
      en: `The ${what.en} is too long: ${text.length} characters, ${maxTextLength} at most.`,
    });
  }
  return text;
}
