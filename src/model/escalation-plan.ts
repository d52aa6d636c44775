// Who is told when, if a round stays unanswered: the policy's steps as moments, stamped on the case when it is asked.

import { addDays, type Day, dayIn, instantAt } from '../lib/day.ts';
import { nextWorkday, type WorkCalendar } from '../lib/working-time.ts';
import type { EscalationStep } from '../policy/policy.ts';
import type { PlannedEscalation } from './anomaly-case.ts';

/**
 * The escalations of a round that is due at `answerDueAt`, earliest first. The step at the deadline waits
 * `graceMinutes` of ordinary time: work has ended by then, so working minutes would put it off until tomorrow.
 * A later step never comes before an earlier one.
 */
export function planEscalations(input: {
  calendar: WorkCalendar;
  answerDueAt: Date;
  graceMinutes: number;
  steps: readonly EscalationStep[];
}): PlannedEscalation[] {
  let previous = 0;
  return input.steps.map((step, index) => {
    const at = Math.max(previous, momentOf(step, input).getTime());
    previous = at;
    return { step: index + 1, level: step.level, at: new Date(at), urgent: step.urgent };
  });
}

function momentOf(
  step: EscalationStep,
  { calendar, answerDueAt, graceMinutes }: { calendar: WorkCalendar; answerDueAt: Date; graceMinutes: number },
): Date {
  if (step.at === 'deadline') return new Date(answerDueAt.getTime() + graceMinutes * 60_000);
  const workday = nextWorkday(calendar, workdayOf(calendar, answerDueAt), step.at.workdaysLater);
  return instantAt(calendar.zone, workday, step.at.time);
}

/** The workday that a deadline belongs to: work that ends at 24:00 ends on the day before that midnight. */
function workdayOf(calendar: WorkCalendar, answerDueAt: Date): Day {
  const shown = dayIn(calendar.zone, answerDueAt);
  const isMidnight = answerDueAt.getTime() === instantAt(calendar.zone, shown, 0).getTime();
  return isMidnight ? addDays(shown, -1) : shown;
}
