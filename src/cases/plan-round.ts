// Fixes the moments of a round: when the answer is due, when its assignee is reminded, when silence is escalated.

import type { Context } from '../context.ts';
import type { FormKind } from '../forms/form.ts';
import { formFor } from '../forms/index.ts';
import { dayIn, instantAt } from '../lib/day.ts';
import { isWorkingMoment, nextWorkday, nextWorkStart } from '../lib/working-time.ts';
import { answerDeadline, type Deadline, returnDeadline } from '../model/deadline.ts';
import { planEscalations } from '../model/escalation-plan.ts';
import { planReminders } from '../model/reminder.ts';
import type { RoundPlan } from '../model/transition.ts';
import { workCalendar } from '../policy/calendar.ts';
import { logOfCases, type StoredCase } from '../store/cases.ts';

/** Minutes after the start of work at which an overdue case is brought up again, every workday. */
const nagMinutesAfterStart = 60;

interface Asking {
  askedAt: Date;
  /** When the case was reminded of in rounds before: they count towards the most of a day. */
  earlierReminders: readonly Date[];
}

/** The moments of a round asked at `askedAt`. */
export function planRound(ctx: Context, formKind: FormKind, asking: Asking): RoundPlan {
  const { minAnswerMinutes } = ctx.policy.answering;
  const deadline = answerDeadline(workCalendar(ctx.policy.team), asking.askedAt, minAnswerMinutes);
  return planFor(ctx, formKind, asking, deadline);
}

/** The moments of the round that starts when an answer is returned. */
export function planReturn(ctx: Context, { formKind, policy }: StoredCase, asking: Asking): RoundPlan {
  const deadline = returnDeadline(workCalendar(ctx.policy.team), asking.askedAt, policy.returnMinutes);
  return planFor(ctx, formKind, asking, deadline);
}

/** When a case's assignee was reminded so far. */
export async function remindersSent(ctx: Context, caseId: number): Promise<Date[]> {
  const log = await logOfCases(ctx.db, [caseId]);
  return log.filter(({ event }) => event === 'reminded' || event === 'nagged').map(({ notedAt }) => notedAt);
}

/** The next daily reminder of an overdue case: an hour into the next workday, or at its start when that hour is free. */
export function nextNagAt(ctx: Context, now: Date): Date {
  const calendar = workCalendar(ctx.policy.team);
  const workday = nextWorkday(calendar, dayIn(calendar.zone, now));
  const anHourIn = instantAt(calendar.zone, workday, calendar.startMinute + nagMinutesAfterStart);
  if (isWorkingMoment(calendar, anHourIn)) return anHourIn;
  return nextWorkStart(calendar, instantAt(calendar.zone, workday, calendar.startMinute));
}

function planFor(
  ctx: Context,
  formKind: FormKind,
  { askedAt, earlierReminders }: Asking,
  deadline: Deadline,
): RoundPlan {
  const calendar = workCalendar(ctx.policy.team);
  const { answering, escalation } = ctx.policy;
  return {
    answerDueAt: deadline.dueAt,
    policy: {
      formVersion: formFor(formKind).version,
      dueBecause: deadline.because,
      returnMinutes: answering.returnMinutes,
      reminders: planReminders({
        calendar,
        askedAt,
        answerDueAt: deadline.dueAt,
        minutesBefore: answering.reminderMinutesBefore,
        maxPerDay: answering.maxRemindersPerDay,
        earlier: earlierReminders,
      }),
      escalations: planEscalations({
        calendar,
        answerDueAt: deadline.dueAt,
        graceMinutes: escalation.graceMinutes,
        steps: escalation.steps,
      }),
    },
  };
}
