// Case numbers, counts and percentages as people type them. Pure; refusals say what to write.

import { readThreshold, type Side } from '../../policy/threshold-limits.ts';
import { malformed, missing, quoted } from '../malformed.ts';

const maxId = 2_147_483_647;

/** A case id from "SW-1042", "sw1042", "#1042" or "1042". */
export function parseCaseNumber(word: string | undefined): number {
  if (word === undefined) throw missing({ zh: '异常单编号（如 SW-1042）', en: 'case number (such as SW-1042)' });
  const digits = /^(?:sw-?|#)?(\d{1,10})$/i.exec(word.normalize('NFKC').replace(/[−–—]/g, '-'))?.[1];
  const id = Number(digits);
  if (digits === undefined || id === 0 || id > maxId) {
    throw malformed({
      zh: `${quoted(word)}不是异常单编号，应写成 SW-1042 或 1042。`,
      en: `${quoted(word)} is not a case number; write SW-1042 or 1042.`,
    });
  }
  return id;
}

/** Does the word look like a case number rather than a SKU? */
export function looksLikeCaseNumber(word: string): boolean {
  return /^(?:sw-?|#)?\d{1,9}$/i.test(word.normalize('NFKC'));
}

/** A number of days from 1 to `max`: "3", "3d", "3天". */
export function parseDayCount(word: string | undefined, max: number): number {
  if (word === undefined) throw missing({ zh: '天数（如 7）', en: 'number of days (such as 7)' });
  const digits = /^(\d{1,4})(?:d|days?|天)?$/i.exec(word.normalize('NFKC'))?.[1];
  const days = Number(digits);
  if (digits === undefined || days < 1 || days > max) {
    throw malformed({
      zh: `${quoted(word)}不是 1 到 ${max} 的天数，应写成 7 这样的整数。`,
      en: `${quoted(word)} is not a number of days from 1 to ${max}; write a whole number such as 7.`,
    });
  }
  return days;
}

/** Thresholds to set, as fractions; a side left out stays as it is. */
export interface ThresholdChange {
  up?: number;
  down?: number;
}

/** "20%" for both sides, "+30%" or "up 30%" for rises, "-20%" or "down 20%" for falls; "20" and "0.2" are 20 % too. */
export function parseThreshold(words: readonly string[]): ThresholdChange {
  let change: ThresholdChange = {};
  let side: Side | undefined;
  for (const word of withoutLonePercent(words)) {
    const named = sideWords.get(word.normalize('NFKC').toLowerCase());
    if (named && side === undefined) {
      side = named;
      continue;
    }
    const { fraction, of } = parsePercent(word, side);
    change = { ...change, ...Object.fromEntries(of.map((each) => [each, fraction])) };
    side = undefined;
  }
  if (side !== undefined || Object.keys(change).length === 0) {
    throw missing({ zh: '百分比（如 20%）', en: 'percentage (such as 20%)' });
  }
  return change;
}

const sideWords: ReadonlyMap<string, Side> = new Map([
  ['up', 'up'],
  ['rise', 'up'],
  ['上涨', 'up'],
  ['涨', 'up'],
  ['上', 'up'],
  ['down', 'down'],
  ['fall', 'down'],
  ['下跌', 'down'],
  ['跌', 'down'],
  ['下', 'down'],
]);

function parsePercent(word: string, named: Side | undefined): { fraction: number; of: readonly Side[] } {
  const [, sign, digits = ''] = /^([+-]?)(.*)$/s.exec(word.normalize('NFKC').replace(/[−–—]/g, '-')) ?? [];
  const signed = sign === '+' ? 'up' : sign === '-' ? 'down' : undefined;
  const side = named ?? signed;
  const of: readonly Side[] = side ? [side] : ['up', 'down'];
  const fraction = readThreshold(digits, of);
  if (typeof fraction === 'number') return { fraction, of };
  const { zh, en } = fraction;
  throw malformed({
    zh: `${quoted(word)}：${zh}；只改一边写 +30% 或 -20%。`,
    en: `${quoted(word)}: ${en}; +30% or -20% is for one side only.`,
  });
}

/** "20 %" is one percentage in two words. */
function withoutLonePercent(words: readonly string[]): string[] {
  const isSign = (word: string | undefined) => word?.normalize('NFKC') === '%';
  return words.flatMap((word, i) => {
    if (isSign(word) && i > 0) return [];
    return isSign(words[i + 1]) ? [`${word}%`] : [word];
  });
}
