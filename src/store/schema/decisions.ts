// What was decided about a SKU's stock, beside what had been suggested, and what came of it.

import { sql } from 'drizzle-orm';
import {
  bigint,
  bigserial,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { oversellRisks } from '../../rules/inventory/channels.ts';
import type { DecisionOutcome } from '../../rules/inventory/hindsight.ts';
import type { PlanInput } from '../../rules/inventory/plan.ts';
import { stockTiers } from '../../rules/inventory/stock-tier.ts';
import { anomalyCases } from './cases.ts';
import { calendarDay, instant } from './columns.ts';

/** One row for each accepted answer with a proposal, written with it; a later one supersedes, nothing is overwritten. */
export const decisions = pgTable(
  'decisions',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    caseId: bigint('case_id', { mode: 'number' })
      .notNull()
      .references(() => anomalyCases.id),
    round: integer('round').notNull(),
    revision: integer('revision').notNull(),
    storeId: text('store_id').notNull(),
    sku: text('sku').notNull(),
    decidedBy: text('decided_by').notNull(),
    decidedAt: instant('decided_at').notNull(),
    /** Which formulas suggested, and from what; null where nothing was suggested. */
    formulaVersion: integer('formula_version').notNull(),
    suggestedUnits: integer('suggested_units'),
    inputs: jsonb('inputs').$type<PlanInput>(),
    nature: text('nature'),
    action: text('action').notNull(),
    quantity: integer('quantity'),
    transport: text('transport'),
    arriveBy: calendarDay('arrive_by'),
    reason: text('reason'),
    approval: text('approval', { enum: ['not_needed', 'waiting', 'approved', 'returned'] }).notNull(),
    approvedBy: text('approved_by'),
    approvedAt: instant('approved_at'),
    /** Corrected or returned: another decision of the round holds. */
    superseded: boolean('superseded').notNull().default(false),
    /** The team's day on which the lead time is over and the outcome can be told. */
    outcomeDueOn: calendarDay('outcome_due_on').notNull(),
    outcome: jsonb('outcome').$type<DecisionOutcome>(),
    outcomeAt: instant('outcome_at'),
  },
  (t) => [
    uniqueIndex('decisions_revision').on(t.caseId, t.round, t.revision),
    index('decisions_outcome_due').on(t.outcomeDueOn).where(sql`${t.outcome} is null and not ${t.superseded}`),
    index('decisions_at').on(t.decidedAt),
  ],
);

/** The tier that a SKU's owner was last alerted of, or a better one reached since: what is worse than it is news. */
export const tierAlerts = pgTable(
  'tier_alerts',
  {
    storeId: text('store_id').notNull(),
    sku: text('sku').notNull(),
    tier: text('tier', { enum: stockTiers }).notNull(),
    notedAt: instant('noted_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.storeId, t.sku] })],
);

/** How far a stock that several platforms sell from is at risk of being sold twice, as those in charge were last told. */
export const oversellAlerts = pgTable(
  'oversell_alerts',
  {
    storeId: text('store_id').notNull(),
    sku: text('sku').notNull(),
    risk: text('risk', { enum: oversellRisks }),
    notedAt: instant('noted_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.storeId, t.sku] })],
);
