// Reads and compare-and-set writes of cases. Rows in, typed cases out; decisions are made elsewhere.

import { and, asc, count, eq, gte, inArray, isNotNull, isNull, lt, lte, ne, or, sql } from 'drizzle-orm';
import type { Day } from '../lib/day.ts';
import { type AnomalyCase, type Approval, owedStatuses, type StampedPolicy } from '../model/anomaly-case.ts';
import { assertHasNextStep } from '../model/due.ts';
import type { Db } from './db.ts';
import { columnNames, excluded } from './query-parts.ts';
import { anomalyCases, answers, cardCases, cards, caseDays, caseLog } from './schema/index.ts';

const c = columnNames(caseDays);

type CaseRow = typeof anomalyCases.$inferSelect;
export type NewCase = Omit<AnomalyCase, 'id' | 'version'> & { cardId: number | null };
export type CaseDayRow = typeof caseDays.$inferSelect;
export type CaseLogRow = typeof caseLog.$inferSelect;
export type NewLogEntry = typeof caseLog.$inferInsert;
export type AnswerRow = typeof answers.$inferSelect;

/** A case as stored, with the card it stands on. */
export type StoredCase = AnomalyCase & { cardId: number | null; trouble: string | null };

/** `isAnswerOwed`, asked of the database. */
export const answerOwed = inArray(anomalyCases.status, owedStatuses);

/** `isOverdue`, asked of the database. */
export function overdueAt(now: Date) {
  return and(answerOwed, lte(anomalyCases.answerDueAt, now));
}

/** The case with this id; undefined when there is none. */
export async function findCase(db: Db, caseId: number): Promise<StoredCase | undefined> {
  const [row] = await db.select().from(anomalyCases).where(eq(anomalyCases.id, caseId));
  return row && toCase(row);
}

export async function findCases(db: Db, caseIds: readonly number[]): Promise<StoredCase[]> {
  if (caseIds.length === 0) return [];
  const rows = await db
    .select()
    .from(anomalyCases)
    .where(inArray(anomalyCases.id, [...caseIds]))
    .orderBy(asc(anomalyCases.id));
  return rows.map(toCase);
}

/** Cases that are not closed, oldest first; of one store when named. */
export async function liveCases(db: Db, storeId?: string): Promise<StoredCase[]> {
  const rows = await db
    .select()
    .from(anomalyCases)
    .where(
      and(ne(anomalyCases.status, 'closed'), storeId === undefined ? undefined : eq(anomalyCases.storeId, storeId)),
    )
    .orderBy(asc(anomalyCases.id));
  return rows.map(toCase);
}

/** Cases for which `assigneeId` owes an answer, the most urgent first. */
export async function casesOwedBy(db: Db, assigneeId: string): Promise<StoredCase[]> {
  const rows = await db
    .select()
    .from(anomalyCases)
    .where(and(eq(anomalyCases.assigneeId, assigneeId), answerOwed))
    .orderBy(asc(anomalyCases.answerDueAt), asc(anomalyCases.id));
  return rows.map(toCase);
}

/** All cases of a SKU, newest first. */
export async function casesOfSku(db: Db, storeId: string, sku: string): Promise<StoredCase[]> {
  const rows = await db
    .select()
    .from(anomalyCases)
    .where(and(eq(anomalyCases.storeId, storeId), eq(anomalyCases.sku, sku)))
    .orderBy(sql`${anomalyCases.id} desc`);
  return rows.map(toCase);
}

/** Cases with anything due at `now`, earliest first. */
export async function dueCases(db: Db, now: Date, limit: number): Promise<StoredCase[]> {
  const rows = await db
    .select()
    .from(anomalyCases)
    .where(and(isNotNull(anomalyCases.nextDueAt), lte(anomalyCases.nextDueAt, now)))
    .orderBy(asc(anomalyCases.nextDueAt), asc(anomalyCases.id))
    .limit(limit);
  return rows.map(toCase);
}

/** The earliest moment at which any case is due. */
export async function earliestDue(db: Db): Promise<Date | null> {
  const [row] = await db
    .select({ at: anomalyCases.nextDueAt })
    .from(anomalyCases)
    .where(isNotNull(anomalyCases.nextDueAt))
    .orderBy(asc(anomalyCases.nextDueAt))
    .limit(1);
  return row?.at ?? null;
}

/** Cases for one statement: each has some forty columns, and a statement takes 65,535 values. */
const casesAtOnce = 500;

/** Adds cases; those of which another with the same dedup key is not closed are left out of the result. */
export async function insertCases(db: Db, fresh: readonly NewCase[]): Promise<StoredCase[]> {
  const inserted: StoredCase[] = [];
  for (let at = 0; at < fresh.length; at += casesAtOnce) {
    const rows = fresh.slice(at, at + casesAtOnce).map((each) => {
      assertHasNextStep(each);
      return { ...each, version: 1 };
    });
    inserted.push(...(await db.insert(anomalyCases).values(rows).onConflictDoNothing().returning()).map(toCase));
  }
  return inserted;
}

/** Writes `next` over the version it was made from; false when somebody else was faster. */
export async function saveCase(db: Db, next: AnomalyCase): Promise<boolean> {
  assertHasNextStep(next);
  const { id, version, ...columns } = next;
  const rows = await db
    .update(anomalyCases)
    .set({ ...columns, version, trouble: null })
    .where(and(eq(anomalyCases.id, id), eq(anomalyCases.version, version - 1)))
    .returning({ id: anomalyCases.id });
  return rows.length === 1;
}

/** Puts a case that could not be decided aside until `until`, with the reason for `doctor`. */
export async function setTrouble(db: Db, caseId: number, trouble: string, until: Date): Promise<void> {
  await db.update(anomalyCases).set({ trouble, nextDueAt: until }).where(eq(anomalyCases.id, caseId));
}

/** Cases put aside, and those that owe an answer without a next step: no sweep would ever find them. */
export async function casesInTrouble(db: Db): Promise<{ id: number; trouble: string | null }[]> {
  return db
    .select({ id: anomalyCases.id, trouble: anomalyCases.trouble })
    .from(anomalyCases)
    .where(or(isNotNull(anomalyCases.trouble), and(answerOwed, isNull(anomalyCases.nextDueAt))))
    .orderBy(asc(anomalyCases.id));
}

/** Unanswered cases whose present round was reported to the whole group because nobody in charge was left. */
export async function casesNobodyHeard(db: Db): Promise<number[]> {
  const rows = await db
    .selectDistinct({ id: anomalyCases.id })
    .from(anomalyCases)
    .innerJoin(caseLog, and(eq(caseLog.caseId, anomalyCases.id), eq(caseLog.round, anomalyCases.round)))
    .where(and(answerOwed, eq(caseLog.event, 'escalated'), sql`${caseLog.data} ->> 'everyone' = 'true'`))
    .orderBy(asc(anomalyCases.id));
  return rows.map((row) => row.id);
}

export async function daysOfCases(db: Db, caseIds: readonly number[]): Promise<CaseDayRow[]> {
  if (caseIds.length === 0) return [];
  return db
    .select()
    .from(caseDays)
    .where(inArray(caseDays.caseId, [...caseIds]))
    .orderBy(asc(caseDays.day));
}

/** Notes deviating days of cases, or their restated numbers. */
export async function putCaseDays(db: Db, rows: readonly CaseDayRow[]): Promise<void> {
  if (rows.length === 0) return;
  await db
    .insert(caseDays)
    .values([...rows])
    .onConflictDoUpdate({
      target: [caseDays.caseId, caseDays.day],
      set: {
        verdictRevision: excluded(caseDays.verdictRevision),
        units: excluded(caseDays.units),
        baseline: excluded(caseDays.baseline),
        deviation: excluded(caseDays.deviation),
      },
    });
}

/** Notes which revisions of their verdicts days of cases stand on. */
export async function linkVerdicts(
  db: Db,
  links: readonly { caseId: number; day: Day; revision: number }[],
): Promise<void> {
  if (links.length === 0) return;
  const list = (of: (link: (typeof links)[number]) => unknown) => sql.param(links.map(of));
  await db
    .update(caseDays)
    .set({ verdictRevision: sql`link.${c.verdictRevision}` })
    .from(
      sql`unnest(${list(({ caseId }) => caseId)}::bigint[], ${list(({ day }) => day)}::text[]::date[],
        ${list(({ revision }) => revision)}::int[]) as link (${c.caseId}, ${c.day}, ${c.verdictRevision})`,
    )
    .where(and(eq(caseDays.caseId, sql`link.${c.caseId}`), eq(caseDays.day, sql`link.${c.day}`)));
}

export async function dropCaseDay(db: Db, caseId: number, on: Day): Promise<void> {
  await db.delete(caseDays).where(and(eq(caseDays.caseId, caseId), eq(caseDays.day, on)));
}

/** Appends to the case's history and returns the entry's id. */
export async function appendCaseLog(db: Db, entry: NewLogEntry): Promise<number> {
  const id = (await appendCaseLogs(db, [entry])).get(entry.caseId);
  if (id === undefined) throw new Error('The case log returned no id');
  return id;
}

/** Appends one entry to the history of each of these cases; the ids of the entries by case. */
export async function appendCaseLogs(db: Db, entries: readonly NewLogEntry[]): Promise<Map<number, number>> {
  if (entries.length === 0) return new Map();
  const rows = await db
    .insert(caseLog)
    .values([...entries])
    .returning({ id: caseLog.id, caseId: caseLog.caseId });
  return new Map(rows.map(({ id, caseId }) => [caseId, id]));
}

export async function logOfCases(db: Db, caseIds: readonly number[]): Promise<CaseLogRow[]> {
  if (caseIds.length === 0) return [];
  return db
    .select()
    .from(caseLog)
    .where(inArray(caseLog.caseId, [...caseIds]))
    .orderBy(asc(caseLog.id));
}

export async function insertAnswer(db: Db, row: typeof answers.$inferInsert): Promise<void> {
  await db.insert(answers).values(row);
}

/** Every revision of every answer of these cases, oldest first. */
export async function answersOfCases(db: Db, caseIds: readonly number[]): Promise<AnswerRow[]> {
  if (caseIds.length === 0) return [];
  return db
    .select()
    .from(answers)
    .where(inArray(answers.caseId, [...caseIds]))
    .orderBy(asc(answers.id));
}

/** Stores a new card and returns its id. */
export async function insertCard(db: Db, fresh: typeof cards.$inferInsert): Promise<number> {
  const [card] = await insertCards(db, [fresh]);
  if (!card) throw new Error('The card was not stored');
  return card.id;
}

/** Stores new cards. */
export async function insertCards(
  db: Db,
  fresh: readonly (typeof cards.$inferInsert)[],
): Promise<{ id: number; assigneeId: string | null }[]> {
  if (fresh.length === 0) return [];
  return db
    .insert(cards)
    .values([...fresh])
    .returning({ id: cards.id, assigneeId: cards.assigneeId });
}

export async function deleteCards(db: Db, cardIds: readonly number[]): Promise<void> {
  if (cardIds.length > 0) await db.delete(cards).where(inArray(cards.id, [...cardIds]));
}

/** The rounds a card shows, in case order. */
export async function roundsOnCard(db: Db, cardId: number): Promise<{ caseId: number; round: number }[]> {
  return db
    .select({ caseId: cardCases.caseId, round: cardCases.round })
    .from(cardCases)
    .where(eq(cardCases.cardId, cardId))
    .orderBy(asc(cardCases.caseId));
}

/** Puts rounds of cases on cards. */
export async function putOnCards(db: Db, rows: readonly (typeof cardCases.$inferInsert)[]): Promise<void> {
  if (rows.length === 0) return;
  await db
    .insert(cardCases)
    .values([...rows])
    .onConflictDoUpdate({
      target: [cardCases.cardId, cardCases.caseId],
      set: { round: excluded(cardCases.round) },
    });
}

function toCase(row: CaseRow): StoredCase {
  return { ...row, policy: revivePolicy(row.policy), approval: row.approval && reviveApproval(row.approval) };
}

function reviveApproval(stored: Approval): Approval {
  return { ...stored, asks: stored.asks.map((planned) => ({ ...planned, at: new Date(planned.at) })) };
}

/** Moments inside the stamped policy are stored as text. */
function revivePolicy(stored: StampedPolicy): StampedPolicy {
  return {
    ...stored,
    reminders: stored.reminders.map((at) => new Date(at)),
    escalations: stored.escalations.map((planned) => ({ ...planned, at: new Date(planned.at) })),
  };
}

/** How many cases were opened from `since` on. */
export function casesOpenedSince(db: Db, since: Date): Promise<number> {
  return db.$count(anomalyCases, gte(anomalyCases.openedAt, since));
}

/** How many forms each assignee was asked from `since` on; those of nobody under "". */
export async function askedSince(db: Db, since: Date): Promise<Map<string, number>> {
  const rows = await db
    .select({ assigneeId: anomalyCases.assigneeId, forms: count() })
    .from(anomalyCases)
    .where(gte(anomalyCases.askedAt, since))
    .groupBy(anomalyCases.assigneeId);
  return new Map(rows.map(({ assigneeId, forms }) => [assigneeId ?? '', forms]));
}

/** Cases in whose log one of `events` was noted from `since` on. */
export async function casesWithEvent(db: Db, events: readonly string[], since: Date): Promise<number[]> {
  const rows = await db
    .selectDistinct({ caseId: caseLog.caseId })
    .from(caseLog)
    .where(and(gte(caseLog.at, since), inArray(caseLog.event, [...events])));
  return rows.map(({ caseId }) => caseId);
}

/** Cases that are owed an answer, and those in whose log one of `events` was noted in the period; ascending. */
export async function casesOwedOrWithEvent(
  db: Db,
  events: readonly string[],
  { from, until }: { from: Date; until: Date },
): Promise<number[]> {
  const noted = and(inArray(caseLog.event, [...events]), gte(caseLog.at, from), lt(caseLog.at, until));
  const rows = await db
    .selectDistinct({ id: anomalyCases.id })
    .from(anomalyCases)
    .innerJoin(caseLog, eq(caseLog.caseId, anomalyCases.id))
    .where(or(noted, answerOwed))
    .orderBy(asc(anomalyCases.id));
  return rows.map(({ id }) => id);
}
