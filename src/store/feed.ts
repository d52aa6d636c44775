// Which sales days are known whole, and which of them still have to be judged. One source of sales counts per store.

import { and, asc, count, eq, gte, max, sql } from 'drizzle-orm';
import type { Day } from '../lib/day.ts';
import type { Store } from '../policy/policy.ts';
import type { Db } from './db.ts';
import { columnNames } from './query-parts.ts';
import { feedDays } from './schema/index.ts';

const c = columnNames(feedDays);

type SourceOf = Pick<Store, 'id' | 'salesSource'>;

export interface KnownDay {
  day: Day;
  /** Grows whenever something that counts changed. */
  revision: number;
}

/** The source whose sales count: the one the policy names, else the first that ever delivered; undefined before that. */
export async function effectiveSource(db: Db, store: SourceOf): Promise<string | undefined> {
  if (store.salesSource !== undefined) return store.salesSource;
  const rows = await db
    .select({ source: feedDays.source })
    .from(feedDays)
    .where(eq(feedDays.storeId, store.id))
    .orderBy(asc(feedDays.firstBatchId), asc(feedDays.source))
    .limit(1);
  return rows[0]?.source;
}

/** Days that the store's feed covers whole, oldest first. */
export async function completeDays(db: Db, store: SourceOf): Promise<KnownDay[]> {
  const source = await effectiveSource(db, store);
  if (source === undefined) return [];
  return await db
    .select({ day: feedDays.day, revision: feedDays.revision })
    .from(feedDays)
    .where(and(eq(feedDays.storeId, store.id), eq(feedDays.source, source), eq(feedDays.state, 'complete')))
    .orderBy(asc(feedDays.day));
}

/** The newest day that the store's feed covers whole; undefined before the first. */
export async function newestCompleteDay(db: Db, store: SourceOf): Promise<Day | undefined> {
  const source = await effectiveSource(db, store);
  if (source === undefined) return undefined;
  const rows = await db
    .select({ day: max(feedDays.day) })
    .from(feedDays)
    .where(and(eq(feedDays.storeId, store.id), eq(feedDays.source, source), eq(feedDays.state, 'complete')));
  return rows[0]?.day ?? undefined;
}

/** Complete days whose present numbers were not judged yet, oldest first. */
export async function unjudgedDays(db: Db, store: SourceOf): Promise<KnownDay[]> {
  const source = await effectiveSource(db, store);
  if (source === undefined) return [];
  return await db
    .select({ day: feedDays.day, revision: feedDays.revision })
    .from(feedDays)
    .where(
      and(
        eq(feedDays.storeId, store.id),
        eq(feedDays.source, source),
        eq(feedDays.state, 'complete'),
        sql`${feedDays.judgedRevision} < ${feedDays.revision}`,
      ),
    )
    .orderBy(asc(feedDays.day));
}

/**
 * Stores that may have days to judge, found by a glance at all of them: those in which any source covers a day whole whose
 * present numbers were not judged.
 */
export async function storesWithUnjudgedDays(db: Db): Promise<Set<string>> {
  const rows = await db
    .selectDistinct({ storeId: feedDays.storeId })
    .from(feedDays)
    .where(and(eq(feedDays.state, 'complete'), sql`${feedDays.judgedRevision} < ${feedDays.revision}`));
  return new Set(rows.map(({ storeId }) => storeId));
}

/** Does any source cover so many days of a store whole? */
export async function hasHistoryOf(db: Db, days: number): Promise<boolean> {
  const rows = await db
    .select({ storeId: feedDays.storeId })
    .from(feedDays)
    .where(eq(feedDays.state, 'complete'))
    .groupBy(feedDays.storeId, feedDays.source)
    .having(gte(count(), days))
    .limit(1);
  return rows.length > 0;
}

/** Remembers that these days were judged, each as of its revision. */
export async function markJudged(db: Db, storeId: string, days: readonly KnownDay[]): Promise<void> {
  if (days.length === 0) return;
  const on = sql.param(days.map((each) => each.day));
  const revisions = sql.param(days.map((each) => each.revision));
  await db.execute(sql`
    update ${feedDays} set ${c.judgedRevision} = greatest(${c.judgedRevision}, least(judged.${c.revision}, ${feedDays}.${c.revision}))
    from unnest(${on}::date[], ${revisions}::int[]) as judged (${c.day}, ${c.revision})
    where ${eq(feedDays.storeId, storeId)} and ${feedDays}.${c.day} = judged.${c.day}`);
}

/** The moment of the newest report that had anything to say about the store's sales; null when none ever came. */
export async function lastReportAt(db: Db, store: SourceOf): Promise<Date | null> {
  const source = await effectiveSource(db, store);
  if (source === undefined) return null;
  const rows = await db
    .select({ at: max(feedDays.asOf) })
    .from(feedDays)
    .where(and(eq(feedDays.storeId, store.id), eq(feedDays.source, source)));
  return rows[0]?.at ?? null;
}
