// The answer changes the machine: a one-off or faulty day leaves the history, a lasting change restarts the level.

import type { Context } from '../context.ts';
import { daysOfCases, type StoredCase } from '../store/cases.ts';
import { replaceDayMarks } from '../store/day-marks.ts';
import type { AnswerPromise } from './model/anomaly-case.ts';

/** Marks the case's deviating days as the answer says; a correction replaces the marks of the earlier answer. */
export async function learnFromAnswer(ctx: Context, stored: StoredCase, promise: AnswerPromise | null): Promise<void> {
  if (stored.sku === null) return;
  const days = (await daysOfCases(ctx.db, [stored.id])).map((each) => each.day);
  await replaceDayMarks(
    ctx.db,
    { caseId: stored.id, storeId: stored.storeId, sku: stored.sku },
    marksOf(promise, days, stored),
  );
}

function marksOf(promise: AnswerPromise | null, days: readonly StoredCase['lastDay'][], stored: StoredCase) {
  switch (promise?.nature) {
    case 'one_off':
    case 'data_error':
      return days.map((day) => ({ day, mark: promise.nature as 'one_off' | 'data_error' }));
    case 'short_term':
      return days.map((day) => ({ day, mark: 'one_off' as const }));
    case 'lasting':
      return [{ day: stored.firstDay, mark: 'new_level' as const }];
    default:
      return [];
  }
}
