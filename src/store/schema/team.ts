// What the team changes while running: leave, silences, thresholds, sign-ins.

import { bigint, bigserial, doublePrecision, index, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { detectionPolicies } from '../../policy/policy.ts';
import { calendarDay, instant } from './columns.ts';

export const leaves = pgTable(
  'leaves',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    personId: text('person_id').notNull(),
    fromDay: calendarDay('from_day').notNull(),
    toDay: calendarDay('to_day').notNull(),
    deputyId: text('deputy_id'),
    setBy: text('set_by').notNull(),
    setAt: instant('set_at').notNull(),
  },
  (t) => [index('leaves_person').on(t.personId)],
);

/** No new forms for a SKU, class or store until a day; expires by itself. */
export const silences = pgTable('silences', {
  id: bigserial('id', { mode: 'number' }).primaryKey(),
  storeId: text('store_id').notNull(),
  sku: text('sku'),
  class: text('class'),
  untilDay: calendarDay('until_day').notNull(),
  reason: text('reason').notNull(),
  setBy: text('set_by').notNull(),
  setAt: instant('set_at').notNull(),
});

/** What people can change by command. */
export const changedSettings = [
  'policy',
  'threshold_up',
  'threshold_down',
  'leave',
  'promotion',
  'owner',
  'delivery',
] as const;

/** Thresholds and detection policies set by command. Scope: "team", "store:ID", "class:X" or "sku:STORE/SKU". */
export const policyOverrides = pgTable(
  'policy_overrides',
  {
    scope: text('scope').notNull(),
    setting: text('setting', { enum: ['policy', 'threshold_up', 'threshold_down'] }).notNull(),
    policy: text('policy', { enum: detectionPolicies }),
    threshold: doublePrecision('threshold'),
    setBy: text('set_by').notNull(),
    setAt: instant('set_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.scope, t.setting] })],
);

/** Every change of a setting by command, and of an owner by a file, who made it and when; append-only. Scopes as above, "person:ID" for leave, "delivery:ID". */
export const settingChanges = pgTable(
  'setting_changes',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    at: instant('at').notNull(),
    changedBy: text('changed_by').notNull(),
    setting: text('setting', { enum: changedSettings }).notNull(),
    scope: text('scope').notNull(),
    /** Null where nothing was set before, or nothing is set any more. */
    before: text('before'),
    after: text('after'),
    /** The file that made the change; null for a command. */
    batchId: bigint('batch_id', { mode: 'number' }),
  },
  (t) => [index('setting_changes_setting').on(t.setting, t.id)],
);

/** Sign-in links and sessions of the console; only hashes are kept. */
export const signIns = pgTable(
  'sign_ins',
  {
    tokenHash: text('token_hash').primaryKey(),
    kind: text('kind', { enum: ['link', 'session'] }).notNull(),
    personId: text('person_id').notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (t) => [index('sign_ins_person').on(t.personId)],
);

/** Small facts about this installation, such as its id. */
export const settings = pgTable(
  'settings',
  { name: text('name').primaryKey(), value: text('value').notNull() },
  (t) => [uniqueIndex('settings_name').on(t.name)],
);
