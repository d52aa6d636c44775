// Whoever is asked must be there: a case whose assignee is away, or not in the policy file any more, goes to the person
// who would be asked today. Only when something is to be said to the assignee; a form that is merely owed stays put.

import type { Context } from '../context.ts';
import { standInFor } from '../model/owner.ts';
import type { StoredCase } from '../store/cases.ts';
import { ownerOf } from '../store/skus.ts';
import { loadRoster } from '../team/roster.ts';
import { editCard, noteInThread } from './announce.ts';
import { applyEvent } from './apply-event.ts';
import { personView } from './display-names.ts';

/** Hands an owed case over if whoever holds it is not there today, and says so; returns the case as it stands then. */
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
