import { describe, expect, it } from 'vitest';
import { day } from '../../src/lib/day.ts';
import { type CaseStatus, caseStatuses } from '../../src/model/anomaly-case.ts';
import {
  allowedIn,
  type CaseEvent,
  type CaseEventType,
  type RoundPlan,
  transition,
} from '../../src/model/transition.ts';
import { anomalyCase } from '../support/factories.ts';

const at = new Date('2026-03-03T15:00:00+08:00');
const plan: RoundPlan = {
  answerDueAt: new Date('2026-03-04T10:00:00+08:00'),
  policy: { ...anomalyCase().policy, dueBecause: 'returned' },
};

const events: Record<CaseEventType, CaseEvent> = {
  continued: { type: 'continued', day: day('2026-03-02'), deviation: 1.2, stockTier: 'orange' },
  grown: { type: 'grown', day: day('2026-03-01'), deviation: 1.4, stockTier: 'yellow' },
  day_dropped: { type: 'day_dropped', firstDay: day('2026-03-01'), lastDay: day('2026-03-01'), lastDeviation: 0.5 },
  acknowledged: { type: 'acknowledged', by: 'li' },
  answered: { type: 'answered', by: 'li', promise: null, approval: null, followUpAt: null },
  corrected: { type: 'corrected', by: 'li', promise: null, approval: null, followUpAt: null },
  approval_asked: { type: 'approval_asked' },
  approved: { type: 'approved', by: 'chen', followUpAt: null },
  plan_seen: { type: 'plan_seen' },
  plan_unknown: { type: 'plan_unknown' },
  returned: { type: 'returned', by: 'chen', plan },
  reopened: {
    type: 'reopened',
    plan,
    asks: { facts: { ...anomalyCase().facts, countdownDays: 1.3 }, prefill: { available: '2064' } },
  },
  reminded: { type: 'reminded' },
  reminder_skipped: { type: 'reminder_skipped' },
  deadline_missed: { type: 'deadline_missed', nagAt: new Date('2026-03-04T10:00:00+08:00') },
  nagged: { type: 'nagged', nagAt: new Date('2026-03-05T10:00:00+08:00') },
  nag_skipped: { type: 'nag_skipped', nagAt: new Date('2026-03-05T10:00:00+08:00') },
  escalated: { type: 'escalated' },
  reassigned: { type: 'reassigned', to: 'wang' },
  snoozed: { type: 'snoozed', until: new Date('2026-03-06T09:00:00+08:00'), plan },
  woken: { type: 'woken' },
  withdrawn: { type: 'withdrawn' },
  closed: { type: 'closed', resolution: 'confirmed' },
};

/** Status after each event, for every status in which it is possible; typed out, not derived. */
const expected: Record<CaseEventType, Partial<Record<CaseStatus, CaseStatus>>> = {
  continued: { open: 'open', acknowledged: 'acknowledged', answered: 'answered' },
  grown: { open: 'open', acknowledged: 'acknowledged' },
  day_dropped: { open: 'open', acknowledged: 'acknowledged' },
  acknowledged: { open: 'acknowledged' },
  answered: { open: 'answered', acknowledged: 'answered' },
  corrected: { answered: 'answered' },
  approval_asked: { answered: 'answered' },
  approved: { answered: 'answered' },
  plan_seen: { answered: 'answered' },
  plan_unknown: { answered: 'answered' },
  returned: { answered: 'open' },
  reopened: { answered: 'open' },
  reminded: { open: 'open', acknowledged: 'acknowledged' },
  reminder_skipped: { open: 'open', acknowledged: 'acknowledged' },
  deadline_missed: { open: 'open', acknowledged: 'acknowledged' },
  nagged: { open: 'open', acknowledged: 'acknowledged' },
  nag_skipped: { open: 'open', acknowledged: 'acknowledged' },
  escalated: { open: 'open', acknowledged: 'acknowledged' },
  reassigned: { open: 'open', acknowledged: 'acknowledged' },
  snoozed: { open: 'open', acknowledged: 'acknowledged' },
  woken: { open: 'open', acknowledged: 'acknowledged' },
  withdrawn: { open: 'closed', acknowledged: 'closed' },
  closed: { answered: 'closed' },
};

const table = (Object.keys(events) as CaseEventType[]).flatMap((type) =>
  caseStatuses.map((status) => ({ type, status, next: expected[type][status] })),
);

describe('the life of a case', () => {
  it.each(table)('$status + $type → $next', ({ type, status, next }) => {
    const result = transition(anomalyCase({ status }), events[type], at);
    expect(result.ok ? result.next.status : undefined).toBe(next);
    expect(allowedIn[type].includes(status)).toBe(next !== undefined);
  });

  it.each(table)('$status + $type never leaves an owed case without a due time', ({ type, status }) => {
    const result = transition(anomalyCase({ status }), events[type], at);
    if (!result.ok) return;
    const owed = result.next.status === 'open' || result.next.status === 'acknowledged';
    expect(result.next.nextDueAt !== null).toBe(owed);
  });

  it('tells the second of two answers that the first stands', () => {
    const first = transition(anomalyCase(), events.answered, at);
    if (!first.ok) throw new Error('the first answer was refused');
    expect(transition(first.next, events.answered, at)).toEqual({ ok: false, refusal: 'ALREADY_ANSWERED' });
  });

  it('does not stop the clock when somebody takes the case', () => {
    const result = transition(anomalyCase(), events.acknowledged, at);
    expect(result.ok && result.next.nextDueAt).toEqual(anomalyCase().nextDueAt);
  });

  it('starts a clean round when the answer is returned, and keeps the opening', () => {
    const answered = anomalyCase({ status: 'answered', answeredBy: 'li', escalationStep: 2, remindersHandled: 2 });
    const result = transition(answered, events.returned, at);
    expect(result.ok && result.next).toMatchObject({
      round: 2,
      status: 'open',
      askedAt: at,
      answerDueAt: plan.answerDueAt,
      remindersHandled: 0,
      escalationStep: 0,
      answeredBy: null,
      openedAt: answered.openedAt,
    });
  });

  it('asks a reopened case with the numbers of today, not with those of the first round', () => {
    const answered = anomalyCase({ status: 'answered', prefill: { available: '6500' } });
    const result = transition(answered, events.reopened, at);
    expect(result.ok && result.next).toMatchObject({ prefill: { available: '2064' }, facts: { countdownDays: 1.3 } });
  });

  it('sleeps until the snooze ends, then follows the new deadline', () => {
    const snoozed = transition(anomalyCase(), events.snoozed, at);
    if (!snoozed.ok) throw new Error('the snooze was refused');
    expect(snoozed.next.nextDueAt).toEqual(new Date('2026-03-06T09:00:00+08:00'));
    const woken = transition(snoozed.next, events.woken, at);
    expect(woken.ok && woken.next.answerDueAt).toEqual(plan.answerDueAt);
  });

  it('takes in a day before its first one, reported late, and keeps the numbers of its last', () => {
    const [first, earlier] = [day('2026-03-02'), day('2026-03-01')];
    const stored = anomalyCase({ firstDay: first, lastDay: first, lastDeviation: -0.4 });
    const result = transition(stored, { type: 'continued', day: earlier, deviation: -0.9, stockTier: null }, at);
    expect(result.ok && result.next).toMatchObject({ firstDay: earlier, lastDay: first, lastDeviation: -0.4 });
  });

  it('counts a version for every change', () => {
    const result = transition(anomalyCase({ version: 7 }), events.reassigned, at);
    expect(result.ok && result.next.version).toBe(8);
  });
});
