// Case numbers, counts and percentages as people type them. Pure; refusals say what to write.

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

/** "20%" for both sides, "+30%" or "up 30%" for rises, "-20%" or "down 20%" for falls; "0.2" is 20 %. */
export function parseThreshold(words: readonly string[]): ThresholdChange {
  let change: ThresholdChange = {};
  let side: 'up' | 'down' | undefined;
  for (const word of withoutLonePercent(words)) {
    const named = sideWords.get(word.normalize('NFKC').toLowerCase());
    if (named && side === undefined) {
      side = named;
      continue;
    }
    const { fraction, sign } = parsePercent(word);
    const of = side ?? sign;
    change = of === undefined ? { up: fraction, down: fraction } : { ...change, [of]: fraction };
    side = undefined;
  }
  if (side !== undefined || Object.keys(change).length === 0) {
    throw missing({ zh: '百分比（如 20%）', en: 'percentage (such as 20%)' });
  }
  return change;
}

const sideWords: ReadonlyMap<string, 'up' | 'down'> = new Map([
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

function parsePercent(word: string): { fraction: number; sign: 'up' | 'down' | undefined } {
  const match = /^([+-]?)(\d{1,3}(?:\.\d{1,4})?)(%?)$/.exec(word.normalize('NFKC').replace(/[−–—]/g, '-'));
  const value = Number(match?.[2]);
  const hasPercent = match?.[3] === '%';
  if (!match || (!hasPercent && value >= 1)) {
    throw malformed({
      zh: `${quoted(word)}不是百分比，应写成 20% 或 0.2；只改一边写 +30% 或 -20%。`,
      en: `${quoted(word)} is not a percentage; write 20% or 0.2, or +30% or -20% for one side only.`,
    });
  }
  const fraction = hasPercent ? Number((value / 100).toFixed(6)) : value;
  if (fraction < 0.01 || fraction >= 10) {
    throw malformed({
      zh: `${quoted(word)}超出范围：阈值应在 1% 到 999% 之间。`,
      en: `${quoted(word)} is out of range: a threshold lies between 1% and 999%.`,
    });
  }
  const sign = match[1] === '+' ? 'up' : match[1] === '-' ? 'down' : undefined;
  return { fraction, sign };
}

/** "20 %" is one percentage in two words. */
function withoutLonePercent(words: readonly string[]): string[] {
  const isSign = (word: string | undefined) => word?.normalize('NFKC') === '%';
  return words.flatMap((word, i) => {
    if (isSign(word) && i > 0) return [];
    return isSign(words[i + 1]) ? [`${word}%`] : [word];
  });
}
