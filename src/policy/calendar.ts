// When the team works: its workweek, public holidays, make-up workdays and the exceptions of the policy file, as the
// calendar that working-time arithmetic asks. Beyond the last known holiday it assumes the plain workweek and the holidays
// that a law fixes by date, and says so.

import { addDays, type Day, day, weekdayOf } from '../lib/day.ts';
import type { WorkCalendar } from '../lib/working-time.ts';
import { holidaySource, isFreeByLaw } from './holidays.ts';
import type { Team } from './policy.ts';

/** Holidays must be known this many days ahead. */
const neededDays = 60;
/** No notice is older; the search for the last known year ends here. */
const firstNotice = 2004;

/**
 * How far the holidays of the calendar are known.
 * covered: for the coming 60 days at least; `lastKnownDay` is null when the calendar has no end.
 * not covered: they end on `lastKnownDay` (null: none are known at all), after it every day of the workweek counts as a
 * workday but those that a law frees every year.
 */
export interface CalendarCoverage {
  covered: boolean;
  lastKnownDay: Day | null;
}

const calendars = new WeakMap<Team, WorkCalendar>();

/** The team's calendar. Asking again for the same team gives the same calendar, so it may be called anywhere. */
export function workCalendar(team: Team): WorkCalendar {
  const calendar = calendars.get(team) ?? buildCalendar(team);
  calendars.set(team, calendar);
  return calendar;
}

/** Whether holidays are really known for the days ahead of `today`; when they are not, people must be told. */
export function calendarCoverage(team: Team, today: Day): CalendarCoverage {
  const { yearOf, reach } = holidaySource(team.holidays);
  if (reach === 'endless') return { covered: true, lastKnownDay: null };
  const known = [lastKnownYearEnd(yearOf, today), team.holidaysKnownUntil ?? null].filter((each) => each !== null);
  const lastKnownDay = known.sort().at(-1) ?? null;
  return { covered: lastKnownDay !== null && lastKnownDay >= addDays(today, neededDays), lastKnownDay };
}

function buildCalendar(team: Team): WorkCalendar {
  const { yearOf } = holidaySource(team.holidays);
  const workweek = new Set(team.workweek);
  const extraHolidays = new Set(team.extraHolidays);
  const extraWorkdays = new Set(team.extraWorkdays);
  const isWorkday = (on: Day) => {
    if (extraWorkdays.has(on)) return true;
    if (extraHolidays.has(on)) return false;
    const year = yearOf(Number(on.slice(0, 4)));
    if (!year) return !isFreeByLaw(team.holidays, on) && workweek.has(weekdayOf(on));
    return year.on.has(on) || (!year.off.has(on) && workweek.has(weekdayOf(on)));
  };
  const { start, end, breaks } = team.workingHours;
  return {
    zone: team.zone,
    startMinute: start,
    endMinute: end,
    breaks: [...breaks].sort((a, b) => a.from - b.from),
    isWorkday,
  };
}

/** 31 December of the last year known without a gap from today on, or of the last one known before today. */
function lastKnownYearEnd(yearOf: (year: number) => unknown, today: Day): Day | null {
  let year = Number(today.slice(0, 4));
  while (yearOf(year) === undefined) {
    if (year <= firstNotice) return null;
    year -= 1;
  }
  while (yearOf(year + 1) !== undefined) year += 1;
  return day(`${year}-12-31`);
}
