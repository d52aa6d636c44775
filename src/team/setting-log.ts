// The record of every setting changed by command: what it was, what it is, who changed it and when. Append-only.

import type { Context } from '../context.ts';
import { actorName } from '../policy/actor.ts';
import { insertSettingChange, type SettingChange } from '../store/team-settings.ts';

/** Notes a change in the transaction that makes it. */
export async function logSettingChange(
  tx: Context,
  change: Pick<SettingChange, 'setting' | 'scope' | 'before' | 'after'>,
): Promise<void> {
  await insertSettingChange(tx.db, { ...change, at: tx.clock.now(), changedBy: actorName(tx.actor) });
}
