// Cases as the console lists them: filtered, a page at a time. Those that wait for an answer stand in the order of their
// deadlines, all others newest first.

import { and, asc, count, desc, eq, ilike, lt, ne, or, sql } from 'drizzle-orm';
import { answerOwed, overdueAt } from '../cases.ts';
import type { Db } from '../db.ts';
import { columnNames } from '../query-parts.ts';
import { anomalyCases, skus } from '../schema/index.ts';

const c = columnNames(anomalyCases);

export const caseListStates = ['owing', 'overdue', 'answered', 'closed', 'all'] as const;
export type CaseListState = (typeof caseListStates)[number];

export interface CaseListFilter {
  state: CaseListState;
  storeId?: string;
  assigneeId?: string;
  /** Part of a SKU, of its name, or a case number. */
  search?: string;
  /** The last case of the page before. */
  after?: number;
  limit: number;
}

/** A case without a deadline comes after all that have one. */
const dueOrNever = sql`coalesce(${anomalyCases.answerDueAt}, 'infinity')`;

function isOwing(state: CaseListState): boolean {
  return state === 'owing' || state === 'overdue';
}

function standsAfter(state: CaseListState, id: number) {
  if (!isOwing(state)) return lt(anomalyCases.id, id);
  return sql`(${dueOrNever}, ${anomalyCases.id}) > (
    select coalesce(last.${c.answerDueAt}, 'infinity'), last.${c.id} from ${anomalyCases} last where last.${c.id} = ${id})`;
}

/** A page of cases with their SKUs' names. */
export async function listCases(db: Db, filter: CaseListFilter, now: Date) {
  return db
    .select({ case: anomalyCases, name: skus.name })
    .from(anomalyCases)
    .leftJoin(skus, and(eq(skus.storeId, anomalyCases.storeId), eq(skus.sku, anomalyCases.sku)))
    .where(
      and(
        inState(filter.state, now),
        filter.storeId === undefined ? undefined : eq(anomalyCases.storeId, filter.storeId),
        filter.assigneeId === undefined ? undefined : eq(anomalyCases.assigneeId, filter.assigneeId),
        filter.search === undefined ? undefined : matches(filter.search),
        filter.after === undefined ? undefined : standsAfter(filter.state, filter.after),
      ),
    )
    .orderBy(...(isOwing(filter.state) ? [dueOrNever, asc(anomalyCases.id)] : [desc(anomalyCases.id)]))
    .limit(filter.limit);
}

export type ListedCase = Awaited<ReturnType<typeof listCases>>[number];

/** How many forms wait for this person. */
export async function countOwed(db: Db, assigneeId: string): Promise<number> {
  const [row] = await db
    .select({ cases: count() })
    .from(anomalyCases)
    .where(and(eq(anomalyCases.assigneeId, assigneeId), answerOwed));
  return row?.cases ?? 0;
}

/** How many cases are in each state, for the filter and the metrics. */
export async function countCases(db: Db, now: Date): Promise<Record<CaseListState, number>> {
  const counts = await Promise.all(
    caseListStates.map(async (state) => {
      const [row] = await db.select({ cases: count() }).from(anomalyCases).where(inState(state, now));
      return [state, row?.cases ?? 0] as const;
    }),
  );
  return Object.fromEntries(counts) as Record<CaseListState, number>;
}

function inState(state: CaseListState, now: Date) {
  switch (state) {
    case 'owing':
      return answerOwed;
    case 'overdue':
      return overdueAt(now);
    case 'answered':
      return eq(anomalyCases.status, 'answered');
    case 'closed':
      return eq(anomalyCases.status, 'closed');
    case 'all':
      return ne(anomalyCases.id, 0);
  }
}

function matches(search: string) {
  const pattern = `%${search.replace(/[\\%_]/g, '\\$&')}%`;
  const number = /^(?:sw-)?(\d{1,9})$/i.exec(search.trim())?.[1];
  return or(
    ilike(anomalyCases.sku, pattern),
    sql`exists (select 1 from ${skus} where ${skus.storeId} = ${anomalyCases.storeId}
      and ${skus.sku} = ${anomalyCases.sku} and ${skus.name} ilike ${pattern})`,
    number === undefined ? undefined : eq(anomalyCases.id, Number(number)),
  );
}
