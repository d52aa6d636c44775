// Follows the cases of SKUs that had nothing to sell: asked again when they are not back by the day that was named,
// ended when they can be sold again.

import type { Context } from '../context.ts';
import { daysBetween } from '../lib/day.ts';
import { type StockOutStep, stockOutStep } from '../model/stock-out.ts';
import type { Verdict } from '../rules/verdict.ts';
import type { StoredCase } from '../store/cases.ts';
import { closeCase } from './close-quiet.ts';
import { type FoundDay, followEpisode } from './follow-episode.ts';

/** Does to the live stock case `stored` what the SKU's verdict means for it. */
export async function followStockOut(
  tx: Context,
  stored: StoredCase,
  of: { verdict: Verdict; found: FoundDay; available: number | null; silenced: boolean },
): Promise<StockOutStep> {
  const { verdict, found, available, silenced } = of;
  const step = stockOutStep({ verdict, case: stored, available, silenced });
  if (step === 'end') await closeCase(tx, stored, 'recovered');
  if (step === 'withdraw') await followEpisode(tx, { act: 'withdraw', case: stored }, found);
  if (step === 'reopen') {
    const dayNumber = daysBetween(stored.firstDay, verdict.day) + 1;
    await followEpisode(tx, { act: 'reopen', case: stored, because: 'still_out', dayNumber }, found);
  }
  return step;
}
