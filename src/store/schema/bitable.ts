// Tables of Feishu's 多维表格: how each of them does, and which row of the shared record belongs to which case.

import { bigint, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { Bilingual } from '../../lib/language.ts';
import { tableUses } from '../../policy/bitable-policy.ts';
import { anomalyCases } from './cases.ts';
import { instant } from './columns.ts';

/** Why a table does not work, what to do about it, and since when (an instant, ISO). */
export interface StoredTrouble {
  code: string;
  text: Bilingual;
  since: string;
  /** Nobody has to do anything: it is tried again. */
  passes: boolean;
}

/** One row for each use of a table; begun anew when the policy file names another table. */
export const bitableStates = pgTable('bitable_states', {
  use: text('use', { enum: tableUses }).primaryKey(),
  /** "APP/TABLE/VIEW" */
  place: text('place').notNull(),
  triedAt: instant('tried_at'),
  /** When it was last read, or written, as it should be. */
  goodAt: instant('good_at'),
  /** Rows that were read then. */
  rows: integer('rows'),
  /** What was taken in last, as a hash; null when it must be read again. */
  contentHash: text('content_hash'),
  trouble: jsonb('trouble').$type<StoredTrouble>(),
  /** Who writes into it at present. */
  leaseOwner: text('lease_owner'),
  leaseUntil: instant('lease_until'),
});

/** Cases in the shared record. A row is here before its record is made, so that no failure makes a second one. */
export const bitableRows = pgTable(
  'bitable_rows',
  {
    /** "APP/TABLE" */
    place: text('place').notNull(),
    caseId: bigint('case_id', { mode: 'number' })
      .notNull()
      .references(() => anomalyCases.id),
    /** Feishu's id of the record; null until it is known. */
    recordId: text('record_id'),
    /** client_token of the batch that was to make it, while nobody knows whether it did. */
    batchToken: text('batch_token'),
    /** Version of the case that the record shows; null when it must be written again. */
    caseVersion: integer('case_version'),
    /** What the record shows, as a hash. */
    contentHash: text('content_hash'),
  },
  (t) => [primaryKey({ columns: [t.place, t.caseId] })],
);
