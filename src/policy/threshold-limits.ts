// How far a threshold may go, and why; the same in the policy file and in the chat. Pure.

import type { Bilingual } from '../lib/language.ts';
import { percentText, readShare } from '../lib/percent.ts';

export type Side = 'up' | 'down';

const least = 0.01;
const mostRise = 10;

/** The fraction that was written for these sides, or what to write instead. */
export function readThreshold(written: string, sides: readonly Side[]): number | Bilingual {
  const read = readShare(written);
  if (read.is === 'unreadable') return { zh: '写百分比，例如 20%', en: 'write a percentage such as 20%' };
  if (read.is === 'unclear') {
    const [percent, fraction] = [percentText(read.asPercent), percentText(read.asFraction)];
    return {
      zh: `可以读作 ${percent}，也可以读作 ${fraction}：请加上百分号，写 ${percent} 或 ${fraction}`,
      en: `this can mean ${percent} or ${fraction}: write it with the percent sign, ${percent} or ${fraction}`,
    };
  }
  const { fraction } = read;
  if (fraction < least) return { zh: '阈值至少 1%', en: 'a threshold is at least 1%' };
  if (sides.includes('down') && fraction >= 1) {
    return {
      zh: '跌幅阈值要小于 100%：销量最多跌到 0，也就是跌 100%，再大就永远不会提问',
      en: 'a threshold for falls is less than 100%: sales can fall to 0 at most, which is 100%, so nothing would ever be asked',
    };
  }
  if (fraction > mostRise) return { zh: '涨幅阈值最多 1000%', en: 'a threshold for rises is at most 1000%' };
  return fraction;
}
