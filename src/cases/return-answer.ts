// The manager is not satisfied: the answer comes back with a remark, and a short deadline runs.

import { type Context, withTransaction } from '../context.ts';
import { putOnCard, type StoredCase } from '../store/cases.ts';
import { editCard, noteInThread } from './announce.ts';
import { applyEvent, requireCase } from './apply.ts';
import { handToPresent } from './hand-over.ts';
import { personView } from './names.ts';
import { planReturn, remindersSent } from './plan-round.ts';
import { requireCaseRight } from './rights.ts';

/** Returns an answered case to its assignee; the next round is due in `returnMinutes` of working time. */
export function returnAnswer(ctx: Context, input: { caseId: number; remark: string }): Promise<StoredCase> {
  return withTransaction(ctx, async (tx) => {
    const stored = await requireCase(tx, input.caseId);
    const by = await requireCaseRight(tx, 'return', stored);
    const earlierReminders = await remindersSent(tx, stored.id);
    const plan = planReturn(tx, stored, { askedAt: tx.clock.now(), earlierReminders });
    const applied = await applyEvent(tx, stored, { type: 'returned', by, plan }, { data: { remark: input.remark } });
    if (stored.cardId !== null) await putOnCard(tx.db, stored.cardId, stored.id, applied.case.round);
    await editCard(tx, applied.case, `log${applied.logId}`);
    await noteInThread(tx, applied.case, applied.logId, {
      event: 'returned',
      by: personView(tx.policy, by),
      remark: input.remark,
    });
    return handToPresent(tx, applied.case);
  });
}
