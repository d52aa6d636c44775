// Whether an answer's proposal needs approval, and who is asked when.

import type { Context } from '../context.ts';
import type { RawValues } from '../forms/form.ts';
import { dayIn, instantAt } from '../lib/day.ts';
import { addWorkingMinutes, nextWorkday, nextWorkStart } from '../lib/working-time.ts';
import type { Approval, Money, PlannedEscalation } from '../model/anomaly-case.ts';
import type { Answered } from '../model/transition.ts';
import { authorize } from '../policy/authorize.ts';
import { workCalendar } from '../policy/calendar.ts';
import { managersAbove } from '../policy/people.ts';
import { needsApproval } from '../rules/inventory/approval.ts';
import type { StoredCase } from '../store/cases.ts';
import { loadRoster } from '../team/roster.ts';

/** Minutes after the start of work at which it is looked whether a plan shows: morning reports are in by then. */
const lookMinutesAfterStart = 60;
/** Levels of managers that are asked one after the other. */
const maxLevels = 5;

/** What an answer with these validated values sets going beside its promise. */
export async function afterAnswer(
  tx: Context,
  stored: StoredCase,
  values: RawValues,
): Promise<Pick<Answered, 'approval' | 'followUpAt'>> {
  const approval = await approvalOf(tx, stored, values);
  const moves = values.action === 'replenish' || values.action === 'expedite';
  const checkAt = moves && stored.sku !== null && approval?.state !== 'waiting';
  return { approval, followUpAt: checkAt ? planCheckAt(tx) : null };
}

/** When a plan agreed on now must show: an hour into the workday after the workdays it is given. */
export function planCheckAt(tx: Context): Date {
  const calendar = workCalendar(tx.policy.team);
  const today = dayIn(calendar.zone, tx.clock.now());
  const workday = nextWorkday(calendar, today, tx.policy.inventory.followUpWorkdays + 1);
  return instantAt(calendar.zone, workday, calendar.startMinute + lookMinutesAfterStart);
}

/** Null where nothing is ordered, or what is ordered is within the limit. */
async function approvalOf(tx: Context, stored: StoredCase, values: RawValues): Promise<Approval | null> {
  const units = Number(values.quantity ?? 0);
  if (values.action !== 'replenish' || units <= 0) return null;
  const { limit } = tx.policy.inventory.approval;
  const { unitCost } = stored.facts;
  const cost = unitCost ? { amount: unitCost.amount * units, currency: unitCost.currency } : null;
  const unneeded = (because: Approval['because']): Approval => ({
    ...{ state: 'not_needed', because, cost, limit, asks: [], asked: 0, approvedBy: null },
  });
  if (cost === null) return unneeded('cost_unknown');
  if (cost.currency !== limit.currency) return unneeded('other_currency');
  if (!needsApproval(cost, limit)) return null;
  return (await waiting(tx, stored, cost)) ?? unneeded('own_right');
}

/** Null when the answering person may approve it themselves, or nobody else may. */
async function waiting(tx: Context, stored: StoredCase, cost: Money): Promise<Approval | null> {
  const roster = await loadRoster(tx);
  const { ownerId, assigneeId } = stored;
  const may = authorize(roster, tx.actor, 'approve', { kind: 'case', ownerId, assigneeId });
  if (may.allowed || may.whoMay.length === 0) return null;
  const levels = managersAbove(roster.people, assigneeId ?? ownerId).length;
  return {
    state: 'waiting',
    because: null,
    cost,
    limit: tx.policy.inventory.approval.limit,
    asks: planAsks(tx, Math.min(maxLevels, Math.max(1, levels))),
    asked: 0,
    approvedBy: null,
  };
}

function planAsks(tx: Context, levels: number): PlannedEscalation[] {
  const calendar = workCalendar(tx.policy.team);
  const { fastLaneMinutes } = tx.policy.inventory.approval;
  const first = nextWorkStart(calendar, tx.clock.now());
  return Array.from({ length: levels }, (_, index) => ({
    step: index + 1,
    level: index + 1,
    at: addWorkingMinutes(calendar, first, index * fastLaneMinutes),
  }));
}
