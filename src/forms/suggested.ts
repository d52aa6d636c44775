// The suggestion for the answer being given: the plan made for the nature that the answer names.

import { type Day, parseDay } from '../lib/day.ts';
import { planStock, type StockPlan } from '../rules/inventory/plan.ts';
import type { Nature } from '../rules/inventory/replenishment.ts';
import type { FormFacts, RawValues } from './form.ts';

export interface Suggested {
  /** Units to order; null when nothing is suggested. */
  units: number | null;
  /** The change that this is computed for; null: none was named, or the numbers to compute with are not known. */
  answer: { nature: Nature; until: Day | null } | null;
  plan: StockPlan | null;
}

/** The suggestion for the answer `values`; where the case holds no numbers, the one its form was pre-filled with. */
export function suggestedFor(values: RawValues, facts: FormFacts): Suggested {
  const today = parseDay(facts.today);
  if (!facts.plan || !today) return { units: facts.suggestedUnits, answer: null, plan: null };
  const answer = changeIn(values);
  const plan = planStock({ ...facts.plan, today, answer });
  if (!answer) return { units: facts.suggestedUnits, answer, plan };
  return { units: plan.replenishment?.units.value ?? null, answer, plan };
}

/** A data error changed nothing: the plan uses the usual sales, as after a one-off. */
function changeIn({ nature, until = '' }: RawValues): Suggested['answer'] {
  switch (nature) {
    case 'one_off':
    case 'lasting':
      return { nature, until: null };
    case 'data_error':
      return { nature: 'one_off', until: null };
    case 'short_term':
      return { nature, until: parseDay(until) ?? null };
    default:
      return null;
  }
}
