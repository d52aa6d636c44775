// "I'm on it": recorded and shown, and does not stop the clock.

import { type Context, withTransaction } from '../context.ts';
import type { StoredCase } from '../store/cases.ts';
import { editCard, noteInThread } from './announce.ts';
import { applyEvent, requireCase } from './apply-event.ts';
import { personView } from './display-names.ts';
import { requireCaseRight } from './rights.ts';

/** Takes a case for the person who acts. Throws UserError when it is taken, answered or not theirs. */
export function acknowledge(ctx: Context, input: { caseId: number }): Promise<StoredCase> {
  return withTransaction(ctx, async (tx) => {
    const stored = await requireCase(tx, input.caseId);
    const by = await requireCaseRight(tx, 'acknowledge', stored);
    const applied = await applyEvent(tx, stored, { type: 'acknowledged', by });
    await editCard(tx, applied.case, `log${applied.logId}`);
    await noteInThread(tx, applied.case, applied.logId, { event: 'acknowledged', by: personView(tx.policy, by) });
    return applied.case;
  });
}
