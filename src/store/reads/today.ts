// The day in numbers: forms asked, answered and owed. Counts only.

import { and, count, eq, gte, inArray, isNull, notInArray, or } from 'drizzle-orm';
import { answerOwed, overdueAt } from '../cases.ts';
import type { Db } from '../db.ts';
import { anomalyCases, answers, caseLog, skus } from '../schema/index.ts';

export interface TodayCounts {
  /** Forms asked since midnight: new cases and new rounds. */
  asked: number;
  /** Complete answers since midnight, corrections not counted. */
  answered: number;
  /** Forms that wait for an answer now. */
  open: number;
  /** Of these, past their deadline; a pause moves it. */
  overdue: number;
  /** Of these, taken by somebody. */
  acknowledged: number;
  /** Of these, paused by a manager. */
  snoozed: number;
  /** Escalations since midnight. */
  escalated: number;
}

/** Counts since `midnight` (of the team's day) and as of `now`. */
export async function todayCounts(db: Db, { midnight, now }: { midnight: Date; now: Date }): Promise<TodayCounts> {
  const paused = gte(anomalyCases.snoozedUntil, now);
  return {
    asked: await db.$count(
      caseLog,
      and(inArray(caseLog.event, ['opened', 'reopened', 'returned']), gte(caseLog.at, midnight)),
    ),
    answered: await db.$count(answers, and(eq(answers.revision, 1), gte(answers.answeredAt, midnight))),
    open: await db.$count(anomalyCases, answerOwed),
    overdue: await db.$count(anomalyCases, overdueAt(now)),
    acknowledged: await db.$count(anomalyCases, eq(anomalyCases.status, 'acknowledged')),
    snoozed: await db.$count(anomalyCases, and(answerOwed, paused)),
    escalated: await db.$count(caseLog, and(eq(caseLog.event, 'escalated'), gte(caseLog.at, midnight))),
  };
}

/** SKUs without an owner among `people`: nobody was given them, or whoever was has left. */
export async function unassignedSkus(db: Db, people: readonly string[]): Promise<{ storeId: string; skus: number }[]> {
  return db
    .select({ storeId: skus.storeId, skus: count() })
    .from(skus)
    .where(or(isNull(skus.ownerId), notInArray(skus.ownerId, [...people])))
    .groupBy(skus.storeId)
    .orderBy(skus.storeId);
}
