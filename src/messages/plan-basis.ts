// The basis of a plan's demand when people gave one: an answer, an imported forecast.

import { type Language, texts } from '../lib/language.ts';
import { facts } from './blocks.ts';
import { clean } from './clean.ts';
import { dayText, expected } from './format.ts';
import type { PlanSection, PlanView } from './plan-view.ts';
import { natureWords } from './words.ts';

const words = texts({
  en: {
    basis: 'What the demand rests on',
    rate: 'Units a day',
    rates: {
      one_off: (rate: string) => `${rate}: the usual rate, the change adds nothing`,
      short_term: (rate: string) => `${rate}: the usual rate, half of the change on top until its last day`,
      lasting: (rate: string) => `${rate}: the mean since the change, at most of seven days, is the new rate`,
      data_error: (rate: string) => `${rate}: the usual rate`,
    },
    untilThere: 'Until new goods arrive',
    perDay: (rate: string) => `${rate} a day by the forecast`,
    answer: 'Answer',
    answered: (number: string, by: string, nature: string, until: string) => `${number}, ${by}: ${nature}${until}`,
    until: (day: string) => ` until ${day}`,
    forecast: 'Forecast by people',
    told: (file: string, by: string, saidOn: string, lastDay: string, held: string) =>
      `${file}, ${by}, ${saidOn}: days up to ${lastDay}; followed until ${held}, other days at the usual rate`,
  },
  zh: {
    basis: '需求依据',
    rate: '日销',
    rates: {
      one_off: (rate) => `${rate}：按平日，本次变化不计入`,
      short_term: (rate) => `${rate}：按平日，截止日前的增量另备一半`,
      lasting: (rate) => `${rate}：以变化以来的日均（最多近七天）为新水平`,
      data_error: (rate) => `${rate}：按平日`,
    },
    untilThere: '到货前日均',
    perDay: (rate) => `${rate}（按预测）`,
    answer: '答复',
    answered: (number, by, nature, until) => `${number}，${by}：${nature}${until}`,
    until: (day) => `，到 ${day}`,
    forecast: '人工预测',
    told: (file, by, saidOn, lastDay, held) =>
      `${file}，${by}，${saidOn}导入：覆盖到 ${lastDay}，沿用到 ${held}，其余日子按平日`,
  },
});

/** Nothing where the plan is based on sales alone. */
export function basisSection({ plan, answer, forecast }: PlanView, language: Language): PlanSection | undefined {
  if (!answer && !forecast) return undefined;
  const say = words[language];
  const until = answer?.until ? say.until(dayText(answer.until, language)) : '';
  return {
    title: say.basis,
    blocks: [
      facts(
        answer
          ? {
              label: say.answer,
              value: say.answered(answer.number, clean(answer.by, 24), natureWords[answer.nature][language], until),
            }
          : undefined,
        answer && plan.rate !== null
          ? { label: say.rate, value: say.rates[answer.nature](expected(plan.rate)) }
          : undefined,
        forecast
          ? {
              label: say.forecast,
              value: say.told(
                clean(forecast.fileName, 40),
                clean(forecast.by, 24),
                dayText(forecast.saidOn, language),
                dayText(forecast.lastDay, language),
                dayText(forecast.heldUntil, language),
              ),
            }
          : undefined,
        plan.expectedRate ? { label: say.untilThere, value: say.perDay(expected(plan.expectedRate.value)) } : undefined,
      ),
    ],
    formulas: [],
  };
}
