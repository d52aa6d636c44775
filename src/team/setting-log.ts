// The record of every setting changed by command: what it was, what it is, who changed it and when. Append-only.

import { desc, eq } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { actorName } from '../policy/actor.ts';
import type { changedSettings } from '../store/schema/index.ts';
import { settingChanges } from '../store/schema/index.ts';

export type ChangedSetting = (typeof changedSettings)[number];
export type SettingChange = typeof settingChanges.$inferSelect;

/** Notes a change in the transaction that makes it. */
export async function logSettingChange(
  tx: Context,
  change: { setting: ChangedSetting; scope: string; before: string | null; after: string | null },
): Promise<void> {
  await tx.db.insert(settingChanges).values({ ...change, at: tx.clock.now(), changedBy: actorName(tx.actor) });
}

/** The newest changes, of one scope when it is named. */
export function recentSettingChanges(
  ctx: Context,
  options: { scope?: string; limit: number },
): Promise<SettingChange[]> {
  return ctx.db
    .select()
    .from(settingChanges)
    .where(options.scope === undefined ? undefined : eq(settingChanges.scope, options.scope))
    .orderBy(desc(settingChanges.id))
    .limit(options.limit);
}
