// Another person takes over an owed case; the deadline stays.

import { type Context, withTransaction } from '../context.ts';
import type { StoredCase } from '../store/cases.ts';
import { editCard, noteInThread } from './announce.ts';
import { applyEvent, requireCase } from './apply-event.ts';
import { personView } from './display-names.ts';
import { requireCaseRight } from './rights.ts';

/** Hands an unanswered case to `toId`. */
export function reassign(ctx: Context, input: { caseId: number; toId: string }): Promise<StoredCase> {
  return withTransaction(ctx, async (tx) => {
    const stored = await requireCase(tx, input.caseId);
    const by = await requireCaseRight(tx, 'assign', stored);
    const event = { type: 'reassigned', to: input.toId } as const;
    const applied = await applyEvent(tx, stored, event, { data: { from: stored.assigneeId, to: input.toId } });
    await editCard(tx, applied.case, `log${applied.logId}`);
    await noteInThread(tx, applied.case, applied.logId, {
      event: 'reassigned',
      by: personView(tx.policy, by),
      to: personView(tx.policy, input.toId),
      because: 'reassigned',
    });
    return applied.case;
  });
}
