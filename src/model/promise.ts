// What an accepted answer promises; the following days are compared with it. Pure.

import type { RawValues } from '../forms/form.ts';
import { parseDay } from '../lib/day.ts';
import { type AnomalyCase, type AnswerPromise, natures } from './anomaly-case.ts';

/** The promise of validated answer `values`; null when they make none (a SKU that will not come back). */
export function promiseOf(
  anomalyCase: Pick<AnomalyCase, 'lastDay' | 'lastDeviation' | 'stockTier'>,
  values: RawValues,
): AnswerPromise | null {
  const nature = natures.find((each) => each === values.nature);
  const until = parseDay((nature ? values.until : values.backOn) ?? '') ?? null;
  if (!nature && !until) return null;
  return {
    nature: nature ?? null,
    until: nature && nature !== 'short_term' ? null : until,
    throughDay: anomalyCase.lastDay,
    deviation: anomalyCase.lastDeviation,
    stockTier: anomalyCase.stockTier,
  };
}
