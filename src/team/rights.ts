// Rights to what concerns the whole team, as verbs demand them. Those over one case need its owner and live with cases.

import type { Context } from '../context.ts';
import { UserError } from '../errors.ts';
import { dayIn } from '../lib/day.ts';
import { authorize } from './authorize.ts';

/** Throws UserError, naming who may, unless the person who acts may change the team's settings or silence anything. */
export function requireTeamRight(ctx: Context, right: 'settings' | 'silence'): void {
  const { people, team } = ctx.policy;
  // Managers and admins are so by role: nobody's leave changes who may.
  const roster = { people, leaves: [], today: dayIn(team.zone, ctx.clock.now()) };
  const answer = authorize(roster, ctx.actor, right === 'settings' ? 'policy' : 'silence', { kind: 'team' });
  if (!answer.allowed) throw new UserError(answer.code, answer.text);
}
