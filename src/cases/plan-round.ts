// Sets the moments of a round: when the answer is due, when its assignee is reminded, whom silence is reported to.

import type { Context } from '../context.ts';
import type { FormKind } from '../forms/form.ts';
import { formFor } from '../forms/index.ts';
import { dayIn, instantAt } from '../lib/day.ts';
import { nextWorkday } from '../lib/working-time.ts';
import type { StoredCase } from '../store/cases.ts';
import { workCalendar } from '../team/calendar.ts';
import { answerDeadline, type Deadline, returnDeadline } from './model/deadline.ts';
import { planEscalations } from './model/escalation-plan.ts';
import { planReminders } from './model/reminder.ts';
import type { RoundPlan } from './model/transition.ts';

/** Minutes after the start of work at which an overdue case is brought up again, every workday. */
const nagMinutesAfterStart = 60;

/** The moments of a round asked at `askedAt`. */
export function planRound(ctx: Context, formKind: FormKind, askedAt: Date): RoundPlan {
  const { minAnswerMinutes } = ctx.policy.answering;
  return planFor(ctx, formKind, askedAt, answerDeadline(workCalendar(ctx.policy.team), askedAt, minAnswerMinutes));
}

/** The moments of the round that starts when an answer is returned. */
export function planReturn(ctx: Context, stored: StoredCase): RoundPlan {
  const now = ctx.clock.now();
  return planFor(
    ctx,
    stored.formKind,
    now,
    returnDeadline(workCalendar(ctx.policy.team), now, stored.policy.returnMinutes),
  );
}

/** When an overdue case is next brought up: an hour into the next workday. */
export function nextNagAt(ctx: Context, now: Date): Date {
  const calendar = workCalendar(ctx.policy.team);
  const workday = nextWorkday(calendar, dayIn(calendar.zone, now));
  return instantAt(calendar.zone, workday, calendar.startMinute + nagMinutesAfterStart);
}

function planFor(ctx: Context, formKind: FormKind, askedAt: Date, deadline: Deadline): RoundPlan {
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
