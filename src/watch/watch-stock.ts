// Checks the stock every quarter of an hour while the team is at work: promotions that begin tomorrow, and stock that new
// numbers have made worse.

import { type Context, withTransaction } from '../context.ts';
import { dayIn } from '../lib/day.ts';
import { importMark } from '../store/reads/imports.ts';
import { noteSeen } from '../store/stock-alerts.ts';
import { alertOverselling } from './oversell.ts';
import { checkPromotions } from './promotions.ts';
import { alertTiers } from './tiers.ts';

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
  const today = dayIn(tx.policy.team.zone, tx.clock.now());
  return noteSeen(tx.db, `${today} ${await importMark(tx.db)}`);
}
