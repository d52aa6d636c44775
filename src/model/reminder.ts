// When the assignee of a round is reminded. Only plans the moments; whether one is still worth sending when it comes
// is decided beside the other due steps.

import { dayIn } from '../lib/day.ts';
import { isWorkingMoment, nextWorkStart, type WorkCalendar } from '../lib/working-time.ts';

/**
 * The reminders of a round asked at `askedAt` and due at `answerDueAt`, earliest first: one `minutesBefore` the
 * deadline (ordinary minutes, as people read "an hour before"), one at the deadline. One that would fall outside
 * working hours comes at the next moment of work instead, and is left out when that is no longer before the
 * deadline, or when the form has not been asked by then. No team day gets more than `maxPerDay`, counting `earlier`
 * ones (sent to this case in rounds before); the one before the deadline goes first, for it can still help.
 */
export function planReminders(input: {
  calendar: WorkCalendar;
  askedAt: Date;
  answerDueAt: Date;
  minutesBefore: number;
  maxPerDay: number;
  earlier?: readonly Date[];
}): Date[] {
  const { calendar, answerDueAt, maxPerDay } = input;
  const wanted = [beforeDeadline(input), answerDueAt].filter((at) => at !== null);
  const perDay = new Map<string, number>();
  const hasRoom = (at: Date) => {
    // The moment before: work that ends at 24:00 still belongs to the day that ends there.
    const on = dayIn(calendar.zone, new Date(at.getTime() - 1));
    const count = (perDay.get(on) ?? 0) + 1;
    perDay.set(on, count);
    return count <= maxPerDay;
  };
  for (const at of input.earlier ?? []) hasRoom(at);
  return wanted.filter(hasRoom);
}

function beforeDeadline(input: {
  calendar: WorkCalendar;
  askedAt: Date;
  answerDueAt: Date;
  minutesBefore: number;
}): Date | null {
  const hourBefore = new Date(input.answerDueAt.getTime() - input.minutesBefore * 60_000);
  const at = isWorkingMoment(input.calendar, hourBefore) ? hourBefore : nextWorkStart(input.calendar, hourBefore);
  return at > input.askedAt && at < input.answerDueAt ? at : null;
}
