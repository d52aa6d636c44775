import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWorkingMoment, workingMinutesBetween } from '../../src/lib/working-time.ts';
import { answerDeadline, returnDeadline } from '../../src/model/deadline.ts';
import { anyCalendar, anyMinute, plainCalendar } from '../lib/calendars.ts';

const shanghai = (text: string) => new Date(`${text}+08:00`);
const calendar = plainCalendar({ on: ['2026-09-20'], off: ['2026-10-01', '2026-10-02', '2026-10-05'] });
const lunch = { breaks: [{ from: 12 * 60, to: 13 * 60 }] };

function due(postedAt: string, using = calendar) {
  return answerDeadline(using, shanghai(postedAt), 60);
}

describe('the answer deadline', () => {
  // 2026-03-03 is a Tuesday.
  it.each([
    ['Tue 16:45 is due that evening', '2026-03-03T16:45', '2026-03-03T18:00', null],
    ['Tue 17:30 is due half an hour into Wednesday', '2026-03-03T17:30', '2026-03-04T09:30', 'late_in_day'],
    ['Fri 20:00 is due on Monday evening', '2026-03-06T20:00', '2026-03-09T18:00', 'outside_hours'],
    ['a make-up Sunday is due that Sunday', '2026-09-20T10:00', '2026-09-20T18:00', null],
    ['before work begins is due that evening', '2026-03-03T06:10', '2026-03-03T18:00', null],
    ['at the minute work begins is due that evening', '2026-03-03T09:00', '2026-03-03T18:00', null],
    ['exactly an hour before the end is due at the end', '2026-03-03T17:00', '2026-03-03T18:00', null],
    ['a second later is due next morning', '2026-03-03T17:00:01', '2026-03-04T09:00:01', 'late_in_day'],
    ['at the minute work ends is due next evening', '2026-03-03T18:00', '2026-03-04T18:00', 'outside_hours'],
    ['late on Friday is due on Monday morning', '2026-03-06T17:30', '2026-03-09T09:30', 'late_in_day'],
    ['on a Saturday is due on Monday evening', '2026-03-07T11:00', '2026-03-09T18:00', 'outside_hours'],
    ['on a holiday is due on the next workday', '2026-10-01T10:00', '2026-10-06T18:00', 'outside_hours'],
    ['late before a long holiday is due after it', '2026-09-30T17:50', '2026-10-06T09:50', 'late_in_day'],
  ])('of a form posted %s', (_, posted, dueAt, because) => {
    expect(due(posted)).toEqual({ dueAt: shanghai(dueAt), because });
  });

  it('does not count a break as time to answer', () => {
    const shortAfternoon = plainCalendar({ ...lunch, endMinute: 14 * 60 });
    expect(due('2026-03-03T11:30', shortAfternoon).dueAt).toEqual(shanghai('2026-03-03T14:00'));
    expect(due('2026-03-03T12:20', shortAfternoon)).toEqual({ dueAt: shanghai('2026-03-03T14:00'), because: null });
    expect(due('2026-03-03T13:01', shortAfternoon).dueAt).toEqual(shanghai('2026-03-04T09:01'));
  });

  it('spreads over several days when one is too short', () => {
    const halfHours = plainCalendar({ startMinute: 9 * 60, endMinute: 9 * 60 + 30 });
    expect(due('2026-03-03T09:10', halfHours)).toEqual({ dueAt: shanghai('2026-03-05T09:10'), because: 'late_in_day' });
    expect(due('2026-03-06T20:00', halfHours).because).toBe('outside_hours');
  });

  it('always lies in working time or on its last minute, and leaves the promised time', () => {
    fc.assert(
      fc.property(anyCalendar, anyMinute, fc.integer({ min: 5, max: 480 }), (anyone, posted, minutes) => {
        const { dueAt } = answerDeadline(anyone, posted, minutes);
        expect(isWorkingMoment(anyone, new Date(dueAt.getTime() - 1))).toBe(true);
        expect(workingMinutesBetween(anyone, posted, dueAt)).toBeGreaterThanOrEqual(minutes);
      }),
      { numRuns: 300 },
    );
  });

  it('never comes earlier for a form posted later', () => {
    fc.assert(
      fc.property(
        anyCalendar,
        anyMinute,
        fc.integer({ min: 0, max: 3 * 24 * 3600 }),
        fc.integer({ min: 5, max: 480 }),
        (anyone, posted, secondsLater, minutes) => {
          const later = new Date(posted.getTime() + secondsLater * 1000);
          const first = answerDeadline(anyone, posted, minutes).dueAt;
          expect(answerDeadline(anyone, later, minutes).dueAt.getTime()).toBeGreaterThanOrEqual(first.getTime());
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('the deadline of a returned answer', () => {
  it.each([
    ['in the morning', '2026-03-03T10:00', '2026-03-03T11:00'],
    ['shortly before the break', '2026-03-03T11:45', '2026-03-03T13:45'],
    ['late in the day', '2026-03-03T17:30', '2026-03-04T09:30'],
    ['an hour before the end', '2026-03-03T17:00', '2026-03-03T18:00'],
    ['at night', '2026-03-06T23:00', '2026-03-09T10:00'],
  ])('is sixty working minutes after a return %s', (_, returned, dueAt) => {
    expect(returnDeadline(plainCalendar(lunch), shanghai(returned), 60)).toEqual({
      dueAt: shanghai(dueAt),
      because: 'returned',
    });
  });
});
