// Which groups and people the console has a place for.

import type { Destination } from '../../messages/destination.ts';
import type { Policy } from '../../policy/policy.ts';

/** Does the policy file know this group, on the console, or this person? */
export function consoleKnows(policy: Policy): (destination: Destination) => boolean {
  return (destination) =>
    destination.kind === 'group'
      ? policy.groups.some((group) => group.id === destination.groupId && group.platform === 'console')
      : policy.people.some((person) => person.id === destination.personId);
}
