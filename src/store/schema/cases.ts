// Who owes what by when, and what was answered.

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
import type { FormFacts, RawValues } from '../../forms/form.ts';
import { formKinds } from '../../forms/form.ts';
import type { AnswerPromise, Approval, StampedPolicy } from '../../model/anomaly-case.ts';
import { caseKinds, caseStatuses, resolutions } from '../../model/anomaly-case.ts';
import { stockTiers } from '../../rules/inventory/stock-tier.ts';
import { directions } from '../../rules/verdict.ts';
import { calendarDay, instant } from './columns.ts';

/** A posted card: the form of one case, or of several cases of one owner in one message. */
export const cards = pgTable('cards', {
  id: bigserial('id', { mode: 'number' }).primaryKey(),
  storeId: text('store_id').notNull(),
  assigneeId: text('assignee_id'),
  postedAt: instant('posted_at').notNull(),
});

export const anomalyCases = pgTable(
  'anomaly_cases',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    cardId: bigint('card_id', { mode: 'number' }).references(() => cards.id),
    kind: text('kind', { enum: caseKinds }).notNull(),
    formKind: text('form_kind', { enum: formKinds }).notNull(),
    storeId: text('store_id').notNull(),
    sku: text('sku'),
    direction: text('direction', { enum: directions }).notNull(),
    status: text('status', { enum: caseStatuses }).notNull(),
    dedupKey: text('dedup_key').notNull(),
    round: integer('round').notNull(),
    firstDay: calendarDay('first_day').notNull(),
    lastDay: calendarDay('last_day').notNull(),
    lastDeviation: doublePrecision('last_deviation').notNull(),
    stockTier: text('stock_tier', { enum: stockTiers }),
    ownerId: text('owner_id'),
    assigneeId: text('assignee_id'),
    openedAt: instant('opened_at').notNull(),
    askedAt: instant('asked_at').notNull(),
    answerDueAt: instant('answer_due_at'),
    /** The earliest moment at which anything can happen to this case; null when nothing can. */
    nextDueAt: instant('next_due_at'),
    remindersHandled: integer('reminders_handled').notNull().default(0),
    escalationStep: integer('escalation_step').notNull().default(0),
    deadlineMissedAt: instant('deadline_missed_at'),
    nagAt: instant('nag_at'),
    snoozedUntil: instant('snoozed_until'),
    acknowledgedAt: instant('acknowledged_at'),
    acknowledgedBy: text('acknowledged_by'),
    answeredAt: instant('answered_at'),
    answeredBy: text('answered_by'),
    closedAt: instant('closed_at'),
    resolution: text('resolution', { enum: resolutions }),
    supplement: boolean('supplement').notNull().default(false),
    promise: jsonb('promise').$type<AnswerPromise>(),
    approval: jsonb('approval').$type<Approval>(),
    /** When what the answer proposed must show in the lists of orders and shipments. */
    followUpAt: instant('follow_up_at'),
    policy: jsonb('policy').$type<StampedPolicy>().notNull(),
    facts: jsonb('facts').$type<FormFacts>().notNull(),
    prefill: jsonb('prefill').$type<RawValues>().notNull(),
    /** Why the sweep could not decide on it; shown by `doctor`. */
    trouble: text('trouble'),
    version: integer('version').notNull(),
  },
  (t) => [
    uniqueIndex('anomaly_cases_one_open').on(t.dedupKey).where(sql`${t.status} <> 'closed'`),
    index('anomaly_cases_due').on(t.nextDueAt).where(sql`${t.nextDueAt} is not null`),
    index('anomaly_cases_sku').on(t.storeId, t.sku),
    index('anomaly_cases_card').on(t.cardId),
  ],
);

/** Which rounds of which cases a card shows. */
export const cardCases = pgTable(
  'card_cases',
  {
    cardId: bigint('card_id', { mode: 'number' })
      .notNull()
      .references(() => cards.id),
    caseId: bigint('case_id', { mode: 'number' })
      .notNull()
      .references(() => anomalyCases.id),
    round: integer('round').notNull(),
  },
  (t) => [primaryKey({ columns: [t.cardId, t.caseId] })],
);

/** The deviating days of a case. */
export const caseDays = pgTable(
  'case_days',
  {
    caseId: bigint('case_id', { mode: 'number' })
      .notNull()
      .references(() => anomalyCases.id),
    day: calendarDay('day').notNull(),
    /** Revision of the SKU's verdict that the numbers are from. */
    verdictRevision: integer('verdict_revision'),
    units: doublePrecision('units'),
    baseline: doublePrecision('baseline'),
    deviation: doublePrecision('deviation'),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.day] })],
);

/** Everything that ever happened to a case; append-only, written with the change it records. */
export const caseLog = pgTable(
  'case_log',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    caseId: bigint('case_id', { mode: 'number' })
      .notNull()
      .references(() => anomalyCases.id),
    /** When it became true, which may be earlier than when it was noticed. */
    at: instant('at').notNull(),
    notedAt: instant('noted_at').notNull(),
    event: text('event').notNull(),
    /** A person's id, or "system". */
    actor: text('actor').notNull(),
    round: integer('round').notNull(),
    data: jsonb('data').$type<Record<string, unknown>>().notNull(),
  },
  (t) => [index('case_log_case').on(t.caseId, t.id)],
);

/** Accepted answers; a correction is a new revision, nothing is overwritten. */
export const answers = pgTable(
  'answers',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    caseId: bigint('case_id', { mode: 'number' })
      .notNull()
      .references(() => anomalyCases.id),
    round: integer('round').notNull(),
    revision: integer('revision').notNull(),
    answeredBy: text('answered_by').notNull(),
    answeredAt: instant('answered_at').notNull(),
    late: boolean('late').notNull(),
    formKind: text('form_kind', { enum: formKinds }).notNull(),
    formVersion: integer('form_version').notNull(),
    values: jsonb('values').$type<RawValues>().notNull(),
  },
  (t) => [uniqueIndex('answers_revision').on(t.caseId, t.round, t.revision)],
);
