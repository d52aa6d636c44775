// The life of a case as one table: which event is possible in which status, and what it changes.
// Pure: the caller saves the result, logs the event and queues the messages, all in one transaction.

import { assertNever } from '../lib/assert-never.ts';
import type { Day } from '../lib/day.ts';
import type { StockTier } from '../rules/inventory/stock-tier.ts';
import {
  type AnomalyCase,
  type CaseStatus,
  owedStatuses,
  type Resolution,
  type StampedPolicy,
} from './anomaly-case.ts';
import { nextDueAt } from './due.ts';

/** The moments of a new round: its deadline, reminders and escalations. */
export interface RoundPlan {
  answerDueAt: Date;
  policy: StampedPolicy;
}

/** What an answer starts. */
export type Answered = Pick<AnomalyCase, 'promise' | 'approval' | 'followUpAt'>;

export type CaseEvent =
  | { type: 'continued' | 'grown'; day: Day; deviation: number; stockTier: StockTier | null }
  | { type: 'day_dropped'; firstDay: Day; lastDay: Day; lastDeviation: number }
  | { type: 'acknowledged'; by: string }
  | ({ type: 'answered'; by: string } & Answered)
  | ({ type: 'corrected'; by: string } & Answered)
  | { type: 'approval_asked' }
  | { type: 'approved'; by: string; followUpAt: Date | null }
  /** The proposal shows in the order lists, or there is no list to check. */
  | { type: 'plan_seen' | 'plan_unknown' }
  | { type: 'returned'; by: string; plan: RoundPlan }
  /** `asks`: the numbers of the new form, as they are now. */
  | { type: 'reopened'; plan: RoundPlan; asks: Pick<AnomalyCase, 'facts' | 'prefill'> }
  | { type: 'reminded' }
  | { type: 'reminder_skipped' }
  | { type: 'deadline_missed'; nagAt: Date }
  | { type: 'nagged'; nagAt: Date }
  | { type: 'nag_skipped'; nagAt: Date }
  | { type: 'escalated' }
  | { type: 'reassigned'; to: string | null }
  | { type: 'snoozed'; until: Date; plan: RoundPlan }
  | { type: 'woken' }
  | { type: 'withdrawn' }
  | { type: 'closed'; resolution: Resolution };

export type CaseEventType = CaseEvent['type'];

/** Why an event is refused; `cases/refusals.ts` has the text. */
export type RefusalCode = 'ALREADY_ACKNOWLEDGED' | 'ALREADY_ANSWERED' | 'NOT_ANSWERED' | 'CASE_CLOSED' | 'NOTHING_DUE';

export type Transition = { ok: true; next: AnomalyCase } | { ok: false; refusal: RefusalCode };

/** Statuses in which each event is possible. Everything not listed is refused. */
export const allowedIn: Readonly<Record<CaseEventType, readonly CaseStatus[]>> = {
  continued: [...owedStatuses, 'answered'],
  grown: owedStatuses,
  day_dropped: owedStatuses,
  acknowledged: ['open'],
  answered: owedStatuses,
  corrected: ['answered'],
  approval_asked: ['answered'],
  approved: ['answered'],
  plan_seen: ['answered'],
  plan_unknown: ['answered'],
  returned: ['answered'],
  reopened: ['answered'],
  reminded: owedStatuses,
  reminder_skipped: owedStatuses,
  deadline_missed: owedStatuses,
  nagged: owedStatuses,
  nag_skipped: owedStatuses,
  escalated: owedStatuses,
  reassigned: owedStatuses,
  snoozed: owedStatuses,
  woken: owedStatuses,
  withdrawn: owedStatuses,
  closed: ['answered'],
};

/**
 * `anomalyCase` after `event`, or why it is refused. `at`: when the event became true. A case without a next step is
 * answered or closed (`assertHasNextStep`).
 */
export function transition(anomalyCase: AnomalyCase, event: CaseEvent, at: Date): Transition {
  if (!allowedIn[event.type].includes(anomalyCase.status)) {
    return { ok: false, refusal: refusalOf(anomalyCase.status, event.type) };
  }
  const changed = { ...anomalyCase, ...changeOf(anomalyCase, event, at), version: anomalyCase.version + 1 };
  return { ok: true, next: { ...changed, nextDueAt: nextDueAt(changed) } };
}

function changeOf(anomalyCase: AnomalyCase, event: CaseEvent, at: Date): Partial<AnomalyCase> {
  switch (event.type) {
    case 'continued':
    case 'grown':
      if (event.day < anomalyCase.firstDay) return { firstDay: event.day };
      if (event.day < anomalyCase.lastDay) return {};
      return { lastDay: event.day, lastDeviation: event.deviation, stockTier: event.stockTier };
    case 'day_dropped':
      return { firstDay: event.firstDay, lastDay: event.lastDay, lastDeviation: event.lastDeviation };
    case 'acknowledged':
      return { status: 'acknowledged', acknowledgedAt: at, acknowledgedBy: event.by };
    case 'answered':
      return { status: 'answered', answeredAt: at, answeredBy: event.by, snoozedUntil: null, ...answered(event) };
    case 'corrected':
      return answered(event);
    case 'approval_asked':
      return { approval: anomalyCase.approval && { ...anomalyCase.approval, asked: anomalyCase.approval.asked + 1 } };
    case 'approved':
      return {
        approval: anomalyCase.approval && { ...anomalyCase.approval, state: 'approved', approvedBy: event.by },
        followUpAt: event.followUpAt,
      };
    case 'plan_seen':
    case 'plan_unknown':
      return { followUpAt: null };
    case 'returned':
      return newRound(anomalyCase, event.plan, at);
    case 'reopened':
      return { ...newRound(anomalyCase, event.plan, at), ...event.asks };
    case 'reminded':
    case 'reminder_skipped':
      return { remindersHandled: anomalyCase.remindersHandled + 1 };
    case 'deadline_missed':
      return { deadlineMissedAt: at, nagAt: event.nagAt };
    case 'nagged':
    case 'nag_skipped':
      return { nagAt: event.nagAt };
    case 'escalated':
      return { escalationStep: anomalyCase.escalationStep + 1 };
    case 'reassigned':
      return { assigneeId: event.to };
    case 'snoozed':
      return { snoozedUntil: event.until, ...freshPlan(event.plan) };
    case 'woken':
      return { snoozedUntil: null };
    case 'withdrawn':
      return { status: 'closed', closedAt: at, resolution: 'withdrawn', snoozedUntil: null };
    case 'closed':
      return { status: 'closed', closedAt: at, resolution: event.resolution, followUpAt: null };
    default:
      return assertNever(event);
  }
}

function answered({ promise, approval, followUpAt }: Answered): Answered {
  return { promise, approval, followUpAt };
}

function newRound(anomalyCase: AnomalyCase, plan: RoundPlan, at: Date): Partial<AnomalyCase> {
  return {
    status: 'open',
    round: anomalyCase.round + 1,
    askedAt: at,
    snoozedUntil: null,
    ...freshPlan(plan),
    acknowledgedAt: null,
    acknowledgedBy: null,
    answeredAt: null,
    answeredBy: null,
    promise: null,
    approval: null,
    followUpAt: null,
  };
}

/** The round's moments, none handled yet. */
function freshPlan(plan: RoundPlan): Partial<AnomalyCase> {
  return {
    answerDueAt: plan.answerDueAt,
    policy: plan.policy,
    remindersHandled: 0,
    escalationStep: 0,
    deadlineMissedAt: null,
    nagAt: null,
  };
}

function refusalOf(status: CaseStatus, event: CaseEventType): RefusalCode {
  if (status === 'closed') return 'CASE_CLOSED';
  if (event === 'acknowledged') return status === 'answered' ? 'ALREADY_ANSWERED' : 'ALREADY_ACKNOWLEDGED';
  if (status === 'answered') return event === 'answered' ? 'ALREADY_ANSWERED' : 'NOTHING_DUE';
  return 'NOT_ANSWERED';
}
