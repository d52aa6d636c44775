// What happens next to a case, and when. The round's moments were fixed when it was asked; this file only walks
// through them, so it needs no calendar.

import { type AnomalyCase, isAnswerOwed, type PlannedEscalation } from './anomaly-case.ts';

/** One thing that the passing of time does to a case, stamped with the moment at which it was due. */
export type DueStep =
  | { do: 'wake'; at: Date }
  | { do: 'remind'; at: Date; beforeDeadline: boolean }
  /** A reminder that is obsolete: a later one is due as well. */
  | { do: 'skip_reminder'; at: Date }
  | { do: 'miss_deadline'; at: Date }
  | { do: 'escalate'; at: Date; planned: PlannedEscalation }
  | { do: 'nag'; at: Date }
  /** A daily reminder whose workday has passed. */
  | { do: 'skip_nag'; at: Date }
  /** The proposal of an answered case needs approval: the next manager up is asked. */
  | { do: 'ask_approval'; at: Date; planned: PlannedEscalation }
  /** What an answered case proposed should show in the order lists by now. */
  | { do: 'check_plan'; at: Date };

/** A reminder later than this is skipped outside working hours, or when an escalation is due as well. */
const reminderUsefulMs = 15 * 60_000;

/** The earliest moment at which anything is due; null when nothing is. */
export function nextDueAt(anomalyCase: AnomalyCase): Date | null {
  return upcoming(anomalyCase)[0]?.at ?? null;
}

/**
 * The next step due at `now`; null when nothing is. `atWork`: is `now` within working hours? Call again with the changed
 * case until it returns null: steps missed during a downtime come out in order, reminders collapsed to the newest.
 */
export function dueStep(anomalyCase: AnomalyCase, now: Date, atWork: boolean): DueStep | null {
  const due = upcoming(anomalyCase).filter((step) => step.at <= now);
  const first = due[0];
  if (!first) return null;
  if (first.do === 'nag') return atWork ? first : { do: 'skip_nag', at: first.at };
  if (first.do !== 'remind') return first;
  const overtaken = due.some((step) => (step.do === 'remind' || step.do === 'nag') && step.at > first.at);
  const stale = now.getTime() - first.at.getTime() > reminderUsefulMs;
  const pointless = !atWork || due.some((step) => step.do === 'escalate');
  return overtaken || (stale && pointless) ? { do: 'skip_reminder', at: first.at } : first;
}

/**
 * A case that owes an answer has a next step; without one it would be forgotten for good. Asserted where a case is written
 * (`insertCases`, `saveCase`) and where it is read to be moved on (`sweep`); `doctor` names rows that break it.
 */
export function assertHasNextStep(anomalyCase: Pick<AnomalyCase, 'status' | 'nextDueAt' | 'dedupKey'>): void {
  if (!isAnswerOwed(anomalyCase) || anomalyCase.nextDueAt !== null) return;
  throw new Error(`Case ${anomalyCase.dedupKey} owes an answer and has no next step`);
}

function upcoming(anomalyCase: AnomalyCase): DueStep[] {
  if (anomalyCase.status === 'closed') return [];
  if (anomalyCase.status === 'answered') return afterAnswer(anomalyCase);
  if (anomalyCase.snoozedUntil) return [{ do: 'wake', at: anomalyCase.snoozedUntil }];
  const { answerDueAt, deadlineMissedAt, nagAt, policy, remindersHandled, escalationStep } = anomalyCase;
  const steps: DueStep[] = policy.reminders
    .slice(remindersHandled)
    .map((at) => ({ do: 'remind', at, beforeDeadline: answerDueAt !== null && at < answerDueAt }));
  if (answerDueAt && !deadlineMissedAt) steps.push({ do: 'miss_deadline', at: answerDueAt });
  const planned = policy.escalations[escalationStep];
  if (planned) steps.push({ do: 'escalate', at: planned.at, planned });
  if (nagAt) steps.push({ do: 'nag', at: nagAt });
  return steps.sort((a, b) => a.at.getTime() - b.at.getTime() || rank(a) - rank(b));
}

/** After an answer: approval may be pending, and later a check that the proposal was carried out. */
function afterAnswer({ approval, followUpAt }: AnomalyCase): DueStep[] {
  const planned = approval?.state === 'waiting' ? approval.asks[approval.asked] : undefined;
  const steps: DueStep[] = planned ? [{ do: 'ask_approval', at: planned.at, planned }] : [];
  if (followUpAt) steps.push({ do: 'check_plan', at: followUpAt });
  return steps;
}

/** Order of steps due at one moment: the missed deadline is noted before it is escalated. */
function rank(step: DueStep): number {
  return ['wake', 'remind', 'miss_deadline', 'escalate', 'nag'].indexOf(step.do);
}
