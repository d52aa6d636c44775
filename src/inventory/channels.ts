// The shops that sell from one stock, each with what it sold. Pure.

import type { Store } from '../policy/policy.ts';
import type { ChannelSales } from '../rules/inventory/channels.ts';
import type { Member } from './shared-stock.ts';

/** A shop, or several between which the platform itself keeps the count, named by the first of them. */
export interface Channel extends ChannelSales {
  /** What sells there from the common stock. */
  members: readonly Member[];
}

/**
 * The channels of the goods that `members` sell, with the units of `sold` (by store). Amazon counts one stock for all its
 * countries and cannot sell a piece twice between them, so that its stores of a pool are one channel.
 */
export function channelsOf(
  pool: readonly Store[],
  members: readonly Member[],
  sold: ReadonlyMap<string, number>,
): Channel[] {
  const channels = new Map<string, Channel>();
  for (const { id, platform } of pool) {
    const here = members.filter(({ storeId }) => storeId === id);
    if (here.length === 0) continue;
    const key = platform === 'amazon' ? 'amazon' : `store:${id}`;
    const known = channels.get(key) ?? { storeId: id, members: [], unitsLast30: 0 };
    const unitsLast30 = known.unitsLast30 + (sold.get(id) ?? 0);
    channels.set(key, { ...known, members: [...known.members, ...here], unitsLast30 });
  }
  return [...channels.values()];
}
