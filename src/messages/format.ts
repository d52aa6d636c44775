// Numbers, shares, days, times and durations as people read them. Every number in a message is written here.

import { type Day, dayIn, daysBetween, minuteOfDayIn, weekdayOf } from '../lib/day.ts';
import { type Language, texts } from '../lib/language.ts';
import type { TeamView } from './views.ts';

const minus = '−';

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });
const twoDecimals = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const upToTwo = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });
const threeDigits = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });

/** A count of units: 1390 → "1,390". */
export function units(count: number): string {
  return signed(grouped.format(Math.round(count)));
}

/** An expected quantity: whole from ten on, one decimal below (33.6 → "34", 2.44 → "2.4"). */
export function expected(quantity: number): string {
  return signed(Math.abs(quantity) < 9.95 ? oneDecimal.format(quantity) : grouped.format(quantity));
}

/** A number in a formula, precise enough to recalculate: 35 → "35", 12.345 → "12.35", 0.03146 → "0.0315". */
export function precise(value: number): string {
  return signed((Math.abs(value) < 1 ? threeDigits : upToTwo).format(value));
}

/** Money with its currency's code; small amounts to the cent: "USD 19,500", "CNY 38.50", "EUR 4". */
export function money(amount: number, currency: string): string {
  const text = (Math.abs(amount) < 100 && amount % 1 !== 0 ? twoDecimals : grouped).format(amount);
  return `${currency} ${signed(text)}`.trim();
}

/** A factor: 1.124 → "1.12". */
export function factor(value: number): string {
  return signed(twoDecimals.format(value));
}

/** A share beyond this says no more than "many times": what hardly sold before has no usual to measure by. */
const mostPercent = 9_999;
const beyondPercent = '> +9,999 %';

/** A signed share, rounded to whole percent: 2.123 → "+212 %", −0.79 → "−79 %". */
export function percent(fraction: number): string {
  const rounded = Math.round(fraction * 100);
  if (rounded > mostPercent) return beyondPercent;
  return `${signOf(rounded)}${grouped.format(Math.abs(rounded))} %`;
}

/**
 * A signed share rounded to one decimal, but never up to a whole percent, so that 19.99 % does not read as 20 %: 2.1157 → "+211.6 %", 0.1999 → "+19.9 %", 0.2 → "+20.0 %".
 */
export function percentExact(fraction: number): string {
  if (fraction * 100 > mostPercent) return beyondPercent;
  const percents = Math.abs(fraction) * 100 + 1e-7;
  const rounded = Math.round(percents * 10);
  const tenths = rounded % 10 === 0 && rounded / 10 > percents ? rounded - 1 : rounded;
  const whole = grouped.format(Math.floor(tenths / 10));
  return `${tenths === 0 ? '±' : signOf(fraction)}${whole}.${tenths % 10} %`;
}

/** A share without a sign: 0.2 → "20 %", 0.025 → "2.5 %". */
export function share(fraction: number): string {
  return `${signed(oneDecimal.format(fraction * 100))} %`;
}

/** A probability as odds with two significant digits: 0.00112 → "1/890"; one half and more → "1/2". For tables. */
export function odds(chance: number): string {
  return chance < smallestChance ? `<1/${grouped.format(1 / smallestChance)}` : `1/${oneIn(chance)}`;
}

/** The same within a sentence: "1 in 890" or "1/890". */
export function oddsText(chance: number, language: Language): string {
  const words = formatTexts[language];
  return chance < smallestChance ? words.oddsUnder(grouped.format(1 / smallestChance)) : words.odds(oneIn(chance));
}

const smallestChance = 1e-6;

function oneIn(chance: number): string {
  const times = 1 / chance;
  const step = 10 ** Math.max(0, Math.floor(Math.log10(times)) - 1);
  return grouped.format(Math.max(2, Math.round(times / step) * step));
}

const formatTexts = texts({
  en: {
    weekdays: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
    months: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
    day: (weekday: string, dayOfMonth: number, month: string) => `${weekday} ${dayOfMonth} ${month}`,
    withYear: (text: string, year: number) => `${text} ${year}`,
    relative: { today: 'today', tomorrow: 'tomorrow', yesterday: 'yesterday' },
    plainDay: (dayOfMonth: number, month: string) => `${dayOfMonth} ${month}`,
    odds: (times: string) => `1 in ${times}`,
    oddsUnder: (times: string) => `under 1 in ${times}`,
    at: (day: string, time: string) => `${day} ${time}`,
    dated: (moment: string, day: string) => `${moment} (${day})`,
    range: (from: string, to: string) => `${from} – ${to}`,
    days: (count: string) => (count === '1' ? '1 day' : `${count} days`),
    length: (days: number, hours: number, minutes: number) =>
      [days > 0 && `${days} d`, hours > 0 && `${hours} h`, minutes > 0 && `${minutes} min`].filter(Boolean).join(' '),
    noTime: '0 min',
  },
  zh: {
    weekdays: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
    months: Array.from({ length: 12 }, (_, i) => `${i + 1}月`),
    day: (weekday, dayOfMonth, month) => `${month}${dayOfMonth}日（${weekday}）`,
    withYear: (text, year) => `${year}年${text}`,
    relative: { today: '今天', tomorrow: '明天', yesterday: '昨天' },
    plainDay: (dayOfMonth, month) => `${month}${dayOfMonth}日`,
    odds: (times) => `1/${times}`,
    oddsUnder: (times) => `1/${times} 以下`,
    at: (day, time) => `${day}${time}`,
    dated: (moment, day) => `${moment}（${day.replace('（', ' ').replace('）', '')}）`,
    range: (from, to) => `${from}至${to}`,
    days: (count) => `${count} 天`,
    length: (days, hours, minutes) =>
      [days > 0 && `${days} 天`, hours > 0 && `${hours} 小时`, minutes > 0 && `${minutes} 分钟`]
        .filter(Boolean)
        .join(' '),
    noTime: '0 分钟',
  },
});

/** "Fri 20 Nov" or "11月20日（周五）". */
export function dayText(of: Day, language: Language): string {
  const words = formatTexts[language];
  const month = Number(of.slice(5, 7));
  return words.day(words.weekdays[weekdayOf(of) - 1] ?? '', Number(of.slice(8)), words.months[month - 1] ?? '');
}

/** The same with its year: for reports that are kept. */
export function dayWithYear(of: Day, language: Language): string {
  return formatTexts[language].withYear(dayText(of, language), Number(of.slice(0, 4)));
}

/** "16 Nov – 22 Nov" or "11月16日至11月22日". */
export function dayRangeText(from: Day, to: Day, language: Language): string {
  return formatTexts[language].range(plainDay(from, language), plainDay(to, language));
}

/** "Tue 10 Mar", or "10 Mar – 12 Mar" where there are several days; the year where it is not that of `today`. */
export function spanText({ from, to, today }: { from: Day; to: Day; today: Day }, language: Language): string {
  const words = formatTexts[language];
  const dated = (text: string, of: Day) =>
    of.slice(0, 4) === today.slice(0, 4) ? text : words.withYear(text, Number(of.slice(0, 4)));
  if (from === to) return dated(dayText(from, language), from);
  return words.range(dated(plainDay(from, language), from), dated(plainDay(to, language), to));
}

function plainDay(of: Day, language: Language): string {
  const words = formatTexts[language];
  return words.plainDay(Number(of.slice(8)), words.months[Number(of.slice(5, 7)) - 1] ?? '');
}

/** "11-20": for tables and axes. */
export function shortDay(of: Day): string {
  return of.slice(5);
}

/** Wall-clock time in the team's zone: "18:00". */
export function timeText(iso: string, team: TeamView): string {
  const minute = minuteOfDayIn(team.zone, new Date(iso));
  return `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`;
}

/** A moment in team time, near days by name: "today 18:00", "tomorrow 09:30", "Mon 23 Nov 18:00". */
export function momentText(iso: string, team: TeamView, language: Language): string {
  const at = dayIn(team.zone, new Date(iso));
  const near = nearDay(at, team, language);
  return near === undefined ? fixedMoment(iso, team, language) : `${near} ${timeText(iso, team)}`;
}

/** The same with the date, so that it stays true when read on another day: "today 18:00 (Fri 20 Nov)". */
export function lastingMoment(iso: string, team: TeamView, language: Language): string {
  const at = dayIn(team.zone, new Date(iso));
  const near = nearDay(at, team, language);
  if (near === undefined) return fixedMoment(iso, team, language);
  return formatTexts[language].dated(`${near} ${timeText(iso, team)}`, dayText(at, language));
}

/** A moment in team time without "today": "Fri 20 Nov 17:30". */
export function fixedMoment(iso: string, team: TeamView, language: Language): string {
  return formatTexts[language].at(dayText(dayIn(team.zone, new Date(iso)), language), timeText(iso, team));
}

/** "11-20 18:00" in team time: for tables. */
export function shortMoment(iso: string, team: TeamView): string {
  return `${shortDay(dayIn(team.zone, new Date(iso)))} ${timeText(iso, team)}`;
}

/** A number of days, cut to one decimal (9.96 → "9.9 days"): rounding must not lengthen a countdown. */
export function daysCount(days: number, language: Language): string {
  return formatTexts[language].days(daysNumber(days));
}

/** The bare number of `daysCount`. */
function daysNumber(days: number): string {
  const cutOff = Math.floor(days * 10 + 1e-6) / 10;
  return signed(Math.abs(days) >= 100 ? grouped.format(Math.floor(days)) : oneDecimal.format(cutOff));
}

/** A duration in minutes: 125 → "2 h 5 min"; from a day on without minutes. */
export function lengthText(minutes: number, language: Language): string {
  const whole = Math.max(0, Math.round(minutes));
  const days = Math.floor(whole / 1440);
  const hours = Math.floor((whole % 1440) / 60);
  const words = formatTexts[language];
  return words.length(days, hours, days > 0 ? 0 : whole % 60) || words.noTime;
}

function nearDay(of: Day, team: TeamView, language: Language): string | undefined {
  const words = formatTexts[language].relative;
  switch (daysBetween(dayIn(team.zone, new Date(team.now)), of)) {
    case 0:
      return words.today;
    case 1:
      return words.tomorrow;
    case -1:
      return words.yesterday;
    default:
      return undefined;
  }
}

function signOf(value: number): string {
  if (value > 0) return '+';
  return value < 0 ? minus : '±';
}

function signed(text: string): string {
  return text === '-0' ? '0' : text.replace(/^-/, minus);
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
