import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayIn } from '../../src/lib/day.ts';
import { isWorkingMoment } from '../../src/lib/working-time.ts';
import { answerDeadline } from '../../src/model/deadline.ts';
import { planReminders } from '../../src/model/reminder.ts';
import { anyCalendar, anyMinute, plainCalendar } from '../lib/calendars.ts';

const shanghai = (text: string) => new Date(`${text}+08:00`);
const calendar = plainCalendar({ breaks: [{ from: 12 * 60, to: 13 * 60 }] });

function plan(askedAt: string, answerDueAt: string, options: { maxPerDay?: number; earlier?: Date[] } = {}) {
  return planReminders({
    calendar,
    askedAt: shanghai(askedAt),
    answerDueAt: shanghai(answerDueAt),
    minutesBefore: 60,
    maxPerDay: 2,
    ...options,
  });
}

describe('the reminders of a round', () => {
  it('come an hour before the deadline and at the deadline', () => {
    expect(plan('2026-03-03T15:30', '2026-03-03T18:00')).toEqual([
      shanghai('2026-03-03T17:00'),
      shanghai('2026-03-03T18:00'),
    ]);
  });

  it('leave out the early one when the form has only just been asked', () => {
    expect(plan('2026-03-03T17:00', '2026-03-03T18:00')).toEqual([shanghai('2026-03-03T18:00')]);
    expect(plan('2026-03-03T17:10', '2026-03-03T18:00')).toEqual([shanghai('2026-03-03T18:00')]);
  });

  it('wait for the start of work instead of calling before it', () => {
    expect(plan('2026-03-03T17:30', '2026-03-04T09:30')).toEqual([
      shanghai('2026-03-04T09:00'),
      shanghai('2026-03-04T09:30'),
    ]);
  });

  it('wait for the end of a break', () => {
    expect(plan('2026-03-03T11:45', '2026-03-03T13:45')).toEqual([
      shanghai('2026-03-03T13:00'),
      shanghai('2026-03-03T13:45'),
    ]);
  });

  it('leave out the early one when work only starts again at the deadline', () => {
    expect(plan('2026-03-03T17:00', '2026-03-04T09:00')).toEqual([shanghai('2026-03-04T09:00')]);
  });

  it('keep to so many a day, the helpful one first', () => {
    expect(plan('2026-03-03T15:30', '2026-03-03T18:00', { maxPerDay: 1 })).toEqual([shanghai('2026-03-03T17:00')]);
    expect(plan('2026-03-03T15:30', '2026-03-03T18:00', { maxPerDay: 0 })).toEqual([]);
  });

  it('count those of earlier rounds on the same day', () => {
    const earlier = [shanghai('2026-03-03T11:00'), shanghai('2026-03-02T18:00')];
    expect(plan('2026-03-03T15:30', '2026-03-03T18:00', { earlier })).toEqual([shanghai('2026-03-03T17:00')]);
  });

  it('count a deadline at 24:00 to the day that ends there', () => {
    const around = plainCalendar({ startMinute: 0, endMinute: 1440 });
    const moments = planReminders({
      calendar: around,
      askedAt: shanghai('2026-03-03T10:00'),
      answerDueAt: shanghai('2026-03-04T00:00'),
      minutesBefore: 60,
      maxPerDay: 1,
    });
    expect(moments).toEqual([shanghai('2026-03-03T23:00')]);
  });

  it('lie after the asking, inside working hours up to their last minute, never more than allowed a day', () => {
    fc.assert(
      fc.property(anyCalendar, anyMinute, fc.integer({ min: 0, max: 2 }), (anyone, askedAt, maxPerDay) => {
        const answerDueAt = answerDeadline(anyone, askedAt, 60).dueAt;
        const moments = planReminders({ calendar: anyone, askedAt, answerDueAt, minutesBefore: 60, maxPerDay });
        for (const at of moments) {
          expect(at > askedAt && at <= answerDueAt).toBe(true);
          expect(at.getTime() === answerDueAt.getTime() || isWorkingMoment(anyone, at)).toBe(true);
        }
        const days = moments.map((at) => dayIn(anyone.zone, new Date(at.getTime() - 1)));
        for (const on of days) expect(days.filter((each) => each === on).length).toBeLessThanOrEqual(maxPerDay);
      }),
      { numRuns: 200 },
    );
  });
});
