// What chat platforms say of people, and how often they were asked anything.

import { integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { leaderStandings } from '../../policy/leader.ts';
import { platforms } from '../../policy/platforms.ts';
import { instant } from './columns.ts';

/** Managers as a platform's directory has them, of people for whom the policy file names none. */
export const directoryManagers = pgTable('directory_managers', {
  personId: text('person_id').primaryKey(),
  platform: text('platform', { enum: platforms }).notNull(),
  standing: text('standing', { enum: leaderStandings }).notNull(),
  managerId: text('manager_id'),
  /** Their id and name on the platform. */
  account: text('account'),
  name: text('name'),
  lookedAt: instant('looked_at').notNull(),
});

/** Calls to a platform in a month of the team's calendar ("2026-03"), by what they were for. */
export const platformCalls = pgTable(
  'platform_calls',
  {
    platform: text('platform', { enum: platforms }).notNull(),
    month: text('month').notNull(),
    api: text('api').notNull(),
    calls: integer('calls').notNull(),
  },
  (t) => [primaryKey({ columns: [t.platform, t.month, t.api] })],
);
