// The demo's own few sentences.

import type { Language } from '../lib/language.ts';

export function inLanguage(language: Language, zh: string, en: string): string {
  return language === 'zh' ? zh : en;
}
