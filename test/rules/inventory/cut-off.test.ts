// Until when goods must be ordered or handed over, and on which days that is said; when a promotion's stock is looked at.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, day, daysBetween, weekdayOf } from '../../../src/lib/day.ts';
import { isWorkingMoment } from '../../../src/lib/working-time.ts';
import { workCalendar } from '../../../src/policy/calendar.ts';
import { isRemindedOn, nextCutOff } from '../../../src/rules/inventory/cut-off.ts';
import { eventCheckAt } from '../../../src/rules/inventory/event-stock.ts';
import { testPolicy } from '../../support/team.ts';

const calendar = workCalendar(testPolicy().team);
const tuesday = day('2026-03-03');

describe('the cut-off', () => {
  it('of goods that lie ready is the next one: Thursday for Tuesday, today on the day itself', () => {
    expect(nextCutOff(tuesday, { makingDays: 0, cutOffWeekday: 4 })).toEqual({
      actBy: '2026-03-05',
      leavesOn: '2026-03-05',
    });
    expect(nextCutOff(tuesday, { makingDays: 0, cutOffWeekday: 2 }).actBy).toBe(tuesday);
  });

  it('of goods that are made in nine days asks for the order nine days earlier', () => {
    // Ordered on Tuesday 3 March they are ready on Thursday 12 March: ordering must be done that very day.
    expect(nextCutOff(tuesday, { makingDays: 9, cutOffWeekday: 4 })).toEqual({
      actBy: tuesday,
      leavesOn: '2026-03-12',
    });
  });

  it('can always be reached by acting on its last day, and not by acting a day later', () => {
    fc.assert(
      fc.property(fc.nat(700), fc.nat(60), fc.integer({ min: 1, max: 7 }), (ahead, makingDays, cutOffWeekday) => {
        const today = addDays(tuesday, ahead);
        const { actBy, leavesOn } = nextCutOff(today, { makingDays, cutOffWeekday });
        expect(actBy >= today && daysBetween(today, actBy) < 7).toBe(true);
        expect(weekdayOf(leavesOn)).toBe(cutOffWeekday);
        expect(nextCutOff(actBy, { makingDays, cutOffWeekday }).leavesOn).toBe(leavesOn);
        expect(nextCutOff(addDays(actBy, 1), { makingDays, cutOffWeekday }).leavesOn).toBe(addDays(leavesOn, 7));
      }),
    );
  });

  it.each([
    ['2026-03-04', '2026-03-05', true],
    ['2026-03-05', '2026-03-05', true],
    ['2026-03-03', '2026-03-05', false],
    ['2026-03-06', '2026-03-08', true],
    ['2026-03-06', '2026-03-09', true],
    ['2026-03-05', '2026-03-09', false],
  ] as const)('is spoken of on the workday before and in its morning: on %s of %s: %s', (today, actBy, said) => {
    expect(isRemindedOn(calendar, day(today), { actBy: day(actBy), leavesOn: day(actBy) })).toBe(said);
  });
});

describe('the stock for a promotion is looked at', () => {
  const check = (startsAt: string) => eventCheckAt(calendar, new Date(startsAt)).toISOString();

  it.each([
    ['24 hours before it begins', '2026-03-05T16:00+08:00', '2026-03-04T08:00:00.000Z'],
    ['when work began, where it begins at midnight', '2026-03-05T00:00+08:00', '2026-03-03T01:00:00.000Z'],
    ['on Friday, where it begins on Monday', '2026-03-09T00:00+08:00', '2026-03-06T01:00:00.000Z'],
    ['before the holiday, where it begins in its last days', '2026-02-23T00:00+08:00', '2026-02-14T01:00:00.000Z'],
  ])('%s', (_when, startsAt, at) => {
    expect(check(startsAt)).toBe(at);
  });

  it('at least 24 hours before, and in working time', () => {
    fc.assert(
      fc.property(fc.nat(300 * 1440), (minutes) => {
        const startsAt = new Date(Date.parse('2026-03-01T00:00Z') + minutes * 60_000);
        const at = eventCheckAt(calendar, startsAt);
        expect(startsAt.getTime() - at.getTime()).toBeGreaterThanOrEqual(86_400_000);
        expect(isWorkingMoment(calendar, at)).toBe(true);
      }),
    );
  });
});
