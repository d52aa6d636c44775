// What the rules said, kept with its evidence: a restated day adds a revision, nothing is overwritten.

import { and, asc, desc, eq, gt, gte, inArray, isNull, lte, sql } from 'drizzle-orm';
import type { Day } from '../lib/day.ts';
import { type SaidWord, shopWord } from '../rules/quiet-days.ts';
import type { ShopVerdict, Verdict, VerdictWord } from '../rules/verdict.ts';
import type { Db } from './db.ts';
import { among } from './query-parts.ts';
import { shopVerdicts, verdicts } from './schema/index.ts';

export type VerdictRow = typeof verdicts.$inferSelect;
export type ShopVerdictRow = typeof shopVerdicts.$inferSelect;

/** A verdict with the word that cases gave it (`covered`) and the case it belongs to. */
export interface DecidedVerdict {
  verdict: Verdict;
  word: VerdictWord;
  caseId: number | null;
}

/** Rows for one statement. They travel as one JSON text: building a placeholder for each value takes longer than the insert. */
const chunk = 1000;

/**
 * Stores a day's verdicts. Those that say what the current ones say are left alone; the others become the current
 * revision. Returns the ids of the rows written, by SKU.
 */
export async function saveVerdicts(
  db: Db,
  storeId: string,
  day: Day,
  decided: readonly DecidedVerdict[],
  judgedAt: Date,
): Promise<Map<string, number>> {
  const current = new Map((await verdictsOfDay(db, storeId, day)).map((row) => [row.sku, row]));
  const changed = decided.filter((each) => differs(current.get(each.verdict.sku), each));
  await retire(
    db,
    changed.flatMap((each) => current.get(each.verdict.sku)?.id ?? []),
  );
  const ids = new Map<string, number>();
  for (let at = 0; at < changed.length; at += chunk) {
    const rows = changed.slice(at, at + chunk).map((each) => ({
      ...columnsOf(each),
      revision: (current.get(each.verdict.sku)?.revision ?? 0) + 1,
    }));
    const written = await insertVerdicts(db, { storeId, day, judgedAt, rows });
    for (const row of written) ids.set(row.sku, row.id);
  }
  return ids;
}

/** Verdicts by their ids, current or not. */
export async function verdictsById(db: Db, ids: readonly number[]): Promise<VerdictRow[]> {
  return ids.length === 0
    ? []
    : db
        .select()
        .from(verdicts)
        .where(inArray(verdicts.id, [...ids]));
}

/** The current verdicts of a store's day, by SKU. */
export async function verdictsOfDay(db: Db, storeId: string, day: Day): Promise<VerdictRow[]> {
  return db
    .select()
    .from(verdicts)
    .where(and(eq(verdicts.storeId, storeId), eq(verdicts.day, day), eq(verdicts.current, true)))
    .orderBy(asc(verdicts.sku));
}

/** The current verdicts of a SKU up to `through`, newest first. */
export async function verdictsOfSku(
  db: Db,
  storeId: string,
  sku: string,
  through: Day,
  limit: number,
): Promise<VerdictRow[]> {
  return db
    .select()
    .from(verdicts)
    .where(
      and(eq(verdicts.storeId, storeId), eq(verdicts.sku, sku), eq(verdicts.current, true), lte(verdicts.day, through)),
    )
    .orderBy(desc(verdicts.day))
    .limit(limit);
}

/**
 * The usual units a day of each SKU, by its newest current verdict with a level since `since`; SKUs without one are left
 * out, and those judged by orders, whose level is not in units.
 */
export async function newestLevels(
  db: Db,
  storeId: string,
  { only, since }: { only: readonly string[] | undefined; since: Day },
): Promise<Map<string, number>> {
  const level = sql<number>`(${verdicts.evidence}->>'level')::float8`;
  const measure = sql<string>`${verdicts.evidence}->>'measure'`;
  const rows = await db
    .selectDistinctOn([verdicts.sku], { sku: verdicts.sku, level, measure })
    .from(verdicts)
    .where(
      and(
        eq(verdicts.storeId, storeId),
        among(verdicts.sku, only),
        eq(verdicts.current, true),
        gte(verdicts.day, since),
        sql`${level} is not null`,
      ),
    )
    .orderBy(verdicts.sku, desc(verdicts.day));
  return new Map(rows.flatMap((row) => (row.measure === 'units' ? [[row.sku, row.level] as const] : [])));
}

/** The lift that was reckoned with on each SKU's newest promotion day; SKUs of which none was known yet are left out. */
export async function learnedLifts(db: Db, storeId: string, skus: readonly string[]): Promise<Map<string, number>> {
  const lift = sql<number>`(${verdicts.evidence}->>'promotionLift')::float8`;
  const rows = await db
    .selectDistinctOn([verdicts.sku], { sku: verdicts.sku, lift })
    .from(verdicts)
    .where(and(eq(verdicts.storeId, storeId), among(verdicts.sku, skus), eq(verdicts.current, true), sql`${lift} <> 1`))
    .orderBy(verdicts.sku, desc(verdicts.day));
  return new Map(rows.map((row) => [row.sku, row.lift]));
}

interface DayRange {
  after: Day;
  through: Day;
}

/** The current verdicts of a SKU after `after` (up to `through`), oldest first. */
export async function skuWordsAfter(
  db: Db,
  storeId: string,
  sku: string,
  { after, through }: DayRange,
): Promise<SaidWord[]> {
  return db
    .select({ word: verdicts.word, direction: verdicts.direction })
    .from(verdicts)
    .where(
      and(
        eq(verdicts.storeId, storeId),
        eq(verdicts.sku, sku),
        eq(verdicts.current, true),
        gt(verdicts.day, after),
        lte(verdicts.day, through),
      ),
    )
    .orderBy(asc(verdicts.day));
}

/** The same of the store as a whole. */
export async function shopWordsAfter(db: Db, storeId: string, { after, through }: DayRange): Promise<SaidWord[]> {
  const rows = await db
    .select()
    .from(shopVerdicts)
    .where(and(eq(shopVerdicts.storeId, storeId), gt(shopVerdicts.day, after), lte(shopVerdicts.day, through)))
    .orderBy(asc(shopVerdicts.day));
  return rows.map(shopWord);
}

/** Deviations of a day that belong to no case: held back by the cap, silenced, or too old to ask. */
export async function deviationsWithoutCase(db: Db, storeId: string, day: Day): Promise<VerdictRow[]> {
  return db
    .select()
    .from(verdicts)
    .where(
      and(
        eq(verdicts.storeId, storeId),
        eq(verdicts.day, day),
        eq(verdicts.current, true),
        eq(verdicts.word, 'deviation'),
        isNull(verdicts.caseId),
      ),
    )
    .orderBy(desc(verdicts.moneyAtStake));
}

export async function saveShopVerdict(
  db: Db,
  storeId: string,
  shop: ShopVerdict,
  counts: Record<string, number>,
  judgedAt: Date,
): Promise<void> {
  const { day, ...numbers } = shop;
  const set = { ...numbers, counts, judgedAt };
  await db
    .insert(shopVerdicts)
    .values({ storeId, day, ...set })
    .onConflictDoUpdate({ target: [shopVerdicts.storeId, shopVerdicts.day], set });
}

/** The newest judged days of a store, newest first. */
export async function shopVerdictsOf(db: Db, storeId: string, limit: number): Promise<ShopVerdictRow[]> {
  return db
    .select()
    .from(shopVerdicts)
    .where(eq(shopVerdicts.storeId, storeId))
    .orderBy(desc(shopVerdicts.day))
    .limit(limit);
}

/** What a store as a whole did on a day; undefined when the day was not judged. */
export async function shopVerdictOn(db: Db, storeId: string, day: Day): Promise<ShopVerdictRow | undefined> {
  const [row] = await db
    .select()
    .from(shopVerdicts)
    .where(and(eq(shopVerdicts.storeId, storeId), eq(shopVerdicts.day, day)));
  return row;
}

/** Numbers go through JSON unchanged: both sides write the shortest text that reads back as the same one. */
async function insertVerdicts(
  db: Db,
  { storeId, day, judgedAt, rows }: { storeId: string; day: Day; judgedAt: Date; rows: readonly object[] },
): Promise<{ id: number; sku: string }[]> {
  const written = await db.execute<{ id: string | number; sku: string }>(sql`
    insert into verdicts (store_id, day, current, judged_at, sku, revision, word, direction, window_days, units, baseline,
      deviation, chance, surge, money_at_stake, evidence, case_id)
    select ${storeId}, ${day}::date, true, ${judgedAt.toISOString()}::timestamptz, sku, revision, word, direction,
      window_days, units, baseline, deviation, chance, surge, money_at_stake, evidence, case_id
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as r (sku text, revision int, word text, direction text,
      window_days int, units float8, baseline float8, deviation float8, chance float8, surge boolean,
      money_at_stake float8, evidence jsonb, case_id bigint)
    returning id, sku`);
  return written.map(({ id, sku }) => ({ id: Number(id), sku }));
}

async function retire(db: Db, ids: readonly number[]): Promise<void> {
  for (let at = 0; at < ids.length; at += chunk) {
    await db
      .update(verdicts)
      .set({ current: sql`false` })
      .where(inArray(verdicts.id, ids.slice(at, at + chunk)));
  }
}

function differs(row: VerdictRow | undefined, decided: DecidedVerdict): boolean {
  if (!row) return true;
  const { verdict } = decided;
  return (
    row.word !== decided.word ||
    row.units !== verdict.units ||
    row.baseline !== verdict.baseline ||
    row.windowDays !== verdict.window ||
    row.caseId !== decided.caseId
  );
}

/** By the names of the columns. */
function columnsOf({ verdict, word, caseId }: DecidedVerdict) {
  return {
    sku: verdict.sku,
    word,
    direction: verdict.direction,
    window_days: verdict.window,
    units: verdict.units,
    baseline: verdict.baseline,
    deviation: verdict.deviation,
    chance: verdict.chance,
    surge: verdict.surge,
    money_at_stake: verdict.moneyAtStake,
    evidence: verdict.evidence,
    case_id: caseId,
  };
}

/** SKUs of a store that surged (three times the baseline) on a day of the range. */
export async function surgesSince(db: Db, storeId: string, range: { from: Day; through: Day }): Promise<Set<string>> {
  const rows = await db
    .selectDistinct({ sku: verdicts.sku })
    .from(verdicts)
    .where(
      and(
        eq(verdicts.storeId, storeId),
        eq(verdicts.current, true),
        eq(verdicts.surge, true),
        gte(verdicts.day, range.from),
        lte(verdicts.day, range.through),
      ),
    );
  return new Set(rows.map((row) => row.sku));
}
