// Applies one event to one case: decide, save over the version that was read, write the log. The caller brings the
// transaction and queues the messages.

import type { Context } from '../context.ts';
import { failpoint } from '../lib/failpoint.ts';
import { type CaseEvent, transition } from '../model/transition.ts';
import { actorName } from '../policy/actor.ts';
import { appendCaseLog, findCase, type StoredCase, saveCase } from '../store/cases.ts';
import { personName } from './display-names.ts';
import { caseNotFound, conflict, refusal } from './refusals.ts';

export interface Applied {
  case: StoredCase;
  /** Entry of the case log; part of the key of every message about this event. */
  logId: number;
}

/**
 * Applies `event`, true since `at`, in the name of `ctx.actor`, or of the program when `actor` is "system". Throws
 * UserError when the case refuses it, CONFLICT when another change came between reading and writing. Must run inside a
 * transaction.
 */
export async function applyEvent(
  ctx: Context,
  stored: StoredCase,
  event: CaseEvent,
  options: { at?: Date; data?: Record<string, unknown>; actor?: 'system' } = {},
): Promise<Applied> {
  const now = ctx.clock.now();
  const at = options.at ?? now;
  const result = transition(stored, event, at);
  if (!result.ok) throw refusal(result.refusal, stored.id, personName(ctx.policy, holder(stored)));
  if (!(await saveCase(ctx.db, result.next))) throw conflict(stored.id);
  failpoint('cases.after-save');
  const logId = await appendCaseLog(ctx.db, {
    caseId: stored.id,
    at,
    notedAt: now,
    event: event.type,
    actor: options.actor ?? actorName(ctx.actor),
    round: result.next.round,
    data: options.data ?? {},
  });
  return { case: { ...stored, ...result.next }, logId };
}

/** The case a person named; throws when there is none. */
export async function requireCase(ctx: Context, caseId: number): Promise<StoredCase> {
  const stored = await findCase(ctx.db, caseId);
  if (!stored) throw caseNotFound(String(caseId));
  return stored;
}

function holder(stored: StoredCase): string | null {
  return stored.answeredBy ?? stored.acknowledgedBy ?? stored.assigneeId;
}
