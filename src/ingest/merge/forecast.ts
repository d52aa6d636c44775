// Merges what people expect to sell: a newer file replaces all that was said of its SKUs; other SKUs keep what they had.

import { sql } from 'drizzle-orm';
import type { Db } from '../../store/db.ts';
import { columnNames, rowsOf } from '../../store/query-parts.ts';
import { forecasts, stagedRows } from '../../store/schema/index.ts';
import type { MergeInput, MergeOutcome } from './merge.ts';
import { dropRepeated } from './small-tables.ts';

const c = columnNames(stagedRows, forecasts);

/** Call inside a transaction. */
export async function mergeForecast(tx: Db, input: MergeInput): Promise<MergeOutcome> {
  const { batchId, asOf } = input;
  const at = asOf.toISOString();
  const checked = await dropRepeated(tx, batchId, input.log, sql`''`);
  await tx.execute(sql`
    delete from ${stagedRows} s where s.${c.batchId} = ${batchId} and exists (
      select 1 from ${forecasts} f where f.${c.storeId} = s.${c.storeId} and f.${c.sku} = s.${c.sku} and f.${c.asOf} > ${at}::timestamptz)`);
  const gone = await rowsOf(
    tx,
    { storeId: forecasts.storeId },
    sql`
    delete from ${forecasts} f using ${stagedRows} s
    where s.${c.batchId} = ${batchId} and f.${c.storeId} = s.${c.storeId} and f.${c.sku} = s.${c.sku} returning f.${c.storeId}`,
  );
  const written = await rowsOf(
    tx,
    { storeId: forecasts.storeId },
    sql`
    insert into ${forecasts} (${c.storeId}, ${c.sku}, ${c.fromDay}, ${c.toDay}, ${c.perDay}, ${c.asOf}, ${c.batchId})
    select s.${c.storeId}, s.${c.sku}, (span->>'from')::date, (span->>'to')::date, (span->>'perDay')::float8, ${at}::timestamptz,
      ${batchId}::bigint
    from ${stagedRows} s, jsonb_array_elements(s.${c.row}->'spans') as span
    where s.${c.batchId} = ${batchId} returning ${c.storeId}`,
  );
  const stores = [...new Set(written.map((row) => row.storeId))].sort();
  return { ...checked, days: [], stores, changed: gone.length > 0 || written.length > 0 };
}
