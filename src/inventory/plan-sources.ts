// Whose answer and whose forecast a plan's demand comes from. Reads only.

import type { Context } from '../context.ts';
import { addDays } from '../lib/day.ts';
import type { PlanView } from '../messages/plan-view.ts';
import { caseNumber } from '../model/anomaly-case.ts';
import type { Store } from '../policy/policy.ts';
import { forecastHoldsDays } from '../rules/inventory/given-forecast.ts';
import type { StockPlan } from '../rules/inventory/plan.ts';
import { loadForecasts, newestAnswers } from '../store/said-of-sales.ts';

/** The answer that the plan follows; null where it follows none. */
export async function answerView(
  ctx: Context,
  store: Store,
  sku: string,
  { answer }: StockPlan,
): Promise<PlanView['answer']> {
  if (!answer) return null;
  const said = (await newestAnswers(ctx.db, store.id, { only: [sku], since: new Date(0) })).get(sku);
  return said ? { number: caseNumber(said.caseId), by: nameOf(ctx, said.answeredBy), ...answer } : null;
}

/** The file whose forecast the plan follows; null where it follows none. */
export async function forecastView(
  ctx: Context,
  store: Store,
  sku: string,
  { given }: StockPlan,
): Promise<PlanView['forecast']> {
  if (!given) return null;
  const said = (await loadForecasts(ctx.db, store.id, { only: [sku], since: new Date(0) })).get(sku);
  const lastDay = given.spans.at(-1)?.to ?? given.saidOn;
  const heldUntil = addDays(given.saidOn, forecastHoldsDays);
  return said
    ? { fileName: said.fileName, by: nameOf(ctx, said.receivedBy), saidOn: given.saidOn, lastDay, heldUntil }
    : null;
}

function nameOf(ctx: Context, personId: string | null): string {
  return ctx.policy.people.find(({ id }) => id === personId)?.name ?? personId ?? '–';
}
