import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnomalyCase } from '../../src/model/anomaly-case.ts';
import { assertHasNextStep, type DueStep, dueStep, nextDueAt } from '../../src/model/due.ts';
import { type CaseEvent, transition } from '../../src/model/transition.ts';
import { anomalyCase } from '../support/factories.ts';

const clock = (text: string) => new Date(`${text}+08:00`);

/** Takes every step due at each of the moments, as the sweep does. */
function runThrough(start: AnomalyCase, moments: readonly Date[], atWork = true): DueStep[] {
  const taken: DueStep[] = [];
  let current = start;
  for (const now of moments) {
    for (let step = dueStep(current, now, atWork); step; step = dueStep(current, now, atWork)) {
      const result = transition(current, eventOf(step, now), step.at);
      if (!result.ok) throw new Error(`${step.do} was refused: ${result.refusal}`);
      current = result.next;
      taken.push(step);
    }
  }
  return taken;
}

function eventOf(step: DueStep, now: Date): CaseEvent {
  const nagAt = new Date(now.getTime() + 86_400_000);
  switch (step.do) {
    case 'wake':
      return { type: 'woken' };
    case 'remind':
      return { type: 'reminded' };
    case 'skip_reminder':
      return { type: 'reminder_skipped' };
    case 'miss_deadline':
      return { type: 'deadline_missed', nagAt };
    case 'escalate':
      return { type: 'escalated' };
    case 'ask_approval':
      return { type: 'approval_asked' };
    case 'check_plan':
      return { type: 'plan_seen' };
    case 'nag':
      return { type: 'nagged', nagAt };
    case 'skip_nag':
      return { type: 'nag_skipped', nagAt };
  }
}

const names = (steps: readonly DueStep[]) => steps.map((step) => step.do);

describe('a case that owes an answer', () => {
  it('always has a next step; a case without one is refused where it is written', () => {
    for (const status of ['open', 'acknowledged'] as const) {
      expect(() => assertHasNextStep(anomalyCase({ status, nextDueAt: null }))).toThrow('has no next step');
    }
    for (const status of ['answered', 'closed'] as const) {
      expect(() => assertHasNextStep(anomalyCase({ status, nextDueAt: null }))).not.toThrow();
    }
  });
});

describe('what is due', () => {
  it('is nothing a minute early', () => {
    expect(dueStep(anomalyCase(), clock('2026-03-03T16:59:59'), true)).toBeNull();
  });

  it('is the reminder exactly an hour before the deadline', () => {
    expect(dueStep(anomalyCase(), clock('2026-03-03T17:00:00'), true)).toEqual({
      do: 'remind',
      at: clock('2026-03-03T17:00:00'),
      beforeDeadline: true,
    });
  });

  it('goes reminder, reminder at the deadline, miss, escalation, next morning, next step', () => {
    const moments = ['03T17:00', '03T18:00', '04T11:00'].map((text) => clock(`2026-03-${text}:00`));
    expect(names(runThrough(anomalyCase(), moments))).toEqual([
      'remind',
      'remind',
      'miss_deadline',
      'escalate',
      'escalate',
    ]);
  });

  it('escalates once, late, after downtime, and skips the stale reminders', () => {
    const steps = runThrough(anomalyCase(), [clock('2026-03-03T20:30:00')]);
    expect(names(steps)).toEqual(['skip_reminder', 'skip_reminder', 'miss_deadline', 'escalate']);
    expect(steps.at(-1)?.at).toEqual(clock('2026-03-03T18:00:00'));
  });

  it('collapses the reminders of a short downtime to one', () => {
    expect(names(runThrough(anomalyCase(), [clock('2026-03-03T18:05:00')]))).toEqual([
      'skip_reminder',
      'remind',
      'miss_deadline',
      'escalate',
    ]);
  });

  it('still sends a late reminder while the deadline lies ahead', () => {
    expect(names(runThrough(anomalyCase(), [clock('2026-03-03T17:40:00')]))).toEqual(['remind']);
  });

  it('never reminds late after work, even when nobody is told of the miss yet', () => {
    const { policy } = anomalyCase();
    const patient = anomalyCase({ policy: { ...policy, escalations: [] } });
    const steps = runThrough(patient, [clock('2026-03-03T20:30:00')], false);
    expect(names(steps)).toEqual(['skip_reminder', 'skip_reminder', 'miss_deadline']);
  });

  it('reminds at the deadline although work ends at that moment', () => {
    expect(names(runThrough(anomalyCase(), [clock('2026-03-03T18:00:00')], false))).toContain('remind');
  });

  it('lets the daily reminder of an overdue case go by when nobody is at work', () => {
    const overdue = anomalyCase({
      remindersHandled: 2,
      escalationStep: 2,
      deadlineMissedAt: clock('2026-03-03T18:00:00'),
      nagAt: clock('2026-03-04T10:00:00'),
    });
    expect(names(runThrough(overdue, [clock('2026-03-04T20:00:00')], false))).toEqual(['skip_nag']);
    expect(names(runThrough(overdue, [clock('2026-03-04T10:00:00')]))).toEqual(['nag']);
  });

  it('owes nothing once answered or closed', () => {
    for (const status of ['answered', 'closed'] as const) {
      expect(dueStep(anomalyCase({ status }), clock('2026-04-01T12:00:00'), true)).toBeNull();
    }
  });

  it('says the same once each, however often and at whatever moments the clock is read', () => {
    const minute = fc.integer({ min: 0, max: 3 * 24 * 60 });
    fc.assert(
      fc.property(fc.array(minute, { maxLength: 30 }), (minutes) => {
        const start = clock('2026-03-03T10:00:00').getTime();
        const moments = [...minutes, 3 * 24 * 60].map((at) => new Date(start + at * 60_000));
        const steps = runThrough(anomalyCase(), moments);
        const escalations = steps.filter((step) => step.do === 'escalate');
        expect(escalations.map((step) => step.at)).toEqual(anomalyCase().policy.escalations.map((each) => each.at));
        expect(steps.filter((step) => step.do === 'miss_deadline')).toHaveLength(1);
        const reminders = steps.filter((step) => step.do === 'remind' || step.do === 'skip_reminder');
        expect(reminders).toHaveLength(2);
      }),
    );
  });
});

describe('after an answer', () => {
  const answered = anomalyCase({ status: 'answered', answeredAt: new Date('2026-03-03T11:00:00+08:00') });
  const ask = (step: number, at: string) => ({ step, level: step, at: new Date(at) });
  const waiting = {
    state: 'waiting' as const,
    because: null,
    cost: { amount: 9000, currency: 'CNY' },
    limit: { amount: 5000, currency: 'CNY' },
    asks: [ask(1, '2026-03-03T11:00:00+08:00'), ask(2, '2026-03-03T14:00:00+08:00')],
    asked: 0,
    approvedBy: null,
  };

  it('nothing is due where nothing is waited for', () => {
    expect(nextDueAt(answered)).toBeNull();
    expect(nextDueAt({ ...answered, approval: { ...waiting, state: 'approved' } })).toBeNull();
  });

  it('those in charge are asked one after the other, at most once a step, until one approves', () => {
    const at = new Date('2026-03-04T09:00:00+08:00');
    const taken = runThrough({ ...answered, approval: waiting }, [at]);
    expect(taken.map((step) => step.do === 'ask_approval' && step.planned.level)).toEqual([1, 2]);
  });

  it('its plan is looked for once', () => {
    const followUpAt = new Date('2026-03-09T10:00:00+08:00');
    expect(nextDueAt({ ...answered, followUpAt })).toEqual(followUpAt);
    expect(runThrough({ ...answered, followUpAt }, [followUpAt]).map((step) => step.do)).toEqual(['check_plan']);
  });
});
