// Writes rows that were read into staged_rows, a few thousand at a time: memory stays the same however long the file is.

import { sql } from 'drizzle-orm';
import type { Db } from '../store/db.ts';
import type { StagedRow } from './formats/format.ts';

export const stagedAtOnce = 5_000;

export interface Stage {
  add(row: StagedRow): void;
  /** Is it time to flush? */
  readonly isFull: boolean;
  /** Writes what was added; resolves once it is stored. */
  flush(): Promise<void>;
}

/** Collects the rows of one batch. */
export function stageOf(db: Db, batchId: number): Stage {
  let rows: StagedRow[] = [];
  return {
    add: (row) => rows.push(row),
    get isFull() {
      return rows.length >= stagedAtOnce;
    },
    flush: async () => {
      if (rows.length === 0) return;
      const full = rows;
      rows = [];
      await writeRows(db, batchId, full);
    },
  };
}

/** Forgets everything that was staged for a batch. */
export async function clearStage(db: Db, batchId: number): Promise<void> {
  await db.execute(sql`delete from staged_rows where batch_id = ${batchId}`);
}

/**
 * Tells the database how large tables have become: without it, statements over thousands of new rows are planned for a
 * handful and take minutes. Cheap: a sample is read.
 */
export async function refreshStatistics(db: Db, tables: readonly StatisticsTable[]): Promise<void> {
  for (const table of tables) await db.execute(sql.raw(`analyze ${table}`));
}

export type StatisticsTable = 'staged_rows' | 'order_lines' | 'sales_days' | 'skus';

async function writeRows(db: Db, batchId: number, rows: readonly StagedRow[]): Promise<void> {
  const list = (of: (row: StagedRow) => unknown) => sql.param(rows.map((row) => of(row) ?? null));
  await db.execute(sql`
    insert into staged_rows (batch_id, line, store_id, sku, day, order_id, status, units, orders, amount, currency,
      pending_units, is_complete, row)
    select ${batchId}::bigint, line, store_id, sku, day::date, order_id, status, units, orders, amount::numeric, currency,
      pending_units, is_complete, row::jsonb
    from unnest(${list((row) => row.line)}::int[], ${list((row) => row.storeId)}::text[],
      ${list((row) => row.sku)}::text[], ${list((row) => row.day)}::text[], ${list((row) => row.orderId)}::text[],
      ${list((row) => row.status)}::text[], ${list((row) => row.units)}::int[], ${list((row) => row.orders)}::int[],
      ${list((row) => row.amount)}::text[], ${list((row) => row.currency)}::text[],
      ${list((row) => row.pendingUnits)}::int[], ${list((row) => row.isComplete)}::boolean[],
      ${list((row) => row.row && JSON.stringify(row.row))}::text[])
      as staged (line, store_id, sku, day, order_id, status, units, orders, amount, currency, pending_units, is_complete, row)`);
}
