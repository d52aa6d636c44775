// Work calendars for tests: plain ones by hand, random ones in many zones for property tests.

import fc from 'fast-check';
import { type Day, day, weekdayOf } from '../../src/lib/day.ts';
import type { WorkCalendar } from '../../src/lib/working-time.ts';

/** 09:00–18:00, Monday to Friday, in Shanghai, without holidays unless given. */
export function plainCalendar(options: Partial<WorkCalendar> & { off?: string[]; on?: string[] } = {}): WorkCalendar {
  const { off = [], on = [], ...rest } = options;
  return {
    zone: 'Asia/Shanghai',
    startMinute: 9 * 60,
    endMinute: 18 * 60,
    breaks: [],
    isWorkday: (of) => on.includes(of) || (weekdayOf(of) <= 5 && !off.includes(of)),
    ...rest,
  };
}

/** Zones with no clock changes, changes at 02:00, at midnight, by half an hour, and with a day that never was. */
const zones = [
  'Asia/Shanghai',
  'Asia/Kathmandu',
  'America/Los_Angeles',
  'America/New_York',
  'America/Sao_Paulo',
  'Africa/Cairo',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'Pacific/Apia',
];

/** Days around which some zone above changes its clock, and a few years of ordinary ones. */
const clockChanges = [
  '2011-12-29',
  '2017-10-15',
  '2018-02-17',
  '2024-03-10',
  '2025-03-30',
  '2025-10-26',
  '2026-03-08',
  '2026-04-05',
  '2026-04-24',
  '2026-10-04',
  '2026-10-29',
  '2026-11-01',
].map(day);

const breaks = fc.constantFrom(
  [],
  [{ from: 0.3, to: 0.4 }],
  [
    { from: 0.1, to: 0.2 },
    { from: 0.5, to: 0.9 },
  ],
);

/** Any zone, any hours, up to two breaks, and scattered days off besides any workweek. */
export const anyCalendar: fc.Arbitrary<WorkCalendar> = fc
  .record({
    zone: fc.constantFrom(...zones),
    start: fc.oneof(fc.constant(9 * 60), fc.integer({ min: 0, max: 1380 })),
    length: fc.oneof(fc.constant(9 * 60), fc.integer({ min: 30, max: 1440 })),
    breaks,
    workweek: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    offEvery: fc.integer({ min: 2, max: 9 }),
  })
  .map(({ zone, start, length, breaks: pauses, workweek, offEvery }) => {
    const endMinute = Math.min(1440, start + length);
    const at = (share: number) => Math.round(start + share * (endMinute - start));
    return {
      zone,
      startMinute: start,
      endMinute,
      breaks: pauses.map((pause) => ({ from: at(pause.from), to: at(pause.to) })),
      isWorkday: (of: Day) => workweek.includes(weekdayOf(of)) && Number(of.slice(8)) % offEvery !== 0,
    };
  });

/** A whole minute, as often as not near a change of clocks. */
export const anyMinute: fc.Arbitrary<Date> = fc
  .tuple(
    fc.oneof(
      fc.constantFrom(...clockChanges).map((on) => Date.parse(`${on}T00:00:00Z`)),
      fc.integer({ min: Date.UTC(2005, 0), max: Date.UTC(2032, 0) }),
    ),
    fc.integer({ min: -48 * 60, max: 48 * 60 }),
  )
  .map(([base, minutes]) => new Date(Math.floor(base / 60_000) * 60_000 + minutes * 60_000));
