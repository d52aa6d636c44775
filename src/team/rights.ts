// Rights as verbs demand them: refused with who may, in both languages.

import { actorName, type Context } from '../context.ts';
import { UserError } from '../errors.ts';
import { dayIn } from '../lib/day.ts';
import { type Action, type ActionObject, authorize } from './authorize.ts';
import type { Roster } from './people.ts';
import { loadRoster } from './roster.ts';

/** Throws UserError, saying who may, unless whoever acts may do this today; returns their id ("system" for a job). */
export async function requireRight(ctx: Context, action: Action, object: ActionObject): Promise<string> {
  return demand(ctx, await loadRoster(ctx), action, object);
}

/** The same for what concerns the whole team: managers and admins are so by role, whoever is on leave. */
export function requireTeamRight(ctx: Context, right: 'settings' | 'silence'): void {
  const today = dayIn(ctx.policy.team.zone, ctx.clock.now());
  const roster = { people: ctx.policy.people, leaves: [], today };
  demand(ctx, roster, right === 'settings' ? 'policy' : 'silence', { kind: 'team' });
}

function demand(ctx: Context, roster: Roster, action: Action, object: ActionObject): string {
  const answer = authorize(roster, ctx.actor, action, object);
  if (!answer.allowed) throw new UserError(answer.code, answer.text);
  return actorName(ctx.actor);
}
