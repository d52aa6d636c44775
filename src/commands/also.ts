// The other cases that a form offers to answer along.

import { loadCardCases } from '../cases/views.ts';
import type { Context } from '../context.ts';
import { sameCauseCases } from '../messages/card-several.ts';
import type { AlsoCase } from '../messages/message.ts';
import type { CaseView } from '../messages/views.ts';
import type { StoredCase } from '../store/cases.ts';

/** The other cases of the same card that wait for the same kind of answer; `checked` says whether they are ticked. */
export async function alsoOf(
  ctx: Context,
  view: CaseView,
  { stored, checked }: { stored: Pick<StoredCase, 'cardId'>; checked: boolean },
): Promise<AlsoCase[]> {
  return stored.cardId === null ? [] : sameCauseCases(view, await loadCardCases(ctx, stored.cardId), checked);
}
