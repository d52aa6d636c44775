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
  const role = roleWords[command.role];
  return new UserError('NOT_ALLOWED', {
    zh: `“${command.name}”需要${role.zh}权限，请找${role.zh}操作。`,
    en: `"${command.name}" needs the role ${role.en}; ask one to do it.`,
  });
}

function rank(role: Role): number {
  return roles.indexOf(role);
}
