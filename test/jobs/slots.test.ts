import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { slotsBetween } from '../../src/jobs/slots.ts';
import { type Day, dayIn, minuteOfDayIn, weekdayOf } from '../../src/lib/day.ts';

const everyDay = () => true;
const workweek = (on: Day) => weekdayOf(on) <= 5;

function due(zone: string, minuteOfDay: number, on: (day: Day) => boolean, from: string, to: string): string[] {
  const slots = slotsBetween({ kind: 'daily', zone, minuteOfDay, on }, new Date(from), new Date(to));
  return slots.map(({ key, dueAt }) => `${key} ${dueAt.toISOString()}`);
}

describe('daily times', () => {
  test('come once on each admitted day, in the zone of the team', () => {
    expect(due('Asia/Shanghai', 540, workweek, '2026-03-06T00:00+08:00', '2026-03-09T12:00+08:00')).toEqual([
      '2026-03-06 2026-03-06T01:00:00.000Z',
      '2026-03-09 2026-03-09T01:00:00.000Z',
    ]);
  });

  test('are due exactly at their instant, and not a second time from there on', () => {
    const at = '2026-03-09T09:00+08:00';
    expect(due('Asia/Shanghai', 540, everyDay, '2026-03-09T08:59+08:00', at)).toHaveLength(1);
    expect(due('Asia/Shanghai', 540, everyDay, '2026-03-09T08:00+08:00', '2026-03-09T08:59:59.999+08:00')).toEqual([]);
    expect(due('Asia/Shanghai', 540, everyDay, at, '2026-03-09T10:00+08:00')).toEqual([]);
  });

  test('that the spring change skips are due at the first instant after the gap', () => {
    expect(due('America/New_York', 150, everyDay, '2026-03-08T00:00-05:00', '2026-03-08T12:00-04:00')).toEqual([
      '2026-03-08 2026-03-08T07:00:00.000Z',
    ]);
    expect(due('Africa/Cairo', 0, everyDay, '2026-04-23T12:00+02:00', '2026-04-24T12:00+03:00')).toEqual([
      '2026-04-24 2026-04-23T22:00:00.000Z',
    ]);
  });

  test('that the autumn change repeats are due the first time only', () => {
    expect(due('America/New_York', 90, everyDay, '2026-11-01T00:00-04:00', '2026-11-01T12:00-05:00')).toEqual([
      '2026-11-01 2026-11-01T05:30:00.000Z',
    ]);
  });

  test('cut into any pieces of time give the same slots as the whole', () => {
    const zones = fc.constantFrom('Asia/Shanghai', 'America/New_York', 'Africa/Cairo', 'Australia/Lord_Howe');
    const start = new Date('2026-01-01T00:00:00Z').getTime();
    const cuts = fc.array(fc.integer({ min: 0, max: 366 * 1_440 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(zones, fc.integer({ min: 0, max: 1_439 }), cuts, (zone, minuteOfDay, minutes) => {
        const schedule = { kind: 'daily' as const, zone, minuteOfDay, on: everyDay };
        const points = [0, ...minutes.sort((a, b) => a - b), 366 * 1_440].map((m) => new Date(start + m * 60_000));
        const pieces = points.slice(1).flatMap((to, i) => slotsBetween(schedule, points[i] ?? to, to));
        const whole = slotsBetween(schedule, points[0] ?? new Date(0), points.at(-1) ?? new Date(0));
        expect(pieces).toEqual(whole);
        expect(new Set(whole.map(({ key }) => key)).size).toBe(whole.length);
        expect(whole.length).toBeGreaterThanOrEqual(365);
        for (const { key, dueAt } of whole) {
          expect(dayIn(zone, dueAt)).toBe(key);
          expect(minuteOfDayIn(zone, dueAt)).toBeGreaterThanOrEqual(minuteOfDay);
        }
      }),
      { numRuns: 40 },
    );
  });
});

test('a weekly time is a daily one on its weekday', () => {
  const mondays = (on: Day) => weekdayOf(on) === 1;
  const keys = due('Asia/Shanghai', 570, mondays, '2026-03-01T00:00+08:00', '2026-03-31T00:00+08:00');
  expect(keys.map((key) => key.slice(0, 10))).toEqual([
    '2026-03-02',
    '2026-03-09',
    '2026-03-16',
    '2026-03-23',
    '2026-03-30',
  ]);
});

test('of even steps only the newest is due', () => {
  const hourly = { kind: 'every' as const, minutes: 60 };
  const now = new Date('2026-03-02T10:20:00Z');
  expect(slotsBetween(hourly, new Date('2026-03-02T06:00:00Z'), now)).toEqual([
    { key: '2026-03-02T10:00:00.000Z', dueAt: new Date('2026-03-02T10:00:00Z') },
  ]);
  expect(slotsBetween(hourly, new Date('2026-03-02T10:00:00Z'), now)).toEqual([]);
});

test('steps may lie beside the full ones', () => {
  const beside = { kind: 'every' as const, minutes: 60, offsetMinutes: 47 };
  const from = new Date('2026-03-02T06:00:00Z');
  expect(slotsBetween(beside, from, new Date('2026-03-02T10:46:59Z')).map(({ key }) => key)).toEqual([
    '2026-03-02T09:47:00.000Z',
  ]);
  expect(slotsBetween(beside, from, new Date('2026-03-02T10:47:00Z')).map(({ key }) => key)).toEqual([
    '2026-03-02T10:47:00.000Z',
  ]);
});

test('a step that is not admitted is not made up for by an earlier one', () => {
  const mornings = { kind: 'every' as const, minutes: 60, at: (step: Date) => step.getUTCHours() < 12 };
  const from = new Date('2026-03-02T06:00:00Z');
  expect(slotsBetween(mornings, from, new Date('2026-03-02T13:20:00Z'))).toEqual([]);
  expect(slotsBetween(mornings, from, new Date('2026-03-02T11:20:00Z')).map(({ key }) => key)).toEqual([
    '2026-03-02T11:00:00.000Z',
  ]);
});
