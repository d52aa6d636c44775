// Whom an escalation tells, as the team is at that moment.

import type { Context } from '../context.ts';
import { escalationTarget } from '../model/owner.ts';
import { logOfCases, type StoredCase } from '../store/cases.ts';
import { loadRoster } from '../team/roster.ts';

export interface EscalationTargets {
  toIds: string[];
  /** Nobody is left: the whole group is told instead, once in a round. */
  everyone: boolean;
}

/** Steps that are no escalations tell nobody. */
export const nobody: EscalationTargets = { toIds: [], everyone: false };

/**
 * The manager at `level` above whoever holds the case; when there is none the group, or nobody when the round told it.
 * `event`: what the case's log calls it.
 */
export async function escalationTargets(
  ctx: Context,
  stored: StoredCase,
  level: number,
  event: string,
): Promise<EscalationTargets> {
  const target = escalationTarget(await loadRoster(ctx), stored, level);
  if (target !== null) return { toIds: [target], everyone: false };
  return { toIds: [], everyone: !(await toldEveryone(ctx, stored, event)) };
}

async function toldEveryone(ctx: Context, { id, round }: StoredCase, event: string): Promise<boolean> {
  const log = await logOfCases(ctx.db, [id]);
  return log.some((entry) => entry.event === event && entry.round === round && entry.data.everyone === true);
}
