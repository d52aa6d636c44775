// Who does something. Pure.

import type { Role } from './policy.ts';

/** A person of the policy file, or the program itself. */
export type Actor = { kind: 'person'; personId: string; role: Role } | { kind: 'system'; job: string };

/** How an actor is written in logs and rows. */
export function actorName(actor: Actor): string {
  return actor.kind === 'person' ? actor.personId : 'system';
}
