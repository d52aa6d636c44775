// Keeps the two languages of a text side by side: Chinese must have exactly the shape of English, or it does not compile.

import type { Language } from '../lib/language.ts';

/** The texts of one message in both languages; a missing or extra entry on either side is a type error. */
export function texts<T extends object>(both: { en: T; zh: NoInfer<T> }): Readonly<Record<Language, T>> {
  return both;
}
