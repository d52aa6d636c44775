// Who an escalation goes to, from the team at that moment.

import type { Context } from '../context.ts';
import { escalationTarget } from '../model/owner.ts';
import { logOfCases, type StoredCase } from '../store/cases.ts';
import { loadRoster } from '../team/roster.ts';

export interface EscalationTargets {
  toIds: string[];
  /** No manager is left: the whole group is told instead, once in a round. */
  everyone: boolean;
}

/** For steps other than escalations. */
export const nobody: EscalationTargets = { toIds: [], everyone: false };

/**
 * The manager at `level` above the assignee; without one the group, or nobody when the group was told in this round.
 * `event`: its name in the case's log.
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
