// Whether a role suffices for a command. Finer rights (own SKUs, own team) are the verbs' to check.

import type { Context } from '../context.ts';
import { UserError } from '../errors.ts';
import { roleWords } from '../messages/words.ts';
import { type Role, roles } from '../policy/policy.ts';
import type { Command } from './command.ts';

/** Does the role of whoever acts suffice for the command? The program itself runs none. */
export function mayRun(ctx: Context, command: Pick<Command, 'role'>): boolean {
  return ctx.actor.kind === 'person' && rank(ctx.actor.role) >= rank(command.role);
}

/** "You need to be a manager", as an error for whoever asked. */
export function notAllowed(command: Pick<Command, 'name' | 'role'>): UserError {
  return new UserError('ROLE_NEEDED', { command: command.name, role: roleWords[command.role] });
}

function rank(role: Role): number {
  return roles.indexOf(role);
}
