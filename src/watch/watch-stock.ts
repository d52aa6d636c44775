// Checks the stock every quarter of an hour while the team is at work: promotions that begin tomorrow, and stock that new
// numbers have made worse.

import { count, eq, gt, max } from 'drizzle-orm';
import { type Context, withTransaction } from '../context.ts';
import { dayIn } from '../lib/day.ts';
import { ingestBatches, settings } from '../store/schema/index.ts';
import { alertOverselling } from './oversell.ts';
import { checkPromotions } from './promotions.ts';
import { alertTiers } from './tiers.ts';

const seenName = 'stock-watch:seen';

/** Announces what is new; `step` names the run. Returns a summary for the job's record. */
export function watchStock(ctx: Context, step: string): Promise<string> {
  return withTransaction(ctx, async (tx) => {
    const checked = await checkPromotions(tx);
    if (!(await somethingCameIn(tx))) return `${checked} promotions`;
    const worse = await alertTiers(tx, step);
    const risky = await alertOverselling(tx, step);
    return `${checked} promotions, ${worse} worse tiers, ${risky} oversell risks`;
  });
}

/** Was a file imported since the last run, or has a new day begun? Notes it as seen. */
async function somethingCameIn(tx: Context): Promise<boolean> {
  const [files] = await tx.db
    .select({ taken: count(), newest: max(ingestBatches.id) })
    .from(ingestBatches)
    .where(gt(ingestBatches.rowsKept, 0));
  const value = `${dayIn(tx.policy.team.zone, tx.clock.now())} ${files?.taken ?? 0} ${files?.newest ?? 0}`;
  const [seen] = await tx.db.select().from(settings).where(eq(settings.name, seenName));
  if (seen?.value === value) return false;
  await tx.db
    .insert(settings)
    .values({ name: seenName, value })
    .onConflictDoUpdate({ target: settings.name, set: { value } });
  return true;
}
