// The two languages in which everything a person reads exists.

export const languages = ['zh', 'en'] as const;

export type Language = (typeof languages)[number];

/** One text in both languages. */
export type Bilingual = Readonly<Record<Language, string>>;
