// Arithmetic on working time: the instants that lie inside somebody's working hours. Knows days and zones, not people;
// which days are workdays is asked of the calendar it is given.

import { addDays, type Day, dayIn, instantAt } from './day.ts';

/** When work is done. Minutes count from midnight on the zone's wall clock; every span includes its start, not its end. */
export interface WorkCalendar {
  readonly zone: string;
  /** 0–1439. */
  readonly startMinute: number;
  /** Up to 1440; later than `startMinute`. */
  readonly endMinute: number;
  /** Inside the working hours, in order, apart from each other. */
  readonly breaks: readonly { readonly from: number; readonly to: number }[];
  isWorkday(day: Day): boolean;
}

interface Span {
  start: number;
  end: number;
}

const minuteMs = 60_000;
/** A calendar without a workday in ten years is a fault of the calendar. */
const maxSearchDays = 3660;

/** Is work being done at this instant? The minute at which work starts counts, the one at which it ends does not. */
export function isWorkingMoment(calendar: WorkCalendar, at: Date): boolean {
  const instant = at.getTime();
  return spansOf(calendar, dayIn(calendar.zone, at)).some((span) => span.start <= instant && instant < span.end);
}

/** The first working moment at or after `at`: `at` itself when it is one. */
export function nextWorkStart(calendar: WorkCalendar, at: Date): Date {
  for (const span of spansFrom(calendar, at)) return new Date(Math.max(span.start, at.getTime()));
  throw noWorkday(at);
}

/**
 * Working time between two instants, in minutes and their fractions; 0 when `to` is not later than `from`.
 * Real minutes: a working hour that a clock change skips is not counted, one that it repeats counts twice.
 */
export function workingMinutesBetween(calendar: WorkCalendar, from: Date, to: Date): number {
  let total = 0;
  const last = dayIn(calendar.zone, to);
  for (let on = dayIn(calendar.zone, from); on <= last; on = addDays(on, 1)) {
    for (const span of spansOf(calendar, on)) {
      total += Math.max(0, Math.min(span.end, to.getTime()) - Math.max(span.start, from.getTime()));
    }
  }
  return total / minuteMs;
}

/** The first instant at which `minutes` of working time have passed since `from`; `from` itself for 0 or less. */
export function addWorkingMinutes(calendar: WorkCalendar, from: Date, minutes: number): Date {
  let left = Math.round(minutes * minuteMs);
  if (left <= 0) return from;
  for (const span of spansFrom(calendar, from)) {
    const start = Math.max(span.start, from.getTime());
    if (span.end - start >= left) return new Date(start + left);
    left -= span.end - start;
  }
  throw noWorkday(from);
}

/** The instant at which work ends on `day`, whether or not it is a workday. */
export function endOfWorkday(calendar: WorkCalendar, day: Day): Date {
  return instantAt(calendar.zone, day, calendar.endMinute);
}

/** The `count`-th workday after `day`, which itself never counts; `count` is at least 1. */
export function nextWorkday(calendar: WorkCalendar, day: Day, count = 1): Day {
  let left = Math.max(1, Math.trunc(count));
  for (let step = 1; step <= maxSearchDays; step++) {
    const candidate = addDays(day, step);
    if (calendar.isWorkday(candidate)) left -= 1;
    if (left === 0) return candidate;
  }
  throw new RangeError(`No workday within ten years of ${day}`);
}

/** Spans of work that end after `at`, in order. */
function* spansFrom(calendar: WorkCalendar, at: Date): Generator<Span> {
  const first = dayIn(calendar.zone, at);
  let idleDays = 0;
  for (let on = first; idleDays <= maxSearchDays; on = addDays(on, 1), idleDays++) {
    for (const span of spansOf(calendar, on)) {
      if (span.end <= at.getTime()) continue;
      idleDays = 0;
      yield span;
    }
  }
}

function spansOf(calendar: WorkCalendar, on: Day): Span[] {
  if (!calendar.isWorkday(on)) return [];
  const at = (minute: number) => instantAt(calendar.zone, on, minute).getTime();
  const spans: Span[] = [];
  let start = calendar.startMinute;
  for (const pause of calendar.breaks) {
    spans.push({ start: at(start), end: at(pause.from) });
    start = pause.to;
  }
  spans.push({ start: at(start), end: at(calendar.endMinute) });
  return spans.filter((span) => span.start < span.end);
}

function noWorkday(at: Date): RangeError {
  return new RangeError(`No working time within ten years of ${at.toISOString()}`);
}
