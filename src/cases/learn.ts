// The answer changes the machine: a one-off or faulty day leaves the history, a short-term change hardly moves the level,
// a lasting one restarts it, days of a deal or without stock are marked as such.

import type { Context } from '../context.ts';
import type { Day } from '../lib/day.ts';
import type { AnswerPromise } from '../model/anomaly-case.ts';
import { answersOfCases, daysOfCases, type StoredCase } from '../store/cases.ts';
import { addDayMark, type Mark, replaceDayMarks } from '../store/day-marks.ts';
import { skusOfStore } from '../store/skus.ts';

/**
 * Marks the case's deviating days as the answer says; a correction replaces the marks of the earlier answer. What was
 * answered for a whole store applies to each of its SKUs.
 */
export async function learnFromAnswer(
  ctx: Context,
  stored: StoredCase,
  promise: AnswerPromise | null,
  cause: string | undefined,
): Promise<void> {
  const days = (await daysOfCases(ctx.db, [stored.id])).map((each) => each.day);
  const of = { caseId: stored.id, storeId: stored.storeId, skus: await skusOf(ctx, stored) };
  await replaceDayMarks(ctx.db, of, marksOf(promise, cause, days, stored));
}

/** A further day that an answer covers is remembered as the answered ones are. */
export async function markCoveredDay(ctx: Context, stored: StoredCase, day: Day): Promise<void> {
  const { promise, storeId } = stored;
  if (promise?.nature !== 'one_off' && promise?.nature !== 'short_term') return;
  const of = { caseId: stored.id, storeId, skus: await skusOf(ctx, stored) };
  const cause = (await answersOfCases(ctx.db, [stored.id])).at(-1)?.values.cause;
  await addDayMark(ctx.db, of, { day, mark: passingMark(promise.nature, cause) });
}

async function skusOf(ctx: Context, { storeId, sku }: StoredCase): Promise<string[]> {
  return sku === null ? (await skusOfStore(ctx.db, storeId)).map((row) => row.sku) : [sku];
}

function marksOf(
  promise: AnswerPromise | null,
  cause: string | undefined,
  days: readonly Day[],
  stored: StoredCase,
): { day: Day; mark: Mark }[] {
  switch (promise?.nature) {
    case 'one_off':
    case 'short_term': {
      const mark = passingMark(promise.nature, cause);
      return days.map((day) => ({ day, mark }));
    }
    case 'data_error':
      return days.map((day) => ({ day, mark: 'data_error' }));
    case 'lasting':
      // Restarting every level of a store would leave it unwatched for a week: they follow by themselves.
      return stored.sku === null ? [] : [{ day: stored.firstDay, mark: 'new_level' }];
    default:
      return [];
  }
}

/**
 * What days that will pass are remembered as: a deal teaches the promotion lift, a day without stock says nothing of
 * demand, any other is what the answer called it.
 */
function passingMark(nature: 'one_off' | 'short_term', cause: string | undefined): Mark {
  if (cause === 'deal' || cause === 'deal_day') return 'promotion';
  return cause === 'low_stock' ? 'out_of_stock' : nature;
}
