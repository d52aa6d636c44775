// The weekly summary's look back: outcomes of last month's decisions about stock.

import { type Language, texts } from '../lib/language.ts';
import { heading, list } from './blocks.ts';
import type { Block } from './message.ts';
import type { HindsightView, WeeklyView } from './weekly-view.ts';

const months = 'January February March April May June July August September October November December'.split(' ');

const hindsightTexts = texts({
  en: {
    heading: (month: number, told: number) =>
      `Looking back: ${told} ${told === 1 ? 'decision' : 'decisions'} came due in ${months[month - 1]}`,
    size: (right: number, over: number, under: number) =>
      `Quantity against what then sold: ${right} right, ${over} too much, ${under} too little (more than 30 % off).`,
    arrival: (inTime: number, late: number) => `Goods: ${inTime} in time, ${late} late or not there.`,
    stockedOut: (count: number) => `Out of stock meanwhile: ${count}.`,
    stayedIn: 'None ran out of stock meanwhile.',
  },
  zh: {
    heading: (month, told) => `决策复盘：${month} 月到期 ${told} 个`,
    size: (right, over, under) =>
      `数量对比后来的实际销量：合适 ${right}，偏多 ${over}，偏少 ${under}（相差超过 30 %）。`,
    arrival: (inTime, late) => `到货：按时 ${inTime}，迟到或未到 ${late}。`,
    stockedOut: (count) => `期间断货：${count} 个。`,
    stayedIn: '期间没有断货。',
  },
});

/** Hits and misses of last month; nothing if no decision came due in it. */
export function hindsightSection({ hindsight }: WeeklyView, language: Language): (Block | undefined)[] {
  if (!hindsight || hindsight.told === 0) return [];
  const words = hindsightTexts[language];
  const month = Number(hindsight.month.slice(5, 7));
  return [heading(words.heading(month, hindsight.told)), list(linesOf(hindsight, language).map((line) => [line]))];
}

function linesOf({ right, over, under, inTime, late, stockedOut }: HindsightView, language: Language): string[] {
  const words = hindsightTexts[language];
  return [
    ...(right + over + under > 0 ? [words.size(right, over, under)] : []),
    ...(inTime + late > 0 ? [words.arrival(inTime, late)] : []),
    stockedOut > 0 ? words.stockedOut(stockedOut) : words.stayedIn,
  ];
}
