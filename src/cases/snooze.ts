// A manager pauses a case, with a reason, until a moment; a new deadline starts from there.

import { type Context, withTransaction } from '../context.ts';
import type { StoredCase } from '../store/cases.ts';
import { editCard, noteInThread } from './announce.ts';
import { applyEvent, requireCase } from './apply-event.ts';
import { personView } from './display-names.ts';
import { planRound, remindersSent } from './plan-round.ts';
import { requireCaseRight } from './rights.ts';

/** Pauses reminders and escalations of an unanswered case until `until`. */
export function snooze(ctx: Context, input: { caseId: number; until: Date; reason: string }): Promise<StoredCase> {
  return withTransaction(ctx, async (tx) => {
    const stored = await requireCase(tx, input.caseId);
    const by = await requireCaseRight(tx, 'snooze', stored);
    const earlierReminders = await remindersSent(tx, stored.id);
    const plan = planRound(tx, stored.formKind, { askedAt: input.until, earlierReminders });
    const until = input.until.toISOString();
    const applied = await applyEvent(
      tx,
      stored,
      { type: 'snoozed', until: input.until, plan },
      { data: { until, reason: input.reason } },
    );
    await editCard(tx, applied.case, `log${applied.logId}`);
    await noteInThread(tx, applied.case, applied.logId, {
      event: 'snoozed',
      by: personView(tx.policy, by),
      until,
      reason: input.reason,
    });
    return applied.case;
  });
}
