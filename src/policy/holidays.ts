// Which days are public holidays or make-up workdays, year by year, from the two holiday packages. Says "unknown" for
// years the data does not reach; what to assume then is decided by the calendar.

import { createRequire } from 'node:module';
import noticeTable from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import type Holidays from 'date-holidays';
import { z } from 'zod';
import { addDays, type Day, day, parseDay } from '../lib/day.ts';
import type { Team } from './policy.ts';

/** The official days of one year: free ones, and working ones that would otherwise be free. */
interface HolidayYear {
  off: ReadonlySet<Day>;
  on: ReadonlySet<Day>;
}

/** Undefined for a year that is not known. */
export type HolidaySource = (year: number) => HolidayYear | undefined;

/** Days that a Chinese law frees every year, whatever the notice says: month and day. Moved and added days come with the notice. */
const chineseLaw: ReadonlySet<string> = new Set(['01-01', '05-01', '05-02', '10-01', '10-02', '10-03']);

/** Is a day of a year without a notice free all the same? The holidays that follow the moon are not among these. */
export function isFreeByLaw(holidays: Team['holidays'], on: Day): boolean {
  return holidays === 'china' && chineseLaw.has(on.slice(5));
}

/** How far the knowledge of a source reaches: laws can be computed for any year, notices come one year at a time. */
export type Reach = 'endless' | 'by_year';

const dayMs = 86_400_000;
const none: HolidayYear = { off: new Set(), on: new Set() };
const days = z.record(z.string(), z.string());
const chineseNotices = z.object({ holidays: days, workdays: days }).parse(noticeTable);
const sources = new Map<string, HolidaySource>();

/** The holidays that a team keeps, each year computed once. */
export function holidaySource(holidays: Team['holidays']): { yearOf: HolidaySource; reach: Reach } {
  const key = JSON.stringify(holidays);
  const yearOf = sources.get(key) ?? remembered(computation(holidays));
  sources.set(key, yearOf);
  return { yearOf, reach: holidays === 'china' ? 'by_year' : 'endless' };
}

/** What is wrong with a country, state or region that date-holidays does not know; undefined when all are right. */
export function unknownPlace(
  place: Exclude<Team['holidays'], string>,
): { part: 'country' | 'state' | 'region'; known: string[] } | undefined {
  const finder = new (holidaysClass())();
  const countries = Object.keys(finder.getCountries());
  if (!countries.includes(place.country)) return { part: 'country', known: countries };
  const { country, state, region } = place;
  const states = Object.keys(finder.getStates(country) ?? {});
  if (state !== undefined && !states.includes(state)) return { part: 'state', known: states };
  const regions = state === undefined ? [] : Object.keys(finder.getRegions(country, state) ?? {});
  if (region !== undefined && !regions.includes(region)) return { part: 'region', known: regions };
  return undefined;
}

function computation(holidays: Team['holidays']): HolidaySource {
  if (holidays === 'none') return () => none;
  return holidays === 'china' ? chineseYear : countryYears(holidays);
}

function remembered(source: HolidaySource): HolidaySource {
  const years = new Map<number, HolidayYear | undefined>();
  return (year) => {
    if (!years.has(year)) years.set(year, source(year));
    return years.get(year);
  };
}

/**
 * The State Council's notice for a year. Read from the table that the package ships: the table its functions build is
 * made in the machine's own zone, and off by a day in America.
 */
function chineseYear(year: number): HolidayYear | undefined {
  const off = daysIn(year, chineseNotices.holidays);
  const on = daysIn(year, chineseNotices.workdays);
  return off.size > 0 ? { off, on } : undefined;
}

function countryYears({ country, state, region }: Exclude<Team['holidays'], string>): HolidaySource {
  const HolidaysOf = holidaysClass();
  const finder = new HolidaysOf(country, state ?? '', region ?? '');
  return (year) => {
    // A holiday of several days can begin in the year before.
    const found = [year - 1, year].flatMap((each) => finder.getHolidays(each));
    const days = found.filter((each) => each.type === 'public').flatMap(publicDays);
    return { off: new Set(days.filter((each) => each.startsWith(`${year}-`))), on: new Set() };
  };
}

/** The days of a holiday; one that leaves half a day or more for work has none. */
function publicDays(holiday: { date: string; start: Date; end: Date }): Day[] {
  const first = day(holiday.date.slice(0, 10));
  const length = Math.round((holiday.end.getTime() - holiday.start.getTime()) / dayMs - 0.01);
  return Array.from({ length }, (_, index) => addDays(first, index));
}

function daysIn(year: number, table: Record<string, string>): Set<Day> {
  const days = Object.keys(table).filter((each) => each.startsWith(`${year}-`));
  return new Set(days.map(parseDay).filter((each) => each !== undefined));
}

/** Loaded only for teams that need it: its data of all countries takes a tenth of a second to read. */
function holidaysClass(): typeof Holidays {
  return createRequire(import.meta.url)('date-holidays');
}
