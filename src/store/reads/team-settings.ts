// What the team changed by command and still holds: leave, silences, thresholds and policies.

import { asc, gte } from 'drizzle-orm';
import type { Day } from '../../lib/day.ts';
import type { Db } from '../db.ts';
import { leaves, policyOverrides, silences } from '../schema/index.ts';

/** Everything that is in force on `today` or comes later. */
export async function teamSettings(db: Db, today: Day) {
  const [leave, silence, overrides] = await Promise.all([
    db.select().from(leaves).where(gte(leaves.toDay, today)).orderBy(asc(leaves.fromDay)),
    db.select().from(silences).where(gte(silences.untilDay, today)).orderBy(asc(silences.untilDay)),
    db.select().from(policyOverrides).orderBy(asc(policyOverrides.scope), asc(policyOverrides.setting)),
  ]);
  return { leave, silence, overrides };
}
