// Reads from a case's log what the card shows of its past. Pure; the log's data are parsed, not trusted.

import { z } from 'zod';
import { day } from '../lib/day.ts';
import type { CaseView, PersonView } from '../messages/views.ts';
import { natures } from '../model/anomaly-case.ts';
import type { Policy } from '../policy/policy.ts';
import type { CaseLogRow, StoredCase } from '../store/cases.ts';
import { personView } from './display-names.ts';

const opened = z.object({
  assignedBecause: z.enum(['owner', 'deputy', 'store_owner', 'manager', 'reassigned', 'nobody']),
});
const handed = z.object({ because: z.enum(['owner', 'deputy', 'store_owner', 'manager', 'reassigned']).optional() });
const told = z.object({ toIds: z.array(z.string()) });
const snoozed = z.object({ reason: z.string() });
const returned = z.object({ remark: z.string() });
const aDay = z.string().transform(day);
const reopened = z.object({
  because: z.enum(['still_out', 'worse', 'fourteen_days', 'not_ordered']),
  dayNumber: z.number(),
  promise: z.object({ nature: z.enum(natures).nullable(), until: aDay.nullable() }).nullable(),
});
const withdrawn = z.object({
  restated: z.object({ day: aDay, oldUnits: z.number(), newUnits: z.number(), deviation: z.number() }),
});

/** Why the assignee holds the case. */
export function assignedBecause(log: readonly CaseLogRow[]): CaseView['assignedBecause'] {
  const handedOver = log.findLast((entry) => entry.event === 'reassigned');
  if (handedOver) return handed.parse(handedOver.data).because ?? 'reassigned';
  const entry = log.find((each) => each.event === 'opened');
  return entry ? opened.parse(entry.data).assignedBecause : 'owner';
}

/** The people this round has been escalated to, in order. */
export function escalatedTo(policy: Policy, log: readonly CaseLogRow[], round: number): PersonView[] {
  const ids = log
    .filter((entry) => entry.event === 'escalated' && entry.round === round)
    .flatMap((entry) => told.parse(entry.data).toIds);
  return [...new Set(ids)].map((id) => personView(policy, id));
}

/** The state of the present round's approval, and who was asked for it. */
export function approvalView(
  policy: Policy,
  { approval, round }: StoredCase,
  log: readonly CaseLogRow[],
): CaseView['approval'] {
  if (!approval) return null;
  const { state, because, cost, limit, approvedBy } = approval;
  const asked = log.filter((entry) => entry.event === 'approval_asked' && entry.round === round);
  const ids = asked.flatMap((entry) => told.parse(entry.data).toIds);
  return {
    ...{ state, because, cost, limit },
    askedOf: [...new Set(ids)].map((id) => personView(policy, id)),
    approvedBy: approvedBy === null ? null : personView(policy, approvedBy),
  };
}

/** The reason of the newest snooze. */
export function snoozeReason(log: readonly CaseLogRow[]): string | null {
  const entry = log.findLast((each) => each.event === 'snoozed');
  return entry ? snoozed.parse(entry.data).reason : null;
}

/** Why a round after the first was asked; null in the first. */
export function reopenedBecause(policy: Policy, log: readonly CaseLogRow[], round: number): CaseView['reopened'] {
  const entry = log.find((each) => each.round === round && (each.event === 'returned' || each.event === 'reopened'));
  if (!entry) return null;
  if (entry.event === 'returned') {
    const { remark } = returned.parse(entry.data);
    const promise = { nature: null, until: null, dayNumber: null };
    return { because: 'returned', by: personView(policy, entry.actor), remark, promise };
  }
  const { because, dayNumber, promise } = reopened.parse(entry.data);
  return {
    because,
    by: null,
    remark: null,
    promise: { nature: promise?.nature ?? null, until: promise?.until ?? null, dayNumber },
  };
}

/** The numbers that took the deviation away; null unless the case was withdrawn. */
export function withdrawnNumbers(log: readonly CaseLogRow[]): CaseView['withdrawn'] {
  const entry = log.find((each) => each.event === 'withdrawn');
  return entry ? withdrawn.parse(entry.data).restated : null;
}
