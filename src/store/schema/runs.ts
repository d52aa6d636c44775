// Scheduled work: one row for each due time of each job, so that none runs twice and none is forgotten.

import { index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

export const jobRuns = pgTable(
  'job_runs',
  {
    job: text('job').notNull(),
    /** The due time as text: an instant, or a day and store. */
    slot: text('slot').notNull(),
    dueAt: instant('due_at').notNull(),
    state: text('state', { enum: ['running', 'done', 'failed', 'missed'] }).notNull(),
    attempts: integer('attempts').notNull(),
    leaseOwner: text('lease_owner'),
    leaseUntil: instant('lease_until'),
    startedAt: instant('started_at').notNull(),
    finishedAt: instant('finished_at'),
    outcome: text('outcome'),
  },
  (t) => [primaryKey({ columns: [t.job, t.slot] }), index('job_runs_due').on(t.dueAt)],
);
