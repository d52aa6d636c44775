// A case whose assignee is away, or no longer in the policy file, goes to the person who would be asked today. Happens
// only when the assignee is about to be told something.

import type { Context } from '../context.ts';
import { standInFor } from '../model/owner.ts';
import type { StoredCase } from '../store/cases.ts';
import { ownerOf } from '../store/skus.ts';
import { loadRoster } from '../team/roster.ts';
import { editCard, noteInThread } from './announce.ts';
import { applyEvent } from './apply-event.ts';
import { personView } from './display-names.ts';

/** Hands an owed case over when its assignee is away today, and announces it; returns the case after that. */
export async function handToPresent(tx: Context, stored: StoredCase): Promise<StoredCase> {
  const { id, storeId, sku, assigneeId } = stored;
  const taker = standInFor(await loadRoster(tx), {
    assigneeId,
    sku: sku === null ? null : { ownerId: await ownerOf(tx.db, storeId, sku) },
    storeOwnerId: tx.policy.stores.find((store) => store.id === storeId)?.owner,
  });
  if (!taker) return stored;
  const { assigneeId: to, because } = taker;
  const applied = await applyEvent(
    tx,
    stored,
    { type: 'reassigned', to },
    { data: { from: assigneeId, to, because }, actor: 'system' },
  );
  tx.log.info({ caseId: id, because }, 'case handed over');
  await editCard(tx, applied.case, `log${applied.logId}`);
  const note = { event: 'reassigned', by: null, to: personView(tx.policy, to), because } as const;
  await noteInThread(tx, applied.case, applied.logId, note);
  return applied.case;
}
