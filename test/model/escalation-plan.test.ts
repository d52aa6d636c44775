import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerDeadline } from '../../src/model/deadline.ts';
import { planEscalations } from '../../src/model/escalation-plan.ts';
import type { EscalationStep } from '../../src/policy/policy.ts';
import { anyCalendar, anyMinute, plainCalendar } from '../lib/calendars.ts';

const shanghai = (text: string) => new Date(`${text}+08:00`);
const calendar = plainCalendar({ on: ['2026-09-20'], off: ['2026-10-01', '2026-10-02'] });
const usual: EscalationStep[] = [
  { level: 1, at: 'deadline', urgent: 'app' },
  { level: 2, at: { workdaysLater: 1, time: 11 * 60 }, urgent: 'phone' },
];

function plan(answerDueAt: Date, options: { steps?: EscalationStep[]; graceMinutes?: number } = {}) {
  return planEscalations({ calendar, answerDueAt, graceMinutes: 0, steps: usual, ...options });
}

describe('the escalation plan', () => {
  it('tells the manager at the deadline and the next level at 11:00 of the next workday', () => {
    expect(plan(shanghai('2026-03-03T18:00'))).toEqual([
      { step: 1, level: 1, at: shanghai('2026-03-03T18:00'), urgent: 'app' },
      { step: 2, level: 2, at: shanghai('2026-03-04T11:00'), urgent: 'phone' },
    ]);
  });

  it('counts workdays over weekends, holidays and make-up days', () => {
    expect(plan(shanghai('2026-03-06T18:00')).at(1)?.at).toEqual(shanghai('2026-03-09T11:00'));
    expect(plan(shanghai('2026-09-18T18:00')).at(1)?.at).toEqual(shanghai('2026-09-20T11:00'));
    expect(plan(shanghai('2026-09-30T18:00')).at(1)?.at).toEqual(shanghai('2026-10-05T11:00'));
  });

  it('starts from the day of the deadline when that is a morning', () => {
    expect(plan(shanghai('2026-03-04T09:30')).map((each) => each.at)).toEqual([
      shanghai('2026-03-04T09:30'),
      shanghai('2026-03-05T11:00'),
    ]);
  });

  it('waits the grace in ordinary minutes, so that an evening deadline still escalates that evening', () => {
    expect(plan(shanghai('2026-03-03T18:00'), { graceMinutes: 30 }).at(0)?.at).toEqual(shanghai('2026-03-03T18:30'));
  });

  it('reads a deadline at 24:00 as the end of that day', () => {
    expect(plan(shanghai('2026-03-04T00:00')).at(1)?.at).toEqual(shanghai('2026-03-04T11:00'));
  });

  it('never puts a later step before an earlier one', () => {
    const steps: EscalationStep[] = [
      { level: 1, at: { workdaysLater: 2, time: 600 }, urgent: 'app' },
      { level: 2, at: { workdaysLater: 1, time: 600 }, urgent: 'app' },
    ];
    const moments = plan(shanghai('2026-03-03T18:00'), { steps }).map((each) => each.at);
    expect(moments).toEqual([shanghai('2026-03-05T10:00'), shanghai('2026-03-05T10:00')]);
  });

  it('keeps every step at or after the deadline, in order, on any calendar', () => {
    fc.assert(
      fc.property(anyCalendar, anyMinute, fc.integer({ min: 0, max: 240 }), (anyone, posted, graceMinutes) => {
        const { dueAt } = answerDeadline(anyone, posted, 60);
        const steps = planEscalations({ calendar: anyone, answerDueAt: dueAt, graceMinutes, steps: usual });
        const moments = steps.map((each) => each.at.getTime());
        expect(moments.at(0)).toBe(dueAt.getTime() + graceMinutes * 60_000);
        expect(moments).toEqual([...moments].sort((a, b) => a - b));
      }),
      { numRuns: 200 },
    );
  });
});
