// What the fields of an answer must say together, and how they stand to the numbers of the case.

import type { Bilingual } from '../lib/language.ts';
import type { FormFacts, RawValues } from './form.ts';

/** A proposal further from the suggestion than this share of it needs a reason (product rule). */
const tolerance = { percent: 30 };

/**
 * With nothing on its way there is no arrival to compare with: stock that lasts longer than the slowest transport
 * (sea, 45 days) can still be replenished in time, so doing nothing needs no reason then.
 */
const slowestTransportDays = 45;

/** Does an answer say "data error" in one place and something else in the other? Then it teaches the machine nonsense. */
export function natureConflict(values: RawValues): Bilingual | undefined {
  if (!values.cause || !values.nature) return undefined;
  if (values.cause === 'data_error' && values.nature !== 'data_error') {
    return {
      zh: '原因选了“数据错误”，这里也请选“数据错误”；否则请改选真实原因。',
      en: 'The cause says data error: choose "Data error" here too, or name the real cause.',
    };
  }
  if (values.nature === 'data_error' && values.cause !== 'data_error') {
    return {
      zh: '这里选了“数据错误”，主要原因也请选“数据错误”；否则请改选影响多久。',
      en: 'This says data error: choose it as the cause too, or say how long the change lasts.',
    };
  }
  return undefined;
}

/** Why a proposal needs a reason; undefined when it needs none. */
export function reasonNeeded(values: RawValues, facts: FormFacts): Bilingual | undefined {
  if (!values.action) return undefined;
  return departure(values, facts) ?? idleWhileRunningOut(values, facts);
}

function departure(values: RawValues, facts: FormFacts): Bilingual | undefined {
  const suggested = facts.suggestedUnits;
  if (suggested === null) return undefined;
  const proposed = Number(values.quantity || 0);
  // Whole numbers, so that exactly 30 % is inside.
  if (Math.abs(proposed - suggested) * 100 <= suggested * tolerance.percent) return undefined;
  const { percent } = tolerance;
  return {
    zh: `建议 ${suggested} 件，你填的是 ${proposed} 件，相差超过 ${percent}%，请写明理由（至少 5 个字）。`,
    en: `Suggested are ${suggested} units, you propose ${proposed}, more than ${percent} % apart: write why (at least 5 characters).`,
  };
}

function idleWhileRunningOut(values: RawValues, facts: FormFacts): Bilingual | undefined {
  if (values.action !== 'none' || facts.countdownDays === null) return undefined;
  if (facts.countdownDays >= (facts.nextArrivalInDays ?? slowestTransportDays)) return undefined;
  const days = Math.floor(facts.countdownDays * 10) / 10;
  return facts.nextArrivalInDays === null
    ? {
        zh: `预计 ${days} 天后断货，且没有在途；不补货请写明理由（至少 5 个字）。`,
        en: `Stock runs out in ${days} days and nothing is on its way: write why nothing is ordered (at least 5 characters).`,
      }
    : {
        zh: `预计 ${days} 天后断货，下一批 ${facts.nextArrivalInDays} 天后才可售；不补货请写明理由（至少 5 个字）。`,
        en: `Stock runs out in ${days} days, the next arrival is sellable in ${facts.nextArrivalInDays}: write why nothing is ordered (at least 5 characters).`,
      };
}
