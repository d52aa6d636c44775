// Rights as verbs demand them: asks `authorize` with the team as it is today, and turns a refusal into an error for the
// person who acts.

import { actorName, type Context } from '../context.ts';
import { UserError } from '../errors.ts';
import { type Action, type ActionObject, authorize } from './authorize.ts';
import { loadRoster } from './roster.ts';

/** Throws UserError, naming who may, unless whoever acts may do this; returns their id. */
export async function requireRight(ctx: Context, action: Action, object: ActionObject): Promise<string> {
  const answer = authorize(await loadRoster(ctx), ctx.actor, action, object);
  if (!answer.allowed) throw new UserError(answer.code, answer.text);
  return actorName(ctx.actor);
}
