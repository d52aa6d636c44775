// Who may do something to a case.

import type { Context } from '../context.ts';
import type { Action } from '../policy/authorize.ts';
import type { StoredCase } from '../store/cases.ts';
import { requireRight } from '../team/rights.ts';

/** Throws UserError, naming who may, unless the acting person may do this to the case; returns their id. */
export function requireCaseRight(ctx: Context, action: Action, stored: StoredCase): Promise<string> {
  const { ownerId, assigneeId } = stored;
  return requireRight(ctx, action, { kind: 'case', ownerId, assigneeId });
}
