// The answer changes the machine: a one-off or faulty day leaves the history, a lasting change restarts the level.

import type { Context } from '../context.ts';
import type { Day } from '../lib/day.ts';
import { daysOfCases, type StoredCase } from '../store/cases.ts';
import { addDayMark, replaceDayMarks } from '../store/day-marks.ts';
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

/** A further day that an answer covers leaves the history as the answered ones did. */
export async function markCoveredDay(ctx: Context, stored: StoredCase, day: Day): Promise<void> {
  const { promise, sku, storeId } = stored;
  if (sku === null || (promise?.nature !== 'one_off' && promise?.nature !== 'short_term')) return;
  await addDayMark(ctx.db, { caseId: stored.id, storeId, sku }, { day, mark: 'one_off' });
}

function marksOf(promise: AnswerPromise | null, days: readonly Day[], stored: StoredCase) {
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
