// What people have said of the sales to come, as far as it still holds today. Pure.

import { type Day, dayIn, daysBetween } from '../lib/day.ts';
import { forecastHoldsDays, type GivenForecast } from '../rules/inventory/given-forecast.ts';
import type { PlanInput } from '../rules/inventory/plan.ts';
import type { SaidAnswer, SaidForecast } from '../store/said-of-sales.ts';

/** The days that a plan is made from: as long as those of an answered change are among them, they need its explanation. */
const answerHoldsDays = 30;

/** Both at once: whoever made a forecast after an answer knew of it, so that the answer adds nothing to it. */
export function expectedSales(
  { answer, forecast }: { answer: SaidAnswer | undefined; forecast: SaidForecast | undefined },
  of: { today: Day; zone: string },
): Pick<PlanInput, 'answer' | 'given'> {
  const given = forecastNow(forecast, of);
  const isOlder = given !== null && forecast && answer?.answeredAt && answer.answeredAt < forecast.asOf;
  return { answer: isOlder ? null : answerNow(answer, of.today), given };
}

/** The answer a plan follows; null where nobody has answered the newest case, or it lies too far back. */
function answerNow(said: SaidAnswer | undefined, today: Day): PlanInput['answer'] {
  if (!said?.promise || (said.status !== 'answered' && said.status !== 'closed')) return null;
  const { nature, until, throughDay } = said.promise;
  if (nature === null) return null;
  if (nature === 'short_term' && until !== null && until >= today) return { nature, until };
  if (daysBetween(throughDay, today) > answerHoldsDays) return null;
  // A period that is over, like a wrong number, leaves the usual sales.
  return { nature: nature === 'lasting' ? nature : 'one_off', until: null };
}

/** The forecast a plan follows; null where none was made lately, or none of its days lies ahead. */
function forecastNow(said: SaidForecast | undefined, of: { today: Day; zone: string }): GivenForecast | null {
  if (!said) return null;
  const saidOn = dayIn(of.zone, said.asOf);
  const spans = said.spans.filter(({ to }) => to >= of.today);
  return spans.length === 0 || daysBetween(saidOn, of.today) > forecastHoldsDays ? null : { spans, saidOn };
}
