// A manager returns an answer with a remark; the next round has a short deadline.

import { type Context, withTransaction } from '../context.ts';
import type { FieldErrors, RawValues } from '../forms/form.ts';
import { returnForm } from '../forms/return-answer.ts';
import { validateAnswer } from '../forms/validate.ts';
import { dayIn } from '../lib/day.ts';
import { putOnCards, type StoredCase } from '../store/cases.ts';
import { noteReturned } from '../store/decisions.ts';
import { editCard, noteInThread } from './announce.ts';
import { applyEvent, requireCase } from './apply-event.ts';
import { personView } from './display-names.ts';
import { handToPresent } from './hand-over.ts';
import { planReturn, remindersSent } from './plan-round.ts';
import { formOutdated, refusal } from './refusals.ts';
import { requireCaseRight } from './rights.ts';

export type ReturnResult = { ok: true; case: StoredCase } | { ok: false; errors: FieldErrors };

/** Returns an answered case to its assignee; the next round is due in `returnMinutes` of working time. */
export function returnAnswer(ctx: Context, input: { caseId: number; remark: string }): Promise<StoredCase> {
  return withTransaction(ctx, async (tx) => {
    const stored = await requireCase(tx, input.caseId);
    const by = await requireCaseRight(tx, 'return', stored);
    const earlierReminders = await remindersSent(tx, stored.id);
    const plan = planReturn(tx, stored, { askedAt: tx.clock.now(), earlierReminders });
    const applied = await applyEvent(tx, stored, { type: 'returned', by, plan }, { data: { remark: input.remark } });
    await noteReturned(tx.db, { caseId: stored.id, round: stored.round });
    const { cardId } = stored;
    if (cardId !== null) await putOnCards(tx.db, [{ cardId, caseId: stored.id, round: applied.case.round }]);
    await editCard(tx, applied.case, `log${applied.logId}`);
    await noteInThread(tx, applied.case, applied.logId, {
      event: 'returned',
      by: personView(tx.policy, by),
      remark: input.remark,
    });
    return handToPresent(tx, applied.case);
  });
}

/**
 * Returns the answer that the person was looking at, with the remark of the form they filled in; an incomplete form
 * changes nothing and comes back with what is missing. Throws UserError when that round has no answer or is over.
 */
export function submitReturn(
  ctx: Context,
  { caseId, round, values }: { caseId: number; round: number; values: RawValues },
): Promise<ReturnResult> {
  return withTransaction(ctx, async (tx) => {
    const stored = await requireCase(tx, caseId);
    requireAnswered(stored, round);
    const today = dayIn(tx.policy.team.zone, tx.clock.now());
    const checked = validateAnswer(returnForm, values, { ...stored.facts, today });
    if (!checked.ok) return { ok: false, errors: checked.errors };
    return { ok: true, case: await returnAnswer(tx, { caseId, remark: checked.values.remark ?? '' }) };
  });
}

/** Throws UserError unless the round that the person was looking at is the present one, and answered. */
export function requireAnswered({ id, status, round }: StoredCase, seen: number): void {
  if (status === 'closed') throw refusal('CASE_CLOSED', id, null);
  if (round !== seen) throw formOutdated(id);
  if (status !== 'answered') throw refusal('NOT_ANSWERED', id, null);
}
