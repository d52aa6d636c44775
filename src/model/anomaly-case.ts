// The case: the work that a deviation opens, from the first post to its close. Pure types and word lists.

import type { FormFacts, FormKind, RawValues } from '../forms/form.ts';
import type { Day } from '../lib/day.ts';
import type { Urgency } from '../policy/policy.ts';
import type { StockTier } from '../rules/inventory/stock-tier.ts';
import type { Direction } from '../rules/verdict.ts';

export const caseStatuses = ['open', 'acknowledged', 'answered', 'closed'] as const;
export type CaseStatus = (typeof caseStatuses)[number];

/** The statuses in which an answer is owed. */
export const owedStatuses = ['open', 'acknowledged'] as const satisfies readonly CaseStatus[];

/** Is an answer still owed? From the moment the form is asked until a complete answer is in or the case is closed. */
export function isAnswerOwed({ status }: { status: CaseStatus }): boolean {
  return (owedStatuses as readonly CaseStatus[]).includes(status);
}

/** Is an answer owed that was due by `now`? */
export function isOverdue(anomalyCase: Pick<AnomalyCase, 'status' | 'answerDueAt'>, now: Date): boolean {
  return isAnswerOwed(anomalyCase) && anomalyCase.answerDueAt !== null && anomalyCase.answerDueAt <= now;
}

/** Does a further answer by this person correct the one they gave to the present round? */
export function isCorrection(
  anomalyCase: { status: CaseStatus; answeredBy: string | null },
  personId: string,
): boolean {
  return anomalyCase.status === 'answered' && anomalyCase.answeredBy === personId;
}

export const caseKinds = ['sku', 'store_wide', 'out_of_stock'] as const;
export type CaseKind = (typeof caseKinds)[number];

/** How a case ended. */
export const resolutions = [
  'confirmed',
  'expected',
  'false_alarm',
  'new_normal',
  'recovered',
  'duplicate',
  'withdrawn',
  'no_answer',
] as const;
export type Resolution = (typeof resolutions)[number];

/** What the answer says about the deviation: the machine learns from this one field. */
export const natures = ['one_off', 'short_term', 'lasting', 'data_error'] as const;
export type Nature = (typeof natures)[number];

/** A moment of escalation, fixed when the case (round) opens. */
export interface PlannedEscalation {
  step: number;
  level: number;
  at: Date;
  /** How loudly; absent for approvals, and in rounds stamped before this setting existed. */
  urgent?: Urgency;
}

export type DueReason = 'late_in_day' | 'outside_hours' | 'returned';

/** The policy as it stood when the round opened: editing the policy file moves no running deadline. */
export interface StampedPolicy {
  formVersion: number;
  /** Why the deadline is not the end of the day on which the form was posted. */
  dueBecause: DueReason | null;
  /** Working minutes to answer again after a return. */
  returnMinutes: number;
  /** When the assignee is reminded in this round, earliest first. */
  reminders: Date[];
  /** Who is told when, if the round stays unanswered, earliest first. */
  escalations: PlannedEscalation[];
}

/** What an accepted answer promised; later days are compared with it. */
export interface AnswerPromise {
  /** Null for a SKU that ran out: then `until` is the day on which it is back on sale. */
  nature: Nature | null;
  /** Last day the answer covers (short-term); null for the others. */
  until: Day | null;
  /** Last deviating sales day that the answer knew of. */
  throughDay: Day;
  /** Deviation, as a fraction, that was answered. */
  deviation: number;
  stockTier: StockTier | null;
}

export interface Money {
  amount: number;
  currency: string;
}

/** The approval of the present answer's proposal, which an expensive one needs. */
export interface Approval {
  state: 'not_needed' | 'waiting' | 'approved';
  /** Why no approval is needed although the proposal may be expensive; null otherwise. */
  because: 'cost_unknown' | 'other_currency' | 'own_right' | null;
  cost: Money | null;
  limit: Money;
  /** Who is asked when, earliest first; level 1 is the assignee's manager. */
  asks: PlannedEscalation[];
  /** How many of them have been carried out. */
  asked: number;
  approvedBy: string | null;
}

export interface AnomalyCase {
  id: number;
  kind: CaseKind;
  formKind: FormKind;
  storeId: string;
  /** Null for a store-wide case. */
  sku: string | null;
  direction: Direction;
  status: CaseStatus;
  dedupKey: string;
  /** 1 on the first form; each reopening and each return starts the next. */
  round: number;
  firstDay: Day;
  lastDay: Day;
  /** Deviation of the last day, as a fraction. */
  lastDeviation: number;
  /** Stock tier when that day was judged. */
  stockTier: StockTier | null;
  ownerId: string | null;
  assigneeId: string | null;
  openedAt: Date;
  /** When this round's form was asked. */
  askedAt: Date;
  answerDueAt: Date | null;
  nextDueAt: Date | null;
  /** How many of the round's reminders have been sent or skipped. */
  remindersHandled: number;
  /** How many of the round's escalations have been carried out. */
  escalationStep: number;
  deadlineMissedAt: Date | null;
  /** Next daily reminder of an overdue case. */
  nagAt: Date | null;
  snoozedUntil: Date | null;
  acknowledgedAt: Date | null;
  acknowledgedBy: string | null;
  answeredAt: Date | null;
  answeredBy: string | null;
  closedAt: Date | null;
  resolution: Resolution | null;
  /** Found only through restated data (补报). */
  supplement: boolean;
  promise: AnswerPromise | null;
  approval: Approval | null;
  /** When the proposal must show in the lists of orders and shipments; null: no check is planned. */
  followUpAt: Date | null;
  policy: StampedPolicy;
  facts: FormFacts;
  prefill: RawValues;
  version: number;
}

/** The short number people see. */
export function caseNumber(caseId: number): string {
  return `SW-${caseId}`;
}
