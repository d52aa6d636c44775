// What an accepted answer promises, so that the days that follow can be held against it. Pure.

import type { RawValues } from '../../forms/form.ts';
import { parseDay } from '../../lib/day.ts';
import { type AnomalyCase, type AnswerPromise, type Nature, natures } from './anomaly-case.ts';

/** The promise of validated answer `values`; null for forms that ask no nature (stock, store-wide). */
export function promiseOf(
  anomalyCase: Pick<AnomalyCase, 'lastDay' | 'lastDeviation' | 'stockTier'>,
  values: RawValues,
): AnswerPromise | null {
  const nature = natures.find((each) => each === values.nature);
  if (!nature) return null;
  return {
    nature,
    until: untilOf(nature, values),
    throughDay: anomalyCase.lastDay,
    deviation: anomalyCase.lastDeviation,
    stockTier: anomalyCase.stockTier,
  };
}

function untilOf(nature: Nature, values: RawValues) {
  return nature === 'short_term' ? (parseDay(values.until ?? '') ?? null) : null;
}
