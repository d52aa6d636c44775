// SKUs that surged and now fall day after day: the surge is over, and what is still on order must be asked about.

import type { Context } from '../context.ts';
import { addDays } from '../lib/day.ts';
import type { Store } from '../policy/policy.ts';
import { exitLookbackDays, exitSignal } from '../rules/exit-signal.ts';
import type { SalesWindow } from '../rules/sales-window.ts';
import { surgesSince } from '../store/verdicts.ts';

/** Those of `window` that surged not long ago and fall on its last days. */
export async function endedSurges(tx: Context, store: Store, window: SalesWindow): Promise<Set<string>> {
  const through = window.days.at(-1);
  if (through === undefined) return new Set();
  const surged = await surgesSince(tx.db, store.id, { from: addDays(through, -exitLookbackDays), through });
  const falling = window.series.filter(({ sku, quantity }) => surged.has(sku) && exitSignal(quantity));
  return new Set(falling.map(({ sku }) => sku));
}
