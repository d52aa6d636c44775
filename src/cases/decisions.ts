// Writes an answer's stock decision into the ledger, with the suggestion and its inputs.

import type { Context } from '../context.ts';
import type { FormFacts, RawValues } from '../forms/form.ts';
import { suggestedFor } from '../forms/suggested.ts';
import { addDays, type Day, dayIn, parseDay } from '../lib/day.ts';
import { formulaVersion } from '../rules/inventory/hindsight.ts';
import type { StoredCase } from '../store/cases.ts';
import { insertDecision } from '../store/decisions.ts';

/** Days until the outcome is noted where neither a date nor a lead time is known. */
const usualOutcomeDays = 30;

/** Notes the decision of an accepted answer; answers without a proposal about a SKU decide nothing. */
export async function recordDecision(
  tx: Context,
  stored: StoredCase,
  answer: { by: string; revision: number; values: RawValues },
): Promise<void> {
  const { values } = answer;
  const action = values.action ?? values.decision;
  if (stored.sku === null || action === undefined) return;
  const now = tx.clock.now();
  const today = dayIn(tx.policy.team.zone, now);
  const facts: FormFacts = { ...stored.facts, today };
  const { units, plan, answer: change } = suggestedFor(values, facts);
  const arriveBy = parseDay(values.arriveBy ?? '') ?? null;
  await insertDecision(tx.db, {
    caseId: stored.id,
    round: stored.round,
    revision: answer.revision,
    storeId: stored.storeId,
    sku: stored.sku,
    decidedBy: answer.by,
    decidedAt: now,
    formulaVersion,
    suggestedUnits: units,
    inputs: facts.plan ? { ...facts.plan, today, answer: change } : null,
    nature: values.nature ?? null,
    action,
    quantity: values.quantity === undefined ? null : Number(values.quantity),
    transport: values.transport ?? null,
    arriveBy,
    reason: values.reason ?? null,
    approval: stored.approval?.state ?? 'not_needed',
    outcomeDueOn: outcomeDay(today, arriveBy, plan?.lead?.days ?? null),
  });
}

/** The end of the lead time or the day that the decision named, the later of the two. */
function outcomeDay(today: Day, arriveBy: Day | null, leadDays: number | null): Day {
  const led = leadDays === null ? null : addDays(today, Math.ceil(leadDays));
  const days = [arriveBy, led].filter((each) => each !== null).sort();
  return days.at(-1) ?? addDays(today, usualOutcomeDays);
}
