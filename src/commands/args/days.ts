// Calendar days as people type them: "2026-10-25", "10-25", "10月25日", today, 昨天. Pure.

import { addDays, type Day, daysBetween, parseDay, type Weekday, weekdayOf } from '../../lib/day.ts';
import { malformed, missing, quoted } from '../malformed.ts';

const relative: ReadonlyMap<string, number> = new Map([
  ['today', 0],
  ['今天', 0],
  ['今日', 0],
  ['yesterday', -1],
  ['昨天', -1],
  ['昨日', -1],
  ['前天', -2],
  ['tomorrow', 1],
  ['明天', 1],
  ['明日', 1],
  ['后天', 2],
]);

const weekdayWords: readonly (readonly string[])[] = [
  ['mon', 'monday', '周一', '星期一', '礼拜一'],
  ['tue', 'tuesday', '周二', '星期二', '礼拜二'],
  ['wed', 'wednesday', '周三', '星期三', '礼拜三'],
  ['thu', 'thursday', '周四', '星期四', '礼拜四'],
  ['fri', 'friday', '周五', '星期五', '礼拜五'],
  ['sat', 'saturday', '周六', '星期六', '礼拜六'],
  ['sun', 'sunday', '周日', '周天', '星期日', '星期天', '礼拜天'],
];

/**
 * Which year a day without one is in: that in which it is nearest to today, that in which it is still to come, or that in
 * which it is nearest to the day given, from which a span goes on.
 */
export type YearMeant = 'nearest' | 'coming' | { nearestTo: Day };

/** The day a word names, seen from `today`; refuses what is no day. */
export function requireDay(word: string | undefined, today: Day, year: YearMeant = 'nearest'): Day {
  if (word === undefined) throw missing({ zh: '日期（如 2026-10-25）', en: 'day (such as 2026-10-25)' });
  const found = readDay(word, today, year);
  if (!found) {
    throw malformed({
      zh: `${quoted(word)}不是日期，应写成 2026-10-25、10-25、今天或昨天。`,
      en: `${quoted(word)} is not a day; write 2026-10-25, 10-25, today or yesterday.`,
    });
  }
  return found;
}

/** The day a word names, or undefined. A weekday is the next one, never today. */
export function readDay(word: string, today: Day, year: YearMeant = 'nearest'): Day | undefined {
  const text = word.normalize('NFKC').toLowerCase().replace(/[−–—]/g, '-');
  const offset = relative.get(text);
  if (offset !== undefined) return addDays(today, offset);
  return withYear(text) ?? withoutYear(text, today, year) ?? nextWeekday(text, today);
}

function withYear(text: string): Day | undefined {
  const match = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text);
  return match ? dayOf(match[1], match[2], match[3]) : undefined;
}

function withoutYear(text: string, today: Day, meant: YearMeant): Day | undefined {
  const match = /^(\d{1,2})(?:[-/](\d{1,2})|月(\d{1,2})[日号]?)$/.exec(text);
  if (!match) return undefined;
  const from = typeof meant === 'object' ? meant.nearestTo : today;
  const year = Number(from.slice(0, 4));
  // 29 February comes every four years, and after a turn of the century once in eight.
  const years = meant === 'coming' ? Array.from({ length: 9 }, (_, i) => year + i) : [year - 1, year, year + 1];
  const candidates = years
    .map((each) => dayOf(String(each), match[1], match[2] ?? match[3]))
    .filter((each) => each !== undefined);
  if (meant === 'coming') return candidates.find((each) => each >= today);
  return candidates.sort((a, b) => Math.abs(daysBetween(from, a)) - Math.abs(daysBetween(from, b)))[0];
}

function nextWeekday(text: string, today: Day): Day | undefined {
  const index = weekdayWords.findIndex((words) => words.includes(text));
  if (index < 0) return undefined;
  const wanted = (index + 1) as Weekday;
  return [1, 2, 3, 4, 5, 6, 7].map((ahead) => addDays(today, ahead)).find((each) => weekdayOf(each) === wanted);
}

function dayOf(year = '', month = '', dayOfMonth = ''): Day | undefined {
  return parseDay(`${year}-${month.padStart(2, '0')}-${dayOfMonth.padStart(2, '0')}`);
}
