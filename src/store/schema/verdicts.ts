// What the rules said, every time they said something new.

import {
  bigserial,
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
} from 'drizzle-orm/pg-core';
import { bytes, calendarDay, instant } from './columns.ts';

/**
 * Verdicts of a store's day with their evidence, some hundred to a row. A judging writes those that differ from what was
 * said before; the newest row that holds a SKU says what holds.
 */
export const verdictBlocks = pgTable(
  'verdict_blocks',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    storeId: text('store_id').notNull(),
    day: calendarDay('day').notNull(),
    /** Which SKUs it holds: those whose hash, divided by `buckets`, leaves `bucket`. */
    bucket: integer('bucket').notNull(),
    buckets: integer('buckets').notNull(),
    /** SKUs that surged, and whether any was in a promotion whose lift was known: to find them without reading it all. */
    surged: text('surged').array().notNull(),
    lifted: boolean('lifted').notNull(),
    judgedAt: instant('judged_at').notNull(),
    /** As `verdict-codec.ts` writes it. */
    body: bytes('body').notNull(),
  },
  (t) => [index('verdict_blocks_day').on(t.storeId, t.day)],
);

/** What a shop as a whole did on a day. */
export const shopVerdicts = pgTable(
  'shop_verdicts',
  {
    storeId: text('store_id').notNull(),
    day: calendarDay('day').notNull(),
    state: text('state', { enum: ['judged', 'held', 'no_data'] }).notNull(),
    heldBecause: text('held_because'),
    factor: doublePrecision('factor').notNull(),
    deviates: boolean('deviates').notNull(),
    judgedSkus: integer('judged_skus').notNull(),
    units: doublePrecision('units').notNull(),
    baseline: doublePrecision('baseline').notNull(),
    /** How many verdicts of each word the day had. */
    counts: jsonb('counts').$type<Record<string, number>>().notNull(),
    judgedAt: instant('judged_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.storeId, t.day] })],
);
