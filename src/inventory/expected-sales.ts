// Answers and forecasts about coming sales that are still valid today. Pure.

import { type Day, dayIn, daysBetween } from '../lib/day.ts';
import { forecastHoldsDays, type GivenForecast } from '../rules/inventory/given-forecast.ts';
import type { PlanInput } from '../rules/inventory/plan.ts';
import type { SaidAnswer, SaidForecast } from '../store/said-of-sales.ts';

/** Plans use 30 days of sales: an answer explains them as long as its days are among them. */
const answerHoldsDays = 30;

/** The valid answer and forecast. A forecast made after the answer already knows of it, so the answer is left out. */
export function expectedSales(
  { answer, forecast }: { answer: SaidAnswer | undefined; forecast: SaidForecast | undefined },
  of: { today: Day; zone: string },
): Pick<PlanInput, 'answer' | 'given'> {
  const given = forecastNow(forecast, of);
  const isOlder = given !== null && forecast && answer?.answeredAt && answer.answeredAt < forecast.asOf;
  return { answer: isOlder ? null : answerNow(answer, of.today), given };
}

/** The answer a plan follows; null when the newest case is unanswered or too old. */
function answerNow(said: SaidAnswer | undefined, today: Day): PlanInput['answer'] {
  if (!said?.promise || (said.status !== 'answered' && said.status !== 'closed')) return null;
  const { nature, until, throughDay } = said.promise;
  if (nature === null) return null;
  if (nature === 'short_term' && until !== null && until >= today) return { nature, until };
  if (daysBetween(throughDay, today) > answerHoldsDays) return null;
  // A period that is over, like a wrong number, leaves the usual sales.
  return { nature: nature === 'lasting' ? nature : 'one_off', until: null };
}

/** The forecast a plan follows; null when it is too old or has no day left. */
function forecastNow(said: SaidForecast | undefined, of: { today: Day; zone: string }): GivenForecast | null {
  if (!said) return null;
  const saidOn = dayIn(of.zone, said.asOf);
  const spans = said.spans.filter(({ to }) => to >= of.today);
  return spans.length === 0 || daysBetween(saidOn, of.today) > forecastHoldsDays ? null : { spans, saidOn };
}
