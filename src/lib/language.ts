// The two languages in which everything a person reads exists.

export const languages = ['zh', 'en'] as const;

export type Language = (typeof languages)[number];

/** One text in both languages. */
export type Bilingual = Readonly<Record<Language, string>>;

/** Texts in both languages, side by side: an entry missing from either side, or added to it, does not compile. */
export function texts<T extends object>(both: { en: T; zh: NoInfer<T> }): Readonly<Record<Language, T>> {
  return both;
}

/** Words to choose from: "a, b or c". */
export function oneOf(words: readonly string[]): Bilingual {
  const first = words.slice(0, -1);
  const last = words.at(-1) ?? '';
  if (first.length === 0) return { zh: last, en: last };
  return { zh: `${first.join('、')} 或 ${last}`, en: `${first.join(', ')} or ${last}` };
}
