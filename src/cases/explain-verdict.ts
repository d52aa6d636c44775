// The rule's verdict on a SKU's day: as judged, or computed from the data where it was not judged. Stores nothing.

import type { Context } from '../context.ts';
import type { Day } from '../lib/day.ts';
import type { Bilingual } from '../lib/language.ts';
import type { DeviationView } from '../messages/views.ts';
import type { Store } from '../policy/policy.ts';
import { judgeDay } from '../rules/judge.ts';
import type { UnaskedReason, Verdict } from '../rules/verdict.ts';
import { loadSalesWindow, refusalOn } from '../store/sales.ts';
import { type VerdictRow, verdictsOfSku } from '../store/verdicts.ts';
import { detectionSettings } from './detection-settings.ts';
import { historyDays } from './judge-day.ts';

export interface Explained {
  view: DeviationView;
  caseId: number | null;
  /** Why the deviation opened no form; null where it did, or does not deviate. */
  unasked: UnaskedReason | null;
  /** Null for a verdict that was worked out just now and is not stored. */
  judgedAt: Date | null;
  /** Why the SKU's row of the day was refused, where that leaves the day unknown. */
  refusal: Bilingual | undefined;
}

/**
 * The verdict of `day`. One that is not stored is worked out with the data and settings of this moment; undefined when
 * the store's data of that time do not know the SKU.
 */
export async function explainVerdictOf(
  ctx: Context,
  of: { store: Store; sku: string; day: Day },
): Promise<Explained | undefined> {
  const { store, sku, day } = of;
  const refusal = await refusalOn(ctx.db, store, { sku, day });
  const [row] = await verdictsOfSku(ctx.db, store.id, sku, day, 1);
  if (row?.day === day) {
    const { caseId, unasked, judgedAt } = row;
    return { view: rowView(row), caseId, unasked, judgedAt, refusal };
  }
  const window = await loadSalesWindow(ctx.db, { store, through: day, days: historyDays });
  const { verdicts } = judgeDay(window, await detectionSettings(ctx, store));
  const verdict = verdicts.find((each) => each.sku === sku);
  return verdict && { view: verdictView(verdict), caseId: null, unasked: null, judgedAt: null, refusal };
}

function rowView(row: VerdictRow): DeviationView {
  const { day, word, direction, windowDays, units, baseline, deviation, chance, surge, evidence } = row;
  return { day, word, direction, windowDays, units, baseline, deviation, chance, surge, evidence };
}

function verdictView(verdict: Verdict): DeviationView {
  const { day, word, direction, window, units, baseline, deviation, chance, surge, evidence } = verdict;
  return { day, word, direction, windowDays: window, units, baseline, deviation, chance, surge, evidence };
}
