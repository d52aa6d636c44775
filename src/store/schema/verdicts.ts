// What the rules said, every time they said something new.

import { sql } from 'drizzle-orm';
import {
  bigint,
  bigserial,
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { Evidence } from '../../rules/verdict.ts';
import { directions, verdictWords } from '../../rules/verdict.ts';
import { calendarDay, instant } from './columns.ts';

/** Verdicts with their evidence. A restated day adds a revision; only the newest is `current`. */
export const verdicts = pgTable(
  'verdicts',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    storeId: text('store_id').notNull(),
    sku: text('sku').notNull(),
    day: calendarDay('day').notNull(),
    revision: integer('revision').notNull(),
    current: boolean('current').notNull(),
    word: text('word', { enum: verdictWords }).notNull(),
    direction: text('direction', { enum: directions }),
    windowDays: integer('window_days').notNull(),
    units: doublePrecision('units'),
    baseline: doublePrecision('baseline'),
    deviation: doublePrecision('deviation'),
    chance: doublePrecision('chance'),
    surge: boolean('surge').notNull(),
    moneyAtStake: doublePrecision('money_at_stake').notNull(),
    evidence: jsonb('evidence').$type<Evidence>().notNull(),
    caseId: bigint('case_id', { mode: 'number' }),
    judgedAt: instant('judged_at').notNull(),
  },
  (t) => [
    uniqueIndex('verdicts_revision').on(t.storeId, t.day, t.sku, t.revision),
    uniqueIndex('verdicts_current').on(t.storeId, t.day, t.sku).where(sql`${t.current}`),
    index('verdicts_sku').on(t.storeId, t.sku, t.day),
  ],
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
