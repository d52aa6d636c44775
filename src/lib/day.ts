// Calendar days and their bounds in a time zone. A Day has no zone of its own: a store's sales day and a
// team's workday are both Days, read in different zones.

import { tzOffset } from '@date-fns/tz';

declare const dayBrand: unique symbol;

/** A calendar date written "2026-03-02"; compares and sorts as text. */
export type Day = string & { readonly [dayBrand]: true };

/** 1 = Monday … 7 = Sunday (ISO 8601). */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

const dayMs = 86_400_000;
const minuteMs = 60_000;

/** Reads "2026-03-02"; undefined for any other text and for dates that do not exist. */
export function parseDay(text: string): Day | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const instant = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(instant)) return undefined;
  return new Date(instant).toISOString().slice(0, 10) === text ? (text as Day) : undefined;
}

/** Reads a day that must be right, such as a literal or a database value; throws RangeError otherwise. */
export function day(text: string): Day {
  const parsed = parseDay(text);
  if (!parsed) throw new RangeError(`Not a calendar day: ${text}`);
  return parsed;
}

/** The day `count` days after `from` (before it, when negative). */
export function addDays(from: Day, count: number): Day {
  return toDay(noonUtc(from) + count * dayMs);
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((noonUtc(to) - noonUtc(from)) / dayMs);
}

/** All days from `from` to `to`, both included; empty when `to` is earlier. */
export function dayRange(from: Day, to: Day): Day[] {
  return Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, i) => addDays(from, i));
}

/** ISO weekday of a day. */
export function weekdayOf(of: Day): Weekday {
  return (((new Date(noonUtc(of)).getUTCDay() + 6) % 7) + 1) as Weekday;
}

/** The calendar day that `zone` shows at `instant`. */
export function dayIn(zone: string, instant: Date): Day {
  return toDay(instant.getTime() + offsetMs(zone, instant.getTime()));
}

/** Minutes since midnight on the wall clock of `zone` at `instant`. */
export function minuteOfDayIn(zone: string, instant: Date): number {
  const local = instant.getTime() + offsetMs(zone, instant.getTime());
  return Math.floor((((local % dayMs) + dayMs) % dayMs) / minuteMs);
}

/**
 * The instant at which the wall clock of `zone` shows `minuteOfDay` (0–1440) on `on`.
 * A wall time that a spring change skips gives the first instant after the gap; one that an autumn
 * change repeats gives the first of the two.
 */
export function instantAt(zone: string, on: Day, minuteOfDay: number): Date {
  const wall = noonUtc(on) - dayMs / 2 + minuteOfDay * minuteMs;
  const before = offsetMs(zone, wall - dayMs);
  const after = offsetMs(zone, wall + dayMs);
  const candidates = [wall - before, wall - after].filter((t) => t + offsetMs(zone, t) === wall);
  if (candidates.length > 0) return new Date(Math.min(...candidates));
  return new Date(firstInstantAfterGap(zone, wall - before, wall - after));
}

/** First instant of `on` in `zone`; the day's end is `startOfDay(zone, addDays(on, 1))`. */
export function startOfDay(zone: string, on: Day): Date {
  return instantAt(zone, on, 0);
}

/** Does this machine know the zone ("Asia/Shanghai")? */
export function isZone(zone: string): boolean {
  return zone.trim() !== '' && !Number.isNaN(tzOffset(zone, new Date(0)));
}

function firstInstantAfterGap(zone: string, a: number, b: number): number {
  let low = Math.min(a, b);
  let high = Math.max(a, b);
  const offsetBefore = offsetMs(zone, low);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetMs(zone, middle) === offsetBefore) low = middle;
    else high = middle;
  }
  return high;
}

function offsetMs(zone: string, instant: number): number {
  const minutes = tzOffset(zone, new Date(instant));
  if (Number.isNaN(minutes)) throw new RangeError(`Unknown time zone: ${zone}`);
  return Math.round(minutes * minuteMs);
}

function noonUtc(of: Day): number {
  return Date.parse(`${of}T12:00:00Z`);
}

function toDay(instant: number): Day {
  return new Date(instant).toISOString().slice(0, 10) as Day;
}
