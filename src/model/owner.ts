// Who answers for a case, and who hears when they do not. Pure: the roster says who is there today.

import { findPerson, leaveOf, managersAbove, present, type Roster } from '../policy/people.ts';
import type { Person } from '../policy/policy.ts';

/** Why a person holds a case. deputy: for an absent owner; nobody: everybody who could is away or missing. */
type AssignedBecause = 'owner' | 'deputy' | 'store_owner' | 'manager' | 'nobody';

export interface Assignment {
  /** The SKU's owner; null when it has none, or one who is not in the policy file. */
  ownerId: string | null;
  assigneeId: string | null;
  because: AssignedBecause;
}

/**
 * Who gets the form of one SKU: its owner; on leave their deputy; else up the owner's managers, each with their deputy.
 * Without an owner the store's default owner takes the owner's place, without that a manager.
 */
export function assignSku(
  roster: Roster,
  sku: { ownerId: string | null; storeOwnerId: string | null | undefined },
): Assignment {
  const owner = findPerson(roster.people, sku.ownerId);
  const responsible = owner ?? findPerson(roster.people, sku.storeOwnerId);
  const ownerId = owner?.id ?? null;
  const holder = present(roster, responsible);
  if (responsible && holder) return { ownerId, assigneeId: holder.id, because: reason(owner, responsible, holder) };
  return { ownerId, ...managerFor(roster, responsible) };
}

/** Who gets the form about a whole store: the manager of its default owner, or that owner when a manager themselves. */
export function assignStore(roster: Roster, storeOwnerId: string | null | undefined): Assignment {
  const owner = findPerson(roster.people, storeOwnerId);
  const holder = owner?.role === 'manager' ? present(roster, owner) : undefined;
  if (holder) return { ownerId: null, assigneeId: holder.id, because: 'manager' };
  return { ownerId: null, ...managerFor(roster, owner) };
}

/** A person who is present and takes a case over. */
export interface Taker {
  assigneeId: string;
  because: Exclude<AssignedBecause, 'nobody'>;
}

/**
 * Who takes over a case whose assignee is away today: their deputy, else the person who would get a new case. Null: the
 * case stays, because the assignee is present or nobody else is. `sku` is null for a case about the whole store.
 */
export function standInFor(
  roster: Roster,
  held: { assigneeId: string | null; sku: { ownerId: string | null } | null; storeOwnerId: string | undefined },
): Taker | null {
  const holder = findPerson(roster.people, held.assigneeId);
  if (holder && !leaveOf(roster, holder.id)) return null;
  const deputy = present(roster, holder);
  if (deputy) return { assigneeId: deputy.id, because: 'deputy' };
  const { storeOwnerId } = held;
  const asked = held.sku
    ? assignSku(roster, { ownerId: held.sku.ownerId, storeOwnerId })
    : assignStore(roster, storeOwnerId);
  const { assigneeId, because } = asked;
  return assigneeId === null || because === 'nobody' ? null : { assigneeId, because };
}

/**
 * Who is told at a level that a case has no answer (1 = the assignee's manager, 2 = the next above …). A manager on leave
 * is replaced by their deputy, else by the next one up; the assignee is never told. Null: nobody is left at that level,
 * and the whole group is told.
 */
export function escalationTarget(
  roster: Roster,
  held: { assigneeId: string | null; ownerId: string | null },
  level: number,
): string | null {
  const silent = held.assigneeId ?? held.ownerId;
  const reachable = managersAbove(roster.people, silent)
    .slice(level - 1)
    .map((manager) => present(roster, manager))
    .find((manager) => manager && manager.id !== silent);
  return reachable?.id ?? null;
}

function reason(owner: Person | undefined, responsible: Person, holder: Person): AssignedBecause {
  if (holder.id !== responsible.id) return 'deputy';
  return owner ? 'owner' : 'store_owner';
}

/** The first present manager above a person; without a person, the first present manager of the team. */
function managerFor(roster: Roster, person: Person | undefined): Pick<Assignment, 'assigneeId' | 'because'> {
  const candidates = person ? managersAbove(roster.people, person.id) : managersOf(roster);
  for (const candidate of candidates) {
    const holder = present(roster, candidate);
    if (holder) return { assigneeId: holder.id, because: 'manager' };
  }
  return { assigneeId: null, because: 'nobody' };
}

function managersOf(roster: Roster): readonly Person[] {
  return roster.people.filter((each) => each.role === 'manager');
}
