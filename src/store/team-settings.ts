// What the team sets by command: leave, silences, thresholds and policies, and the record of every change.

import { and, asc, desc, eq, gte, lte } from 'drizzle-orm';
import type { Day } from '../lib/day.ts';
import type { Override, Setting } from '../policy/detection-scope.ts';
import type { Db } from './db.ts';
import { leaves, policyOverrides, settingChanges, silences } from './schema/index.ts';

export type LeaveRow = typeof leaves.$inferSelect;
export type SilenceRow = typeof silences.$inferSelect;
export type SettingChange = typeof settingChanges.$inferSelect;
type OverrideRow = typeof policyOverrides.$inferSelect;

/** Everything that is in force on `today` or comes later. */
export async function teamSettings(db: Db, today: Day) {
  const [leave, silence, overrides] = await Promise.all([
    leaveFrom(db, today),
    db.select().from(silences).where(gte(silences.untilDay, today)).orderBy(asc(silences.untilDay)),
    loadOverrides(db),
  ]);
  return { leave, silence, overrides };
}

/** Leave that covers `day`, in the order in which it was entered. */
export function leaveOn(db: Db, day: Day): Promise<LeaveRow[]> {
  return db
    .select()
    .from(leaves)
    .where(and(lte(leaves.fromDay, day), gte(leaves.toDay, day)))
    .orderBy(asc(leaves.id));
}

/** Leave that ends on `day` or later, of one person when named, in order of its beginning. */
export function leaveFrom(db: Db, day: Day, personId?: string): Promise<LeaveRow[]> {
  const of = personId === undefined ? undefined : eq(leaves.personId, personId);
  return db
    .select()
    .from(leaves)
    .where(and(gte(leaves.toDay, day), of))
    .orderBy(asc(leaves.fromDay), asc(leaves.id));
}

export async function insertLeave(db: Db, row: typeof leaves.$inferInsert): Promise<void> {
  await db.insert(leaves).values(row);
}

export async function setLeaveEnd(db: Db, id: number, toDay: Day): Promise<void> {
  await db.update(leaves).set({ toDay }).where(eq(leaves.id, id));
}

export async function deleteLeave(db: Db, id: number): Promise<void> {
  await db.delete(leaves).where(eq(leaves.id, id));
}

export async function insertSilence(db: Db, row: typeof silences.$inferInsert): Promise<void> {
  await db.insert(silences).values(row);
}

/** The store's silences that have not ended on `today`. */
export function silencesOf(db: Db, storeId: string, today: Day): Promise<SilenceRow[]> {
  return db
    .select()
    .from(silences)
    .where(and(eq(silences.storeId, storeId), gte(silences.untilDay, today)));
}

/** Thresholds and policies set by command, in order of scope. */
export function loadOverrides(db: Db): Promise<Override[]> {
  return db.select().from(policyOverrides).orderBy(asc(policyOverrides.scope), asc(policyOverrides.setting));
}

/** Sets one setting of a scope and returns what it replaced; the row stays locked until the transaction ends. */
export async function putOverride(db: Db, row: typeof policyOverrides.$inferInsert): Promise<OverrideRow | undefined> {
  const [before] = await db.select().from(policyOverrides).where(overrideAt(row)).for('update');
  await db
    .insert(policyOverrides)
    .values(row)
    .onConflictDoUpdate({ target: [policyOverrides.scope, policyOverrides.setting], set: row });
  return before;
}

/** Removes one setting of a scope and returns it; undefined when there was none. */
export async function deleteOverride(
  db: Db,
  of: { scope: string; setting: Setting },
): Promise<OverrideRow | undefined> {
  const [gone] = await db.delete(policyOverrides).where(overrideAt(of)).returning();
  return gone;
}

function overrideAt({ scope, setting }: { scope: string; setting: Setting }) {
  return and(eq(policyOverrides.scope, scope), eq(policyOverrides.setting, setting));
}

/** Appends to the record of changes; in the transaction that makes the change. */
export async function insertSettingChange(db: Db, row: typeof settingChanges.$inferInsert): Promise<void> {
  await db.insert(settingChanges).values(row);
}

/** The newest changes, of one scope when it is named. */
export function recentSettingChanges(
  db: Db,
  { scope, limit }: { scope?: string; limit: number },
): Promise<SettingChange[]> {
  return db
    .select()
    .from(settingChanges)
    .where(scope === undefined ? undefined : eq(settingChanges.scope, scope))
    .orderBy(desc(settingChanges.id))
    .limit(limit);
}
