// Rights as verbs demand them: refused with who may, in both languages.

import type { Context } from '../context.ts';
import { actorName } from '../policy/actor.ts';
import { type Action, type ActionObject, authorize } from '../policy/authorize.ts';
import { loadRoster } from './roster.ts';

/** Throws UserError, saying who may, unless whoever acts may do this today; returns their id ("system" for a job). */
export async function requireRight(ctx: Context, action: Action, object: ActionObject): Promise<string> {
  const answer = authorize(await loadRoster(ctx), ctx.actor, action, object);
  if (!answer.allowed) throw answer.error;
  return actorName(ctx.actor);
}
