// Once a week: which SKUs make most of each store's sales, and which do not sell at all.

import { type Context, withTransaction } from '../context.ts';
import type { Store } from '../policy/policy.ts';
import { abcClasses, classMeasure } from '../rules/inventory/abc-class.ts';
import { loadSalesWindow, newestCompleteDay } from '../store/sales.ts';
import { setClasses, skusOfStore } from '../store/skus.ts';

/** Days of sales that a class rests on. */
const classDays = 30;

export async function reclassify(ctx: Context): Promise<string> {
  const said: string[] = [];
  for (const store of ctx.policy.stores) said.push(await reclassifyStore(ctx, store));
  return said.join('; ');
}

/** How many SKUs moved, and by what the classes of the store were measured. */
function reclassifyStore(ctx: Context, store: Store): Promise<string> {
  return withTransaction(ctx, async (tx) => {
    const through = await newestCompleteDay(tx.db, store);
    if (!through) return `${store.id}: no sales`;
    const { series } = await loadSalesWindow(tx.db, { store, through, days: classDays });
    const sold = series.map(({ sku, quantity, price }) => ({
      sku,
      price,
      quantity: quantity.reduce((sum, units) => sum + (Number.isNaN(units) ? 0 : units), 0),
    }));
    const classes = abcClasses(sold);
    const moved = new Map<string, string>();
    for (const { sku, class: before } of await skusOfStore(tx.db, store.id)) {
      const now = classes.get(sku);
      if (now !== undefined && now !== before) moved.set(sku, now);
    }
    await setClasses(tx.db, store.id, moved);
    return `${store.id}: ${moved.size} SKUs by ${classMeasure(sold)}`;
  });
}
