// Texts of the policy file that must have a certain form: whoever writes another is told what to write instead.

import { z } from 'zod';
import type { Bilingual } from '../lib/language.ts';

/** A text that matches `pattern`; `write` tells the author of the file what to write instead. */
export function written(pattern: RegExp, write: Bilingual) {
  return writtenSo((text) => pattern.test(text), write);
}

/** A text for which `isRight` returns true. */
export function writtenSo(isRight: (text: string) => boolean, write: Bilingual) {
  return z.string().refine(isRight, { error: write.en, params: { write } });
}

export const currency = written(/^[A-Z]{3}$/, {
  zh: '写三个大写字母的货币代码，例如 "USD"',
  en: 'write a currency such as "USD"',
});
