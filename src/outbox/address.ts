// Where a message goes: which groups a store's messages belong to, where a person can be reached. Pure.

import type { Destination } from '../messages/destination.ts';
import { hasAccounts, type Platform } from '../policy/platforms.ts';
import type { Group, Person, Policy } from '../policy/policy.ts';

/** A destination on a platform. */
export interface Address {
  platform: Platform;
  destination: Destination;
}

/**
 * The groups that read a store's messages; all groups for `null`, what concerns the whole team.
 * A store that no group was given goes to the groups without a list of stores, and if there is none of these either
 * to every group: a form that nobody reads would be a silent one.
 */
export function groupsFor(policy: Policy, storeId: string | null): Address[] {
  if (storeId === null) return policy.groups.map(addressOf);
  const own = policy.groups.filter((group) => group.stores?.includes(storeId));
  const general = policy.groups.filter((group) => group.stores === undefined);
  const named = [...own, ...general];
  return (named.length > 0 ? named : policy.groups).map(addressOf);
}

/**
 * Where a person is told something privately: on each platform that has a group, if the policy file says who they are
 * there (an id, or the e-mail address by which the platform knows them); the console knows everybody.
 * Empty for someone who is not in the policy file or has no account: then only the group can be told.
 */
export function personDestinations(policy: Policy, personId: string): Address[] {
  const person = policy.people.find((candidate) => candidate.id === personId);
  if (!person) return [];
  const used = new Set(policy.groups.map((group) => group.platform));
  return [...used]
    .filter((platform) => isReachable(person, platform))
    .map((platform) => ({ platform, destination: { kind: 'person', personId } }));
}

/** Platform and destination as one word: "slack/group:team", "console/person:li". */
export function laneOf({ platform, destination }: Address): string {
  const to = destination.kind === 'group' ? `group:${destination.groupId}` : `person:${destination.personId}`;
  return `${platform}/${to}`;
}

function addressOf(group: Group): Address {
  return { platform: group.platform, destination: { kind: 'group', groupId: group.id } };
}

function isReachable(person: Person, platform: Platform): boolean {
  return !hasAccounts(platform) || person[platform] !== undefined || person.email !== undefined;
}
