// Who is who: managers above a person, who is away, who stands in. Pure; leaves are handed in as the database has them.

import type { Day } from '../lib/day.ts';
import type { Person } from './policy.ts';

/** A period of leave, both days included; `deputyId` overrides the person's standing deputy. */
export interface Leave {
  personId: string;
  fromDay: Day;
  toDay: Day;
  deputyId: string | null;
}

/** The team on one day. Of leaves that overlap, the one entered last (later in the list) holds. */
export interface Roster {
  readonly people: readonly Person[];
  readonly leaves: readonly Leave[];
  readonly today: Day;
}

/** The person with this id; undefined for nobody and for people who have left the policy file. */
export function findPerson(people: readonly Person[], id: string | null | undefined): Person | undefined {
  return id ? people.find((each) => each.id === id) : undefined;
}

/** The managers above a person, nearest first. */
export function managersAbove(people: readonly Person[], id: string | null | undefined): Person[] {
  const chain: Person[] = [];
  let next = findPerson(people, findPerson(people, id)?.manager);
  while (next && next.id !== id && !chain.includes(next)) {
    chain.push(next);
    next = findPerson(people, next.manager);
  }
  return chain;
}

/**
 * The same people with managers for those who have none: `named` holds ids by person. Nobody is put below somebody who is
 * an operator, or is not there.
 */
export function withManagers(people: readonly Person[], named: ReadonlyMap<string, string | null>): readonly Person[] {
  return people.map((person) => {
    const manager = person.manager === undefined ? findPerson(people, named.get(person.id)) : undefined;
    const isAbove = manager !== undefined && manager.role !== 'operator' && manager.id !== person.id;
    return isAbove ? { ...person, manager: manager.id } : person;
  });
}

/** The leave a person is on, if any. */
export function leaveOf(roster: Roster, id: string): Leave | undefined {
  return roster.leaves.findLast(
    (each) => each.personId === id && each.fromDay <= roster.today && roster.today <= each.toDay,
  );
}

/** Who stands in for a person: the deputy of the leave they are on, else their standing one. May be away as well. */
export function deputyOf(roster: Roster, id: string): Person | undefined {
  const deputyId = leaveOf(roster, id)?.deputyId ?? findPerson(roster.people, id)?.deputy;
  return deputyId === id ? undefined : findPerson(roster.people, deputyId);
}

/** The person when present, else their deputy when present, else undefined. */
export function present(roster: Roster, person: Person | undefined): Person | undefined {
  if (!person || !leaveOf(roster, person.id)) return person;
  const deputy = deputyOf(roster, person.id);
  return deputy && !leaveOf(roster, deputy.id) ? deputy : undefined;
}
