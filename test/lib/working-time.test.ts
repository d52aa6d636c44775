import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { day } from '../../src/lib/day.ts';
import {
  addWorkingMinutes,
  endOfWorkday,
  isWorkingMoment,
  nextWorkday,
  nextWorkStart,
  workingMinutesBetween,
} from '../../src/lib/working-time.ts';
import { anyCalendar, anyMinute, plainCalendar } from './calendars.ts';
import { countWorkingMinutes, wallClock, workingMinutes } from './naive-working-time.ts';

const shanghai = (text: string) => new Date(`${text}+08:00`);
const lunch = { breaks: [{ from: 12 * 60, to: 13 * 60 }] };
/** The naive walk takes about a second for a year: longer stretches are left to other draws. */
const walkableMs = 6 * 24 * 3_600_000;

describe('working hours by hand', () => {
  const calendar = plainCalendar(lunch);

  it('include the minute of the start and exclude the minute of the end', () => {
    expect(isWorkingMoment(calendar, shanghai('2026-03-03T08:59:59.999'))).toBe(false);
    expect(isWorkingMoment(calendar, shanghai('2026-03-03T09:00'))).toBe(true);
    expect(isWorkingMoment(calendar, shanghai('2026-03-03T17:59:59.999'))).toBe(true);
    expect(isWorkingMoment(calendar, shanghai('2026-03-03T18:00'))).toBe(false);
  });

  it('exclude the break from its first minute to the minute work resumes', () => {
    expect(isWorkingMoment(calendar, shanghai('2026-03-03T11:59'))).toBe(true);
    expect(isWorkingMoment(calendar, shanghai('2026-03-03T12:00'))).toBe(false);
    expect(isWorkingMoment(calendar, shanghai('2026-03-03T13:00'))).toBe(true);
  });

  it('exclude days off and include make-up days', () => {
    const holidays = plainCalendar({ off: ['2026-10-01'], on: ['2026-09-20'] });
    expect(isWorkingMoment(holidays, shanghai('2026-10-01T10:00'))).toBe(false);
    expect(isWorkingMoment(holidays, shanghai('2026-09-20T10:00'))).toBe(true);
  });

  it('begin again after a break, on the next morning and after a weekend', () => {
    expect(nextWorkStart(calendar, shanghai('2026-03-03T10:00'))).toEqual(shanghai('2026-03-03T10:00'));
    expect(nextWorkStart(calendar, shanghai('2026-03-03T12:30'))).toEqual(shanghai('2026-03-03T13:00'));
    expect(nextWorkStart(calendar, shanghai('2026-03-03T18:00'))).toEqual(shanghai('2026-03-04T09:00'));
    expect(nextWorkStart(calendar, shanghai('2026-03-06T20:00'))).toEqual(shanghai('2026-03-09T09:00'));
  });

  it('add up over breaks, nights and weekends', () => {
    expect(workingMinutesBetween(calendar, shanghai('2026-03-06T11:30'), shanghai('2026-03-09T09:30'))).toBe(360);
    expect(workingMinutesBetween(calendar, shanghai('2026-03-06T11:30'), shanghai('2026-03-06T11:30'))).toBe(0);
    expect(workingMinutesBetween(calendar, shanghai('2026-03-06T11:30'), shanghai('2026-03-05T11:30'))).toBe(0);
    expect(addWorkingMinutes(calendar, shanghai('2026-03-06T11:30'), 360)).toEqual(shanghai('2026-03-09T09:30'));
  });

  it('keep seconds', () => {
    const from = shanghai('2026-03-03T17:59:30');
    expect(workingMinutesBetween(calendar, from, shanghai('2026-03-03T19:00'))).toBe(0.5);
    expect(addWorkingMinutes(calendar, from, 1)).toEqual(shanghai('2026-03-04T09:00:30'));
  });

  it('end a sum on the closing minute, not on the next morning', () => {
    expect(addWorkingMinutes(calendar, shanghai('2026-03-03T17:00'), 60)).toEqual(shanghai('2026-03-03T18:00'));
  });

  it('stay where they are when nothing is added, even at night', () => {
    expect(addWorkingMinutes(calendar, shanghai('2026-03-03T23:00'), 0)).toEqual(shanghai('2026-03-03T23:00'));
  });

  it('count workdays from the day after', () => {
    const holidays = plainCalendar({ off: ['2026-03-09'], on: ['2026-03-08'] });
    expect(nextWorkday(holidays, day('2026-03-06'))).toBe('2026-03-08');
    expect(nextWorkday(holidays, day('2026-03-06'), 2)).toBe('2026-03-10');
  });

  it('end a workday at midnight when the hours say 24:00', () => {
    const around = plainCalendar({ startMinute: 0, endMinute: 1440 });
    expect(endOfWorkday(around, day('2026-03-03'))).toEqual(shanghai('2026-03-04T00:00'));
    expect(isWorkingMoment(around, shanghai('2026-03-06T23:59'))).toBe(true);
    expect(isWorkingMoment(around, shanghai('2026-03-07T00:00'))).toBe(false);
  });

  it('lose the hour that spring skips and gain the one that autumn repeats', () => {
    const night = plainCalendar({ zone: 'America/New_York', startMinute: 0, endMinute: 480, isWorkday: () => true });
    const minutesOn = (on: string, next: string) =>
      workingMinutesBetween(night, new Date(`${on}T05:00:00Z`), new Date(`${next}T04:00:00Z`));
    expect(minutesOn('2026-03-08', '2026-03-09')).toBe(420);
    expect(workingMinutesBetween(night, new Date('2026-11-01T04:00:00Z'), new Date('2026-11-02T05:00:00Z'))).toBe(540);
  });

  it('refuse a calendar on which nobody ever works', () => {
    const never = plainCalendar({ isWorkday: () => false });
    expect(() => nextWorkStart(never, shanghai('2026-03-03T10:00'))).toThrow(RangeError);
    expect(() => addWorkingMinutes(never, shanghai('2026-03-03T10:00'), 1)).toThrow(RangeError);
    expect(() => nextWorkday(never, day('2026-03-03'))).toThrow(RangeError);
  });
});

describe('working time agrees with walking minute by minute', () => {
  it('on whether a moment is working time', () => {
    fc.assert(
      fc.property(anyCalendar, anyMinute, fc.integer({ min: 0, max: 59_999 }), (calendar, at, ms) => {
        const [naive] = workingMinutes(calendar, at, new Date(at.getTime() + 60_000));
        expect(isWorkingMoment(calendar, new Date(at.getTime() + ms))).toBe(naive !== undefined);
      }),
      { numRuns: 150 },
    );
  });

  it('on how many working minutes lie between two instants', () => {
    fc.assert(
      fc.property(anyCalendar, anyMinute, fc.integer({ min: 0, max: 4 * 24 * 60 }), (calendar, from, minutes) => {
        const to = new Date(from.getTime() + minutes * 60_000);
        expect(workingMinutesBetween(calendar, from, to)).toBe(countWorkingMinutes(calendar, from, to));
      }),
      { numRuns: 80 },
    );
  });

  it('on the instant at which so many working minutes have passed', () => {
    fc.assert(
      fc.property(anyCalendar, anyMinute, fc.integer({ min: 1, max: 900 }), (calendar, from, minutes) => {
        const due = addWorkingMinutes(calendar, from, minutes);
        fc.pre(due.getTime() - from.getTime() < walkableMs);
        const passed = [...workingMinutes(calendar, from, due)];
        expect(passed.length).toBe(minutes);
        expect(passed.at(-1)).toBe(due.getTime() - 60_000);
      }),
      { numRuns: 80 },
    );
  });

  it('on where work next begins', () => {
    fc.assert(
      fc.property(anyCalendar, anyMinute, (calendar, from) => {
        const start = nextWorkStart(calendar, from);
        fc.pre(start.getTime() - from.getTime() < walkableMs);
        const [first] = workingMinutes(calendar, from, new Date(start.getTime() + 60_000));
        expect(start.getTime()).toBe(first);
      }),
      { numRuns: 80 },
    );
  });

  it('on the end of a workday', () => {
    fc.assert(
      fc.property(anyCalendar, anyMinute, (calendar, at) => {
        const on = wallClock(calendar.zone, at.getTime()).day;
        const end = endOfWorkday(calendar, on).getTime();
        const before = wallClock(calendar.zone, end - 60_000);
        expect(before.day < on || (before.day === on && before.minute < calendar.endMinute)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
