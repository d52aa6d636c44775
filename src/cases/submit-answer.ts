// Accepts a complete answer: the case is answered, the record posted in the thread, the baseline taught. An incomplete
// answer changes nothing and is returned with what is missing.

import { type Context, withTransaction } from '../context.ts';
import type { FieldErrors, RawValues } from '../forms/form.ts';
import { formFor } from '../forms/index.ts';
import { validateAnswer } from '../forms/validate.ts';
import { dayIn } from '../lib/day.ts';
import { isAnswerOwed, isCorrection } from '../model/anomaly-case.ts';
import { promiseOf } from '../model/promise.ts';
import type { CaseEvent } from '../model/transition.ts';
import { answersOfCases, insertAnswer, logOfCases, type StoredCase } from '../store/cases.ts';
import { editCard, replyInThread } from './announce.ts';
import { applyEvent, requireCase } from './apply-event.ts';
import { afterAnswer } from './approval.ts';
import { recordDecision } from './decisions.ts';
import { currentNumbers } from './form-numbers.ts';
import { learnFromAnswer } from './learn.ts';
import { formOutdated } from './refusals.ts';
import { requireCaseRight } from './rights.ts';

export type SubmitResult =
  | { ok: true; case: StoredCase; revision: number; corrected: boolean }
  | { ok: false; errors: FieldErrors };

export interface SubmittedAnswer {
  caseId: number;
  /** The round the person was looking at. */
  round: number;
  values: RawValues;
  /** Refuse to correct an answer that is already in; false when left out. */
  firstOnly?: boolean;
}

/**
 * Submits an answer. The first to a round answers the case; a further one by the same person corrects it as a new
 * revision. Throws UserError when the round is over, the case is closed or answered by somebody else, or this person
 * may not answer it.
 */
export function submitAnswer(ctx: Context, input: SubmittedAnswer): Promise<SubmitResult> {
  return withTransaction(ctx, async (tx) => {
    const asked = await requireCase(tx, input.caseId);
    const by = await requireCaseRight(tx, 'answer', asked);
    if (asked.round !== input.round) throw formOutdated(asked.id);
    const today = dayIn(tx.policy.team.zone, tx.clock.now());
    // A correction is held to the numbers of the answer that it corrects.
    const stored = isAnswerOwed(asked) ? { ...asked, ...(await currentNumbers(tx, asked)) } : asked;
    const checked = validateAnswer(formFor(stored.formKind), input.values, { ...stored.facts, today });
    if (!checked.ok) return { ok: false, errors: checked.errors };
    const corrected = !input.firstOnly && isCorrection(stored, by);
    return record(tx, stored, { by, values: checked.values, corrected });
  });
}

async function record(
  tx: Context,
  stored: StoredCase,
  { by, values, corrected }: { by: string; values: RawValues; corrected: boolean },
): Promise<SubmitResult> {
  const earlier = (await answersOfCases(tx.db, [stored.id])).filter((each) => each.round === stored.round);
  const revision = earlier.length + 1;
  const promise = promiseOf(stored, values);
  const set = { by, promise, ...(await afterAnswer(tx, stored, values)) };
  const event: CaseEvent = { type: corrected ? 'corrected' : 'answered', ...set };
  const applied = await applyEvent(tx, stored, event, { data: { revision } });
  const now = tx.clock.now();
  await insertAnswer(tx.db, {
    caseId: stored.id,
    round: stored.round,
    revision,
    answeredBy: by,
    answeredAt: now,
    late: (await missedDeadline(tx, stored)) || (stored.answerDueAt !== null && now > stored.answerDueAt),
    formKind: stored.formKind,
    formVersion: stored.policy.formVersion,
    values,
  });
  await recordDecision(tx, applied.case, { by, revision, values });
  await learnFromAnswer(tx, applied.case, promise, values.cause);
  await editCard(tx, applied.case, `log${applied.logId}`);
  await replyInThread(tx, applied.case, `r${stored.round}.v${revision}`, {
    kind: 'answer_record',
    caseId: stored.id,
    round: stored.round,
    revision,
  });
  return { ok: true, case: applied.case, revision, corrected };
}

/** A missed deadline stays missed: a later deadline (snooze) or a clock set back does not undo it. */
async function missedDeadline(tx: Context, { id, round }: StoredCase): Promise<boolean> {
  const log = await logOfCases(tx.db, [id]);
  return log.some((entry) => entry.event === 'deadline_missed' && entry.round === round);
}
