// Merges what people expect to sell: a newer file replaces all that was said of its SKUs; other SKUs keep what they had.

import { sql } from 'drizzle-orm';
import type { Db } from '../../store/db.ts';
import type { MergeInput, MergeOutcome } from './merge.ts';
import { dropRepeated } from './small-tables.ts';

/** Call inside a transaction. */
export async function mergeForecast(tx: Db, input: MergeInput): Promise<MergeOutcome> {
  const { batchId, asOf } = input;
  const at = asOf.toISOString();
  const checked = await dropRepeated(tx, batchId, input.log, sql`''`);
  await tx.execute(sql`
    delete from staged_rows s where s.batch_id = ${batchId} and exists (
      select 1 from forecasts f where f.store_id = s.store_id and f.sku = s.sku and f.as_of > ${at}::timestamptz)`);
  const gone = await tx.execute<{ store_id: string }>(sql`
    delete from forecasts f using staged_rows s
    where s.batch_id = ${batchId} and f.store_id = s.store_id and f.sku = s.sku returning f.store_id`);
  const written = await tx.execute<{ store_id: string }>(sql`
    insert into forecasts (store_id, sku, from_day, to_day, per_day, as_of, batch_id)
    select s.store_id, s.sku, (span->>'from')::date, (span->>'to')::date, (span->>'perDay')::float8, ${at}::timestamptz,
      ${batchId}::bigint
    from staged_rows s, jsonb_array_elements(s.row->'spans') as span
    where s.batch_id = ${batchId} returning store_id`);
  const stores = [...new Set(written.map((row) => row.store_id))].sort();
  return { ...checked, days: [], stores, changed: gone.length > 0 || written.length > 0 };
}
