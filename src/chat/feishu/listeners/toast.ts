// The line that pops up for the person who used a card, in their language. Pure.

import type { Bilingual } from '../../../lib/language.ts';
import { cut } from '../../../messages/clean.ts';
import type { Readers } from '../places.ts';

export interface Toast {
  type: 'info' | 'success' | 'warning' | 'error';
  content: string;
  /** Feishu's client shows the text of its own language; the same in both when a person asked for one. */
  i18n: { zh_cn: string; en_us: string };
}

const longestToast = 500;

export function toastOf(type: Toast['type'], text: Bilingual, { language, only }: Readers): Toast {
  const said = { zh: cut(text.zh, longestToast), en: cut(text.en, longestToast) };
  return { type, content: said[language], i18n: { zh_cn: said[only ?? 'zh'], en_us: said[only ?? 'en'] } };
}
