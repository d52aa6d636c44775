// Checks across the fields of an answer, and against the numbers of the case.

import { daysBetween, parseDay } from '../lib/day.ts';
import type { Bilingual } from '../lib/language.ts';
import { type ComparedFigure, comparedFigures, stockFigures } from '../rules/inventory/stock-figures.ts';
import type { FormFacts, RawValues } from './form.ts';
import { type Suggested, suggestedFor } from './suggested.ts';

/** A proposal further from the suggestion than this share of it needs a reason (product rule). */
const tolerance = { percent: 30 };

/**
 * With nothing on its way there is no arrival to compare with: stock that lasts longer than the slowest transport
 * (sea, 45 days) can still be replenished in time, so doing nothing needs no reason then.
 */
const slowestTransportDays = 45;

/** Fewer days of stock than the fastest transport takes: doing nothing then needs a reason, whatever is on its way. */
const fewDaysOfCover = 7;

/** A corrected number may differ from the report by this, whichever is more, before it needs a reason. */
const stockTolerance = { share: 0.1, units: 10 };
/** Days of sales by which the stock may have fallen since its report. */
const soldSinceReport = 2;

/** "Data error" as the cause but not as the nature, or the other way round, would teach the baseline nonsense. */
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
  const suggested = suggestedFor(values, facts);
  return (
    departure(values, suggested) ?? idleWhileRunningOut(values, facts) ?? idleBeforeStockOut(values, facts, suggested)
  );
}

/** Why corrected stock needs a reason: the first number too far from the report; undefined when none is. */
export function stockReasonNeeded(values: RawValues, facts: FormFacts): Bilingual | undefined {
  const { reported } = facts;
  if (!reported) return undefined;
  const { plan } = suggestedFor({}, facts);
  const soldSince = soldSinceReport * Math.max(plan?.rate ?? 0, plan?.pace ?? 0);
  for (const name of comparedFigures) {
    const [told, given] = [reported[name], values[name]];
    if (told === null || given === undefined || given === '') continue;
    // Only the available stock falls by what sells after the report.
    const leeway = name === 'available' ? soldSince : 0;
    const allowed = Math.max(told * stockTolerance.share, stockTolerance.units, leeway);
    if (Math.abs(Number(given) - told) > allowed) return differsText(name, told, Number(given));
  }
  return undefined;
}

function differsText(name: ComparedFigure, told: number, given: number): Bilingual {
  const { zh, en } = stockFigures[name].compared;
  return {
    zh: `报表上${zh} ${told} 件，你填的是 ${given} 件，请写明差在哪里（至少 5 个字）。`,
    en: `The report says ${told} ${en}, you say ${given}: write where the difference comes from (at least 5 characters).`,
  };
}

function departure(values: RawValues, { units, answer }: Suggested): Bilingual | undefined {
  if (units === null) return undefined;
  const proposed = Number(values.quantity || 0);
  // In whole numbers, so that exactly 30 % is allowed.
  if (Math.abs(proposed - units) * 100 <= units * tolerance.percent) return undefined;
  const { percent } = tolerance;
  const change = answer && changeWords(answer);
  return change
    ? {
        zh: `按“${change.zh}”计算，建议 ${units} 件，你填的是 ${proposed} 件，相差超过 ${percent}%。请改数量，或写明理由（至少 5 个字）。`,
        en: `For ${change.en} ${units} units are suggested, you propose ${proposed}, more than ${percent} % apart: change the quantity or write why (at least 5 characters).`,
      }
    : {
        zh: `建议 ${units} 件，你填的是 ${proposed} 件，相差超过 ${percent}%，请写明理由（至少 5 个字）。`,
        en: `${units} units are suggested, you propose ${proposed}, more than ${percent} % apart: write why (at least 5 characters).`,
      };
}

function changeWords({ nature, until }: NonNullable<Suggested['answer']>): Bilingual {
  switch (nature) {
    case 'one_off':
      return { zh: '一次性', en: 'a one-off change' };
    case 'lasting':
      return { zh: '持续', en: 'a lasting change' };
    case 'short_term':
      return until
        ? { zh: `短期，到 ${until}`, en: `a change until ${until}` }
        : { zh: '短期', en: 'a short-term change' };
  }
}

function idleWhileRunningOut(values: RawValues, facts: FormFacts): Bilingual | undefined {
  const { countdownDays, nextArrivalInDays } = facts;
  if (values.action !== 'none' || countdownDays === null) return undefined;
  if (countdownDays >= fewDaysOfCover && countdownDays >= (nextArrivalInDays ?? slowestTransportDays)) return undefined;
  const days = Math.floor(countdownDays * 10) / 10;
  if (nextArrivalInDays === null) {
    return {
      zh: `预计 ${days} 天后断货，且没有在途；不补货请写明理由（至少 5 个字）。`,
      en: `Stock runs out in ${days} days and nothing is on its way: write why nothing is ordered (at least 5 characters).`,
    };
  }
  return countdownDays < nextArrivalInDays
    ? {
        zh: `预计 ${days} 天后断货，下一批 ${nextArrivalInDays} 天后才可售；不补货请写明理由（至少 5 个字）。`,
        en: `Stock runs out in ${days} days, the next arrival is sellable in ${nextArrivalInDays}: write why nothing is ordered (at least 5 characters).`,
      }
    : {
        zh: `现有库存只够卖 ${days} 天；不补货请写明理由（至少 5 个字）。`,
        en: `The stock lasts ${days} days only: write why nothing is ordered (at least 5 characters).`,
      };
}

/** Stock runs out even with everything on its way. Orders do not count: they may still be hurried. */
function idleBeforeStockOut(values: RawValues, { today }: FormFacts, { plan }: Suggested): Bilingual | undefined {
  const out = plan?.projection.stockOutOn;
  const from = parseDay(today);
  if (values.action !== 'none' || !out || !from || daysBetween(from, out) >= slowestTransportDays) return undefined;
  return {
    zh: `在途到货算进去，预计 ${out} 仍会断货；不补货请写明理由（至少 5 个字）。`,
    en: `With everything on its way counted, stock still runs out on ${out}: write why nothing is ordered (at least 5 characters).`,
  };
}
