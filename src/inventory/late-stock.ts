// Whether a store's stock reports still come in.

import type { Context } from '../context.ts';
import { dayIn } from '../lib/day.ts';
import type { Store } from '../policy/policy.ts';
import { type LateStock, lateStockOf } from '../rules/inventory/rolled-stock.ts';
import { lastStockAt } from '../store/stock.ts';

/** How old the newest stock report is, in team days; null while reports come in, or none ever came. */
export async function lateStock(ctx: Context, store: Store): Promise<LateStock | null> {
  const { zone } = ctx.policy.team;
  const at = await lastStockAt(ctx.db, store);
  return lateStockOf(at && dayIn(zone, at), dayIn(zone, ctx.clock.now()));
}
