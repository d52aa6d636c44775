// Who is told about a SKU's stock: the person in charge today; for grave news also their manager.

import type { Context } from '../context.ts';
import { assignSku, escalationTarget } from '../model/owner.ts';
import type { Store } from '../policy/policy.ts';
import { skusOfStore } from '../store/skus.ts';
import { loadRoster } from '../team/roster.ts';

/** Ids of the people in charge of a SKU of the store; empty when there is none. */
export type InCharge = (sku: string, of: { grave: boolean }) => Set<string>;

export async function loadInCharge(tx: Context, store: Store): Promise<InCharge> {
  const roster = await loadRoster(tx);
  const owners = new Map((await skusOfStore(tx.db, store.id)).map((row) => [row.sku, row.ownerId]));
  return (sku, { grave }) => {
    const { assigneeId, ownerId } = assignSku(roster, { ownerId: owners.get(sku) ?? null, storeOwnerId: store.owner });
    const manager = grave ? escalationTarget(roster, { assigneeId, ownerId }, 1) : null;
    return new Set([assigneeId, manager].filter((id) => id !== null));
  };
}

/** Adds a row to the message of each of these people. */
export function addFor<Row>(told: Map<string, Row[]>, people: Iterable<string>, row: Row): void {
  for (const id of people) told.set(id, [...(told.get(id) ?? []), row]);
}
