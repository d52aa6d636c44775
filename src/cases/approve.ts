// A manager approves an expensive proposal.

import { type Context, withTransaction } from '../context.ts';
import { UserError } from '../errors.ts';
import { caseNumber } from '../model/anomaly-case.ts';
import type { StoredCase } from '../store/cases.ts';
import { noteApproval } from '../store/decisions.ts';
import { editCard, noteInThread } from './announce.ts';
import { applyEvent, requireCase } from './apply-event.ts';
import { planCheckAt } from './approval.ts';
import { personName, personView } from './display-names.ts';
import { requireAnswered } from './return-answer.ts';
import { requireCaseRight } from './rights.ts';

/**
 * Approves the proposal of an answered case; `round` is the one the person was looking at, where they saw one. Throws
 * UserError when nothing waits for approval or this person may not approve it.
 */
export function approveProposal(ctx: Context, input: { caseId: number; round?: number }): Promise<StoredCase> {
  return withTransaction(ctx, async (tx) => {
    const stored = await requireCase(tx, input.caseId);
    const by = await requireCaseRight(tx, 'approve', stored);
    requireAnswered(stored, input.round ?? stored.round);
    requireWaiting(tx, stored);
    const { id, round, approval } = stored;
    const data = { cost: approval?.cost, limit: approval?.limit };
    const applied = await applyEvent(tx, stored, { type: 'approved', by, followUpAt: planCheckAt(tx) }, { data });
    await noteApproval(tx.db, { caseId: id, round, by, at: tx.clock.now() });
    await editCard(tx, applied.case, `log${applied.logId}`);
    await noteInThread(tx, applied.case, applied.logId, { event: 'approved', by: personView(tx.policy, by) });
    return applied.case;
  });
}

function requireWaiting(tx: Context, { id, approval }: StoredCase): void {
  if (approval?.state === 'waiting') return;
  const number = caseNumber(id);
  if (approval?.state !== 'approved') throw new UserError('NOTHING_TO_APPROVE', { number });
  throw new UserError('ALREADY_APPROVED', { number, who: personName(tx.policy, approval.approvedBy) ?? '' });
}
