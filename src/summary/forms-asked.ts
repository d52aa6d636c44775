// The rounds of forms that a period is about, read from the case log: asked when, answered when, escalated or not.

import { personView } from '../cases/display-names.ts';
import type { Context } from '../context.ts';
import { parseDay } from '../lib/day.ts';
import { caseNumber } from '../model/anomaly-case.ts';
import {
  type AnswerRow,
  answersOfCases,
  type CaseLogRow,
  casesOwedOrWithEvent,
  casesWithEvent,
  findCases,
  logOfCases,
  type StoredCase,
} from '../store/cases.ts';
import { suggestionsOfCases } from '../store/decisions.ts';
import type { WeeklyForm } from './discipline.ts';
import type { WeeklyDecision } from './weekly.ts';

const starts = ['opened', 'returned', 'reopened'];

/** Rounds asked between the two instants, and earlier ones that are still unanswered. */
export async function formsAsked(ctx: Context, from: Date, until: Date): Promise<WeeklyForm[]> {
  const cases = await findCases(ctx.db, await casesOwedOrWithEvent(ctx.db, starts, { from, until }));
  const ids = cases.map((each) => each.id);
  const log = await logOfCases(ctx.db, ids);
  const answers = await answersOfCases(ctx.db, ids);
  const forms = cases.flatMap((stored) =>
    roundsOf(
      ctx,
      stored,
      log.filter((entry) => entry.caseId === stored.id),
      answers.filter((answer) => answer.caseId === stored.id),
    ),
  );
  return forms.filter(({ askedAt, answer, withdrawn }) => {
    if (askedAt >= until) return false;
    return askedAt >= from || (answer === null && !withdrawn);
  });
}

/** What the answers since `since` decided about the stock: the newest revision of each round. */
export async function decisionsSince(ctx: Context, since: Date): Promise<WeeklyDecision[]> {
  const cases = await findCases(ctx.db, await casesWithEvent(ctx.db, ['answered', 'corrected'], since));
  const answers = await answersOfCases(
    ctx.db,
    cases.map((each) => each.id),
  );
  const ledger = await suggestionsOfCases(
    ctx.db,
    cases.map((each) => each.id),
  );
  return cases.flatMap((stored) => {
    const own = newestRevisions(answers.filter((answer) => answer.caseId === stored.id));
    return own.flatMap((answer) => {
      const isIts = (each: (typeof ledger)[number]) =>
        each.caseId === stored.id && each.round === answer.round && each.revision === answer.revision;
      return decisionOf(ctx, stored, answer, ledger.find(isIts)?.suggestedUnits ?? null);
    });
  });
}

function roundsOf(
  ctx: Context,
  stored: StoredCase,
  log: readonly CaseLogRow[],
  answers: readonly AnswerRow[],
): WeeklyForm[] {
  return log
    .filter((entry) => starts.includes(entry.event))
    .map((start) => {
      const answer = answers.find((each) => each.round === start.round);
      const said = answer && newestRevisions(answers).find((each) => each.round === start.round);
      const assigneeId = answer?.answeredBy ?? stored.assigneeId;
      return {
        number: caseNumber(stored.id),
        storeId: stored.storeId,
        sku: stored.sku,
        direction: stored.direction,
        assignee: assigneeId === null ? null : personView(ctx.policy, assigneeId),
        askedAt: start.at,
        answer: answer ? { at: answer.answeredAt, late: answer.late, cause: said?.values.cause ?? null } : null,
        escalated: log.some((entry) => entry.event === 'escalated' && entry.round === start.round),
        withdrawn: stored.resolution === 'withdrawn' && stored.round === start.round,
      };
    });
}

function newestRevisions(answers: readonly AnswerRow[]): AnswerRow[] {
  return [...new Map(answers.map((answer) => [answer.round, answer])).values()];
}

/** `suggested` is what was suggested for that very answer, never for a later round. */
function decisionOf(ctx: Context, stored: StoredCase, answer: AnswerRow, suggested: number | null): WeeklyDecision[] {
  const { action, quantity, arriveBy } = answer.values;
  if (!action || stored.sku === null) return [];
  return [
    {
      number: caseNumber(stored.id),
      storeId: stored.storeId,
      sku: stored.sku,
      by: personView(ctx.policy, answer.answeredBy),
      at: answer.answeredAt,
      action,
      quantity: quantity ? Number(quantity) : null,
      suggested,
      arriveBy: parseDay(arriveBy ?? '') ?? null,
    },
  ];
}
