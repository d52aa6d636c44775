// SKUs that surged and now fall day after day: the surge is over, and what is still on order must be asked about.

import type { Context } from '../context.ts';
import { addDays, type Day } from '../lib/day.ts';
import { dedupKey } from '../model/episode.ts';
import type { Store } from '../policy/policy.ts';
import { exitLookbackDays, exitSignal } from '../rules/exit-signal.ts';
import type { Verdict } from '../rules/verdict.ts';
import { loadSalesWindow } from '../store/sales.ts';
import { surgesSince } from '../store/verdicts.ts';
import type { Decided } from './decide-day.ts';

/** Verdicts of the SKUs whose fall is an exit signal today and that have no such case yet. */
export async function exitSignals(
  tx: Context,
  { store, day, decisions }: { store: Store; day: Day; decisions: readonly Decided[] },
  open: ReadonlySet<string>,
): Promise<Verdict[]> {
  const surged = await surgesSince(tx.db, store.id, { from: addDays(day, -exitLookbackDays), through: day });
  if (surged.size === 0) return [];
  const window = await loadSalesWindow(tx.db, { store, through: day, days: 4, only: [...surged] });
  const falling = new Set(
    window.series.filter(({ sku, quantity }) => surged.has(sku) && exitSignal(quantity)).map(({ sku }) => sku),
  );
  return decisions
    .map(({ verdict }) => verdict)
    .filter(({ sku }) => falling.has(sku) && !open.has(dedupKey('exit', store.id, sku, 'down')));
}
