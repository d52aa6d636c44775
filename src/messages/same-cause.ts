// Which other cases of a card may have the same cause as one of them, so that one form can answer them together.

import { wantsAnswer } from './case-buttons.ts';
import { clean } from './clean.ts';
import type { AlsoCase } from './message.ts';
import type { CaseView } from './views.ts';

/** The other cases among `ofCard` that wait for the same kind of answer; `checked` says whether they are ticked. */
export function sameCauseCases(view: CaseView, ofCard: readonly CaseView[], checked: boolean): AlsoCase[] {
  if (!wantsAnswer(view)) return [];
  return ofCard
    .filter((other) => other.caseId !== view.caseId && wantsAnswer(other) && other.formKind === view.formKind)
    .map(({ caseId, number, sku, skuName }) => ({
      caseId,
      label: [number, sku, skuName].flatMap((each) => (each ? [clean(each, 60)] : [])).join(' · '),
      checked,
    }));
}
