// Gaps in the policy file: operators without a manager, stores without anybody in charge. Pure.

import { personDestinations } from '../outbox/address.ts';
import { managersAbove } from '../policy/people.ts';
import type { Policy } from '../policy/policy.ts';

export interface PolicyGaps {
  /** Operators without a manager: their unanswered forms can only go to the whole group. */
  withoutManager: string[];
  /** People without a private destination on any platform that has a group. */
  unreachable: string[];
  /** Stores without an owner for SKUs that have none. */
  storesWithoutOwner: string[];
  /** Stores without a data owner to tell about late data. */
  storesWithoutDataOwner: string[];
}

/** Ids of people and stores, in the order of the policy file. */
export function policyGaps(policy: Policy): PolicyGaps {
  const { people, stores } = policy;
  return {
    withoutManager: people
      .filter((each) => each.role === 'operator' && managersAbove(people, each.id).length === 0)
      .map((each) => each.id),
    unreachable: people.filter((each) => personDestinations(policy, each.id).length === 0).map((each) => each.id),
    storesWithoutOwner: stores.filter((each) => each.owner === undefined).map((each) => each.id),
    storesWithoutDataOwner: stores.filter((each) => each.dataOwner === undefined).map((each) => each.id),
  };
}
