// Writes rows that were read into staged_rows, a few thousand at a time: memory stays the same however long the file is.

import { sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Db } from '../store/db.ts';
import { columnNames } from '../store/query-parts.ts';
import { stagedRefusals, stagedRows } from '../store/schema/index.ts';
import type { StagedRefusal, StagedRow } from './formats/format.ts';

const c = columnNames(stagedRows, stagedRefusals);

export const stagedAtOnce = 5_000;

export interface Stage {
  add(row: StagedRow): void;
  /** A row that was refused, with what it was about. */
  refuse(refusal: StagedRefusal): void;
  /** Is it time to flush? */
  readonly isFull: boolean;
  /** Writes what was added; resolves once it is stored. */
  flush(): Promise<void>;
}

/** Collects the rows of one batch. */
export function stageOf(db: Db, batchId: number): Stage {
  let rows: StagedRow[] = [];
  let refusals: StagedRefusal[] = [];
  return {
    add: (row) => rows.push(row),
    refuse: (refusal) => refusals.push(refusal),
    get isFull() {
      return rows.length + refusals.length >= stagedAtOnce;
    },
    flush: async () => {
      const [full, refused] = [rows, refusals];
      rows = [];
      refusals = [];
      if (full.length > 0) await writeRows(db, batchId, full);
      await writeRefusals(db, batchId, refused);
    },
  };
}

/** Forgets everything that was staged for a batch. */
export async function clearStage(db: Db, batchId: number): Promise<void> {
  await db.execute(sql`delete from ${stagedRows} where ${c.batchId} = ${batchId}`);
  await db.execute(sql`delete from ${stagedRefusals} where ${c.batchId} = ${batchId}`);
}

/** Stages rows that were refused, also those that only a look at the whole file refuses. */
export async function writeRefusals(db: Db, batchId: number, refusals: readonly StagedRefusal[]): Promise<void> {
  if (refusals.length === 0) return;
  const list = (of: (refusal: StagedRefusal) => unknown) => sql.param(refusals.map((each) => of(each) ?? null));
  await db.execute(sql`
    insert into ${stagedRefusals} (${c.batchId}, ${c.line}, ${c.storeId}, ${c.sku}, ${c.day}, ${c.orderId}, ${c.message})
    select ${batchId}::bigint, ${c.line}, ${c.storeId}, ${c.sku}, ${c.day}::date, ${c.orderId}, ${c.message}::jsonb
    from unnest(${list((each) => each.line)}::int[], ${list((each) => each.storeId)}::text[],
      ${list((each) => each.sku)}::text[], ${list((each) => each.day)}::text[], ${list((each) => each.orderId)}::text[],
      ${list((each) => JSON.stringify(each.message))}::text[])
      as refused (${c.line}, ${c.storeId}, ${c.sku}, ${c.day}, ${c.orderId}, ${c.message})`);
}

/**
 * Tells the database how large tables have become: without it, statements over thousands of new rows are planned for a
 * handful and take minutes. Cheap: a sample is read.
 */
export async function refreshStatistics(db: Db, tables: readonly PgTable[]): Promise<void> {
  for (const table of tables) await db.execute(sql`analyze ${table}`);
}

async function writeRows(db: Db, batchId: number, rows: readonly StagedRow[]): Promise<void> {
  const list = (of: (row: StagedRow) => unknown) => sql.param(rows.map((row) => of(row) ?? null));
  await db.execute(sql`
    insert into ${stagedRows} (${c.batchId}, ${c.line}, ${c.storeId}, ${c.sku}, ${c.day}, ${c.orderId}, ${c.status}, ${c.units}, ${c.orders}, ${c.amount}, ${c.currency},
      ${c.pendingUnits}, ${c.isComplete}, ${c.toldAt}, row)
    select ${batchId}::bigint, ${c.line}, ${c.storeId}, ${c.sku}, ${c.day}::date, ${c.orderId}, ${c.status}, ${c.units}, ${c.orders}, ${c.amount}::numeric, ${c.currency},
      ${c.pendingUnits}, ${c.isComplete}, to_timestamp(${c.toldAt} / 1000), ${c.row}::jsonb
    from unnest(${list((row) => row.line)}::int[], ${list((row) => row.storeId)}::text[],
      ${list((row) => row.sku)}::text[], ${list((row) => row.day)}::text[], ${list((row) => row.orderId)}::text[],
      ${list((row) => row.status)}::text[], ${list((row) => row.units)}::int[], ${list((row) => row.orders)}::int[],
      ${list((row) => row.amount)}::text[], ${list((row) => row.currency)}::text[],
      ${list((row) => row.pendingUnits)}::int[], ${list((row) => row.isComplete)}::boolean[],
      ${list((row) => row.toldAt)}::float8[],
      ${list((row) => row.row && JSON.stringify(row.row))}::text[])
      as staged (${c.line}, ${c.storeId}, ${c.sku}, ${c.day}, ${c.orderId}, ${c.status}, ${c.units}, ${c.orders}, ${c.amount}, ${c.currency}, ${c.pendingUnits}, ${c.isComplete},
        ${c.toldAt}, row)`);
}
