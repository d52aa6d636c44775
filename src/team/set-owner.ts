// Who answers for a SKU from now on. Cases that are open stay with whoever holds them.

import { type Context, withTransaction } from '../context.ts';
import { assignOwner, ownerOf } from '../store/skus.ts';
import { requireRight } from './rights.ts';
import { logSettingChange } from './setting-log.ts';

/** Makes `ownerId` the owner of a SKU that is known; an unassigned item thereby counts as one of the team's. */
export function setOwner(ctx: Context, input: { storeId: string; sku: string; ownerId: string }): Promise<void> {
  return withTransaction(ctx, async (tx) => {
    const { storeId, sku, ownerId } = input;
    const before = await ownerOf(tx.db, storeId, sku);
    await requireRight(tx, 'assign', { kind: 'sku', ownerId: before });
    await assignOwner(tx.db, input);
    if (before === ownerId) return;
    await logSettingChange(tx, { setting: 'owner', scope: `sku:${storeId}/${sku}`, before, after: ownerId });
  });
}
