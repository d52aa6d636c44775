// A suggested order or dispatch in one short line: how much, by which transport, when it can be sold, what gap is left.

import { type Language, texts } from '../lib/language.ts';
import { clean } from './clean.ts';
import { daysCount, dayText, units } from './format.ts';
import type { SuggestionView } from './views.ts';
import { transportWords } from './words.ts';

const suggestionTexts = texts({
  en: {
    single: (units: string, mode: string, day: string) => `${units} by ${mode}, sellable ${day}`,
    part: (units: string, mode: string, day: string) => `${units} by ${mode} (sellable ${day})`,
    noGap: ', no day without stock',
    gap: (days: string) => `, still ${days} without stock`,
    separator: ' + ',
  },
  zh: {
    single: (units, mode, day) => `${units} 件走${mode}，${day}可售`,
    part: (units, mode, day) => `${mode} ${units} 件（${day}可售）`,
    noGap: '，不断货',
    gap: (days) => `，仍断货 ${days}`,
    separator: ' + ',
  },
});

/** "1,392 by air, sellable Fri 20 Nov, still 13 days without stock". */
export function suggestionText({ parts, gapDays }: SuggestionView, language: Language): string {
  const words = suggestionTexts[language];
  const write = parts.length > 1 ? words.part : words.single;
  const ways = parts.map((part) =>
    write(units(part.units), modeText(part.mode, language), dayText(part.sellableOn, language)),
  );
  return ways.join(words.separator) + (gapDays > 0 ? words.gap(daysCount(gapDays, language)) : words.noGap);
}

/** "sea" → "海运"; an unknown mode is shown as it is. */
export function modeText(mode: string, language: Language): string {
  return Object.hasOwn(transportWords, mode) ? (transportWords[mode]?.[language] ?? clean(mode, 20)) : clean(mode, 20);
}
