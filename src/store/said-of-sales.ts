// What people have said of a SKU's sales to come: the newest answer to a case, and the forecast they imported. Plain reads.

import { and, asc, desc, eq, gte, isNotNull, sql } from 'drizzle-orm';
import type { Day } from '../lib/day.ts';
import type { AnswerPromise, CaseStatus } from '../model/anomaly-case.ts';
import type { ExpectedSpan } from '../rules/inventory/given-forecast.ts';
import type { Db } from './db.ts';
import { among } from './query-parts.ts';
import { anomalyCases, answers, forecasts, ingestBatches } from './schema/index.ts';

/** How the newest case of a SKU stands. */
export interface SaidAnswer {
  caseId: number;
  /** The day on which the change set in. */
  firstDay: Day;
  status: CaseStatus;
  /** Null where its present round is not answered. */
  promise: AnswerPromise | null;
  answeredAt: Date | null;
  answeredBy: string | null;
}

/** What a file of people's expectations said of a SKU. */
export interface SaidForecast {
  spans: ExpectedSpan[];
  asOf: Date;
  fileName: string;
  receivedBy: string;
}

/** The newest case about single days of each SKU, of those opened since; SKUs without one are left out. */
export async function newestAnswers(
  db: Db,
  storeId: string,
  { only, since }: { only: readonly string[] | undefined; since: Date },
): Promise<Map<string, SaidAnswer>> {
  const { id, sku, firstDay, status, promise } = anomalyCases;
  const { answeredAt, answeredBy } = answers;
  const rows = await db
    .selectDistinctOn([sku], { sku, caseId: id, firstDay, status, promise, answeredAt, answeredBy })
    .from(anomalyCases)
    .leftJoin(answers, eq(answers.caseId, id))
    .where(
      and(
        eq(anomalyCases.storeId, storeId),
        eq(anomalyCases.kind, 'sku'),
        isNotNull(sku),
        among(sku, only),
        gte(anomalyCases.openedAt, since),
      ),
    )
    // Of a case its newest answer, corrections among them.
    .orderBy(sku, desc(id), desc(answers.id));
  return new Map(rows.flatMap(({ sku: of, ...said }) => (of === null ? [] : [[of, said] as const])));
}

/** Forecasts by SKU, of files that speak of a moment since. */
export async function loadForecasts(
  db: Db,
  storeId: string,
  { only, since }: { only: readonly string[] | undefined; since: Date },
): Promise<Map<string, SaidForecast>> {
  const { sku, fromDay, toDay, perDay, asOf } = forecasts;
  const { fileName, receivedBy } = ingestBatches;
  const rows = await db
    .select({ sku, fromDay, toDay, perDay, asOf, fileName, receivedBy })
    .from(forecasts)
    .innerJoin(ingestBatches, eq(ingestBatches.id, forecasts.batchId))
    .where(and(eq(forecasts.storeId, storeId), among(sku, only), gte(asOf, sql`${since.toISOString()}::timestamptz`)))
    .orderBy(asc(sku), asc(fromDay));
  const bySku = new Map<string, SaidForecast>();
  for (const row of rows) {
    const known = bySku.get(row.sku) ?? { ...row, spans: [] };
    known.spans.push({ from: row.fromDay, to: row.toDay, perDay: row.perDay });
    bySku.set(row.sku, known);
  }
  return bySku;
}
