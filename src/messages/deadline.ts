// When an answer is due and, unless that is the end of the posting day, why.

import { type Language, texts } from '../lib/language.ts';
import { fixedMoment, lastingMoment } from './format.ts';
import type { CaseView, TeamView } from './views.ts';

const deadlineTexts = texts({
  en: {
    none: 'no deadline',
    late_in_day: (asked: string) => `Posted ${asked}, too close to the end of work, so the deadline is later.`,
    outside_hours: (asked: string) =>
      `Posted ${asked}, outside working hours: the time counts from the next start of work.`,
    returned: (asked: string) => `Returned ${asked}: the time counts from then.`,
  },
  zh: {
    none: '无截止时间',
    late_in_day: (asked) => `${asked}才发出，离下班太近，截止时间顺延。`,
    outside_hours: (asked) => `${asked}发出，不在工作时间，从下一个上班时间起算。`,
    returned: (asked) => `${asked}被退回，从那时起重新计时。`,
  },
});

/** "today 18:00 (Fri 20 Nov)". */
export function deadlineText(view: CaseView, team: TeamView, language: Language): string {
  return view.answerDueAt === null ? deadlineTexts[language].none : lastingMoment(view.answerDueAt, team, language);
}

/** Why the deadline is not the end of the day on which the form was posted; empty when it is. */
export function deadlineReason(view: CaseView, team: TeamView, language: Language): string {
  if (view.dueBecause === null || view.answerDueAt === null) return '';
  return deadlineTexts[language][view.dueBecause](fixedMoment(view.askedAt, team, language));
}
