// Whom an escalation tells, as the team is at that moment.

import type { Context } from '../context.ts';
import type { StoredCase } from '../store/cases.ts';
import { loadRoster } from '../team/roster.ts';
import { escalationTarget } from './model/owner.ts';

export interface EscalationTargets {
  toIds: string[];
  /** Nobody is left at this level: the whole group is told instead. */
  everyone: boolean;
}

/** Steps that are no escalations tell nobody. */
export const nobody: EscalationTargets = { toIds: [], everyone: false };

/** The manager at `level` above whoever is silent; the group once when there is none. */
export async function escalationTargets(ctx: Context, stored: StoredCase, level: number): Promise<EscalationTargets> {
  const target = escalationTarget(await loadRoster(ctx), stored, level);
  return target === null ? { toIds: [], everyone: true } : { toIds: [target], everyone: false };
}
