// What a judged day does to the case of a SKU that ran out. Pure; `cases/follow-day.ts` carries it out.

import type { Verdict } from '../rules/verdict.ts';
import type { AnomalyCase } from './anomaly-case.ts';

/**
 * reopen: the answer said that the SKU would be back by now. end: the case was answered and the SKU can be sold again; an
 * unanswered case stays owed, because why it ran out is still unknown. withdraw: restated data show that it never ran out.
 */
export type StockOutStep = 'none' | 'reopen' | 'end' | 'withdraw';

export interface StockOutInput {
  verdict: Pick<Verdict, 'day' | 'word' | 'units'>;
  case: Pick<AnomalyCase, 'status' | 'firstDay' | 'lastDay' | 'promise'>;
  /** Available units in the newest stock report; null when unknown. */
  available: number | null;
  silenced: boolean;
}

/** What the verdict of one day does to the stock case of its SKU. */
export function stockOutStep(input: StockOutInput): StockOutStep {
  const { verdict, case: anomalyCase, available } = input;
  const answered = anomalyCase.status === 'answered';
  if (verdict.word === 'no_data' || verdict.word === 'held') return 'none';
  if (verdict.word === 'out_of_stock') return answered && isOverdueBack(input) ? 'reopen' : 'none';
  if (verdict.day === anomalyCase.firstDay && anomalyCase.lastDay === anomalyCase.firstDay) {
    return answered ? 'none' : 'withdraw';
  }
  const isBack = (verdict.units ?? 0) > 0 || (available ?? 0) > 0;
  return answered && isBack && verdict.day > anomalyCase.lastDay ? 'end' : 'none';
}

function isOverdueBack({ verdict, case: { promise }, silenced }: StockOutInput): boolean {
  if (silenced || !promise?.until) return false;
  return verdict.day > promise.until && verdict.day > promise.throughDay;
}
