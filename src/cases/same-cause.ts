// Which other cases of a card may have the same cause as one of them, so that one form can answer them together.

import type { Context } from '../context.ts';
import type { AlsoCase } from '../messages/message.ts';
import type { StoredCase } from '../store/cases.ts';
import { loadCardCases } from './views.ts';

/** The other cases of the same card that wait for the same kind of answer; `checked` says whether they are ticked. */
export async function sameCauseCases(ctx: Context, stored: StoredCase, checked: boolean): Promise<AlsoCase[]> {
  const isOwed = (status: string) => status === 'open' || status === 'acknowledged';
  if (stored.cardId === null || !isOwed(stored.status)) return [];
  const ofCard = await loadCardCases(ctx, stored.cardId);
  return ofCard
    .filter(({ caseId, status, formKind }) => caseId !== stored.id && isOwed(status) && formKind === stored.formKind)
    .map(({ caseId, number, sku, skuName }) => ({
      caseId,
      label: [number, sku, skuName].filter(Boolean).join(' · '),
      checked,
    }));
}
