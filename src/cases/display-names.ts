// Names of people and stores for texts.

import type { PersonView } from '../messages/views.ts';
import type { Policy } from '../policy/policy.ts';

/** The person's name, or their id when they left the policy file; null for null. */
export function personName(policy: Policy, personId: string | null): string | null {
  return personId === null ? null : (policy.people.find((each) => each.id === personId)?.name ?? personId);
}

export function personView(policy: Policy, personId: string): PersonView {
  return { id: personId, name: personName(policy, personId) ?? personId };
}

export function storeName(policy: Policy, storeId: string): string {
  return policy.stores.find((each) => each.id === storeId)?.name ?? storeId;
}
