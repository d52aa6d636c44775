// By when an answer is owed. Decides from the calendar alone; who owes it and what follows is decided elsewhere.

import { dayIn } from '../lib/day.ts';
import {
  addWorkingMinutes,
  endOfWorkday,
  nextWorkStart,
  type WorkCalendar,
  workingMinutesBetween,
} from '../lib/working-time.ts';
import type { DueReason } from './anomaly-case.ts';

/** A deadline, and why it is not the end of the day on which the form was posted; null when it is. */
export interface Deadline {
  dueAt: Date;
  because: DueReason | null;
}

/**
 * The answer deadline of a form posted at `postedAt`: the end of that workday when at least `minAnswerMinutes` of
 * working time are left (exactly that much is enough), else the moment at which that much working time has passed.
 * Posted outside working hours, it counts from the next moment of work.
 */
export function answerDeadline(calendar: WorkCalendar, postedAt: Date, minAnswerMinutes: number): Deadline {
  const from = nextWorkStart(calendar, postedAt);
  const workday = dayIn(calendar.zone, from);
  const sameDay = workday === dayIn(calendar.zone, postedAt);
  const endOfDay = endOfWorkday(calendar, workday);
  if (workingMinutesBetween(calendar, from, endOfDay) >= minAnswerMinutes) {
    return { dueAt: endOfDay, because: sameDay ? null : 'outside_hours' };
  }
  const dueAt = addWorkingMinutes(calendar, from, minAnswerMinutes);
  return { dueAt, because: sameDay ? 'late_in_day' : 'outside_hours' };
}

/** The deadline of an answer that the manager returned at `returnedAt`: `returnMinutes` of working time later. */
export function returnDeadline(calendar: WorkCalendar, returnedAt: Date, returnMinutes: number): Deadline {
  return { dueAt: addWorkingMinutes(calendar, returnedAt, returnMinutes), because: 'returned' };
}
