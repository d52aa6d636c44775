import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { type Day, day, dayRange, weekdayOf } from '../../src/lib/day.ts';
import { nextWorkday } from '../../src/lib/working-time.ts';
import { calendarCoverage, workCalendar } from '../../src/policy/calendar.ts';
import { team } from './teams.ts';

/** Typed from the State Council's notices on the holidays of 2024, 2025 and 2026; both ends included. */
const chineseHolidays: [string, string][] = [
  ['2024-01-01', '2024-01-01'],
  ['2024-02-10', '2024-02-17'],
  ['2024-04-04', '2024-04-06'],
  ['2024-05-01', '2024-05-05'],
  ['2024-06-10', '2024-06-10'],
  ['2024-09-15', '2024-09-17'],
  ['2024-10-01', '2024-10-07'],
  ['2025-01-01', '2025-01-01'],
  ['2025-01-28', '2025-02-04'],
  ['2025-04-04', '2025-04-06'],
  ['2025-05-01', '2025-05-05'],
  ['2025-05-31', '2025-06-02'],
  ['2025-10-01', '2025-10-08'],
  ['2026-01-01', '2026-01-03'],
  ['2026-02-15', '2026-02-23'],
  ['2026-04-04', '2026-04-06'],
  ['2026-05-01', '2026-05-05'],
  ['2026-06-19', '2026-06-21'],
  ['2026-09-25', '2026-09-27'],
  ['2026-10-01', '2026-10-07'],
];

/** 调休: weekend days on which the notices say to work. */
const chineseMakeUpDays = [
  ...['2024-02-04', '2024-02-18', '2024-04-07', '2024-04-28', '2024-05-11', '2024-09-14', '2024-09-29', '2024-10-12'],
  ...['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
  ...['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
];

const china = workCalendar(team());

function expectedInChina(on: Day): boolean {
  if (chineseMakeUpDays.includes(on)) return true;
  return weekdayOf(on) <= 5 && !chineseHolidays.some(([from, to]) => from <= on && on <= to);
}

describe('the Chinese calendar', () => {
  it('agrees with the notices on every day of 2024 to 2026', () => {
    const days = dayRange(day('2024-01-01'), day('2026-12-31'));
    expect(days.filter((on) => china.isWorkday(on) !== expectedInChina(on))).toEqual([]);
  });

  it('works on the six adjusted weekends of 2026', () => {
    const adjusted = ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'].map(day);
    expect(adjusted.map(weekdayOf).every((weekday) => weekday > 5)).toBe(true);
    expect(adjusted.filter((on) => !china.isWorkday(on))).toEqual([]);
  });

  it('goes on after the National Day week with the make-up Saturday', () => {
    expect(nextWorkday(china, day('2026-09-30'))).toBe('2026-10-08');
    expect(nextWorkday(china, day('2026-10-09'))).toBe('2026-10-10');
    expect(nextWorkday(china, day('2026-10-10'))).toBe('2026-10-12');
  });

  it('is the same wherever the machine stands', () => {
    const script = `
      import { workCalendar } from './src/policy/calendar.ts';
      import { policySchema, teamSchema } from './src/policy/policy.ts';
      const calendar = workCalendar(teamSchema.parse({ name: 'x' }));
      const days = ['2026-09-30', '2026-10-01', '2026-10-07', '2026-10-08', '2026-10-10', '2026-10-11'];
      console.log(days.map((on) => Number(calendar.isWorkday(on))).join(''));`;
    for (const TZ of ['America/Los_Angeles', 'Pacific/Kiritimati']) {
      const args = ['--import', 'tsx', '--input-type=module', '-e', script];
      const shown = execFileSync(process.execPath, args, { env: { ...process.env, TZ }, encoding: 'utf8' });
      expect(shown.trim()).toBe('100110');
    }
  });

  it('assumes the plain workweek in a year without a notice, and the holidays that the law fixes by date', () => {
    expect(china.isWorkday(day('2027-10-08'))).toBe(true);
    expect(china.isWorkday(day('2027-10-09'))).toBe(false);
    expect(china.isWorkday(day('2027-01-01'))).toBe(false);
    expect(china.isWorkday(day('2028-05-01'))).toBe(false);
    expect(china.isWorkday(day('2027-10-01'))).toBe(false);
    expect(workCalendar(team({ extraWorkdays: ['2027-01-01'] })).isWorkday(day('2027-01-01'))).toBe(true);
    expect(workCalendar(team({ holidays: 'none' })).isWorkday(day('2027-01-01'))).toBe(true);
  });
});

describe('a calendar that does not reach far enough', () => {
  it('is covered while the coming sixty days are known', () => {
    expect(calendarCoverage(team(), day('2026-03-02'))).toEqual({ covered: true, lastKnownDay: '2026-12-31' });
    expect(calendarCoverage(team(), day('2026-11-01'))).toEqual({ covered: true, lastKnownDay: '2026-12-31' });
  });

  it('is short from the day on which less than sixty are known', () => {
    expect(calendarCoverage(team(), day('2026-11-02'))).toEqual({ covered: false, lastKnownDay: '2026-12-31' });
    expect(calendarCoverage(team(), day('2031-05-01'))).toEqual({ covered: false, lastKnownDay: '2026-12-31' });
    expect(calendarCoverage(team(), day('2003-05-01'))).toEqual({ covered: false, lastKnownDay: null });
  });

  it('is covered again when the team has typed the notice itself', () => {
    const typed = team({ extraHolidays: ['2027-02-08'], holidaysKnownUntil: '2027-12-31' });
    expect(calendarCoverage(typed, day('2026-11-02'))).toEqual({ covered: true, lastKnownDay: '2027-12-31' });
    expect(workCalendar(typed).isWorkday(day('2027-02-08'))).toBe(false);
  });

  it('has no end where holidays are computed from the law, or there are none', () => {
    for (const holidays of ['none', { country: 'DE' }]) {
      expect(calendarCoverage(team({ holidays }), day('2040-01-01'))).toEqual({ covered: true, lastKnownDay: null });
    }
  });
});

describe('other calendars', () => {
  it('keep the public holidays of a country, and no others', () => {
    const germany = workCalendar(team({ holidays: { country: 'DE' }, zone: 'Europe/Berlin' }));
    expect(germany.isWorkday(day('2026-04-06'))).toBe(false); // Easter Monday
    expect(germany.isWorkday(day('2026-05-14'))).toBe(false); // Ascension
    expect(germany.isWorkday(day('2026-01-06'))).toBe(true); // Epiphany is kept in three states only
    expect(germany.isWorkday(day('2026-12-24'))).toBe(true); // no public holiday
  });

  it('keep the holidays of a state', () => {
    const bavaria = workCalendar(team({ holidays: { country: 'DE', state: 'BY' }, zone: 'Europe/Berlin' }));
    expect(bavaria.isWorkday(day('2026-01-06'))).toBe(false);
  });

  it('keep substitute days and holidays of several days', () => {
    const usa = workCalendar(team({ holidays: { country: 'US' }, zone: 'America/New_York' }));
    expect(usa.isWorkday(day('2026-07-03'))).toBe(false); // for Saturday, 4 July
    const emirates = workCalendar(team({ holidays: { country: 'AE' }, workweek: [1, 2, 3, 4, 5], zone: 'Asia/Dubai' }));
    expect(['2026-05-26', '2026-05-27', '2026-05-28', '2026-05-29'].map((on) => emirates.isWorkday(day(on)))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it('keep no holiday at all when told so', () => {
    const plain = workCalendar(team({ holidays: 'none' }));
    expect(plain.isWorkday(day('2026-10-01'))).toBe(true);
    expect(plain.isWorkday(day('2026-10-03'))).toBe(false);
  });

  it('follow the workweek of the team', () => {
    const sixDays = workCalendar(team({ holidays: 'none', workweek: [1, 2, 3, 4, 5, 6] }));
    expect(sixDays.isWorkday(day('2026-10-03'))).toBe(true);
    expect(sixDays.isWorkday(day('2026-10-04'))).toBe(false);
  });

  it("follow the team's own exceptions over every notice", () => {
    const own = workCalendar(team({ extraHolidays: ['2026-10-10', '2026-03-03'], extraWorkdays: ['2026-10-01'] }));
    expect(own.isWorkday(day('2026-10-10'))).toBe(false);
    expect(own.isWorkday(day('2026-03-03'))).toBe(false);
    expect(own.isWorkday(day('2026-10-01'))).toBe(true);
  });

  it('carry the working hours with their breaks in order', () => {
    const hours = {
      start: '08:30',
      end: '24:00',
      breaks: [
        { from: '18:00', to: '19:00' },
        { from: '12:00', to: '13:00' },
      ],
    };
    expect(workCalendar(team({ workingHours: hours }))).toMatchObject({
      zone: 'Asia/Shanghai',
      startMinute: 510,
      endMinute: 1440,
      breaks: [
        { from: 720, to: 780 },
        { from: 1080, to: 1140 },
      ],
    });
  });
});

it('builds the calendar of a team once', () => {
  const one = team();
  expect(workCalendar(one)).toBe(workCalendar(one));
});
