// The ledger of decisions about stock: written with the answer, closed with its outcome.

import { and, asc, desc, eq, gte, inArray, isNotNull, isNull, lt, ne, sql } from 'drizzle-orm';
import type { Day } from '../lib/day.ts';
import type { DecisionOutcome } from '../rules/inventory/hindsight.ts';
import type { Db } from './db.ts';
import { decisions } from './schema/index.ts';

export type DecisionRow = typeof decisions.$inferSelect;

/** Adds a decision; the earlier ones of its round do not hold any more. */
export async function insertDecision(db: Db, row: typeof decisions.$inferInsert): Promise<void> {
  await supersede(db, row);
  await db.insert(decisions).values(row);
}

/** The answer with this decision was sent back. */
export async function noteReturned(db: Db, of: { caseId: number; round: number }): Promise<void> {
  await db
    .update(decisions)
    .set({ approval: 'returned' })
    .where(and(holding(of), eq(decisions.approval, 'waiting')));
  await supersede(db, of);
}

export async function noteApproval(db: Db, of: { caseId: number; round: number; by: string; at: Date }): Promise<void> {
  await db.update(decisions).set({ approval: 'approved', approvedBy: of.by, approvedAt: of.at }).where(holding(of));
}

/** What was suggested for each answer of these cases. */
export async function suggestionsOfCases(
  db: Db,
  caseIds: readonly number[],
): Promise<Pick<DecisionRow, 'caseId' | 'round' | 'revision' | 'suggestedUnits'>[]> {
  const { caseId, round, revision, suggestedUnits } = decisions;
  return db
    .select({ caseId, round, revision, suggestedUnits })
    .from(decisions)
    .where(inArray(caseId, [...caseIds]));
}

/** Decisions that hold, whose lead time was over before `today`, and whose outcome is not told; earliest first. */
export async function decisionsDue(db: Db, today: Day): Promise<DecisionRow[]> {
  return db
    .select()
    .from(decisions)
    .where(and(isNull(decisions.outcome), eq(decisions.superseded, false), lt(decisions.outcomeDueOn, today)))
    .orderBy(asc(decisions.outcomeDueOn), asc(decisions.id));
}

export async function saveOutcome(db: Db, id: number, outcome: DecisionOutcome, at: Date): Promise<void> {
  await db.update(decisions).set({ outcome, outcomeAt: at }).where(eq(decisions.id, id));
}

/** Decisions whose outcome was told in a span of time, end excluded. */
export async function outcomesBetween(db: Db, from: Date, to: Date): Promise<DecisionRow[]> {
  return db
    .select()
    .from(decisions)
    .where(and(isNotNull(decisions.outcome), gte(decisions.outcomeAt, from), lt(decisions.outcomeAt, to)))
    .orderBy(asc(decisions.id));
}

/** The newest decisions, superseded ones among them. */
export async function newestDecisions(db: Db, limit: number): Promise<DecisionRow[]> {
  return db.select().from(decisions).orderBy(desc(decisions.decidedAt), desc(decisions.id)).limit(limit);
}

async function supersede(db: Db, of: { caseId: number; round: number }): Promise<void> {
  await db.update(decisions).set({ superseded: true }).where(holding(of));
}

function holding({ caseId, round }: { caseId: number; round: number }) {
  return and(eq(decisions.caseId, caseId), eq(decisions.round, round), ne(decisions.superseded, sql`true`));
}
