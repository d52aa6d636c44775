// Finds a person of the team by what a file calls them. Pure.

import type { Person, Policy } from '../policy/policy.ts';

/** By id, name or e-mail address, whatever the case. */
export function findPerson(policy: Policy, text: string): Person | undefined {
  const wanted = fold(text);
  const by = (of: (person: Person) => string | undefined) =>
    policy.people.find((person) => fold(of(person) ?? '') === wanted);
  return wanted === '' ? undefined : (by((each) => each.id) ?? by((each) => each.name) ?? by((each) => each.email));
}

/** Ids to choose from, for a message. */
export function personHint(policy: Policy): string {
  return policy.people
    .slice(0, 5)
    .map((person) => person.id)
    .join(', ');
}

function fold(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}
