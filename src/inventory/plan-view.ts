// The plan of one SKU, read and put together as it is shown.

import type { Context } from '../context.ts';
import { dayIn } from '../lib/day.ts';
import type { PlanView } from '../messages/plan-view.ts';
import { findSku } from '../store/skus.ts';
import { loadPlannedShipments } from '../store/stock.ts';
import { verdictsOfSku } from '../store/verdicts.ts';
import type { Store } from '../team/policy.ts';
import { loadStock } from './book.ts';

/** The plan of a SKU of a store, at the level that its newest verdict rests on. */
export async function loadPlanView(ctx: Context, store: Store, sku: string): Promise<PlanView> {
  const now = ctx.clock.now();
  const [newest] = await verdictsOfSku(ctx.db, store.id, sku, dayIn(store.zone, now), 1);
  const rate = newest?.evidence.measure === 'units' ? newest.evidence.level : null;
  const book = await loadStock(ctx, store, new Map([[sku, rate]]), [sku]);
  const planned = await loadPlannedShipments(ctx.db, store, [sku]);
  const { position, leadTimes, skuClass } = book.factsOf(sku);
  const atAmazon = position?.locations.some(({ location }) => location === 'FBA') ?? false;
  return {
    storeId: store.id,
    storeName: store.name ?? store.id,
    sku,
    skuName: (await findSku(ctx.db, store.id, sku))?.name ?? null,
    class: skuClass,
    today: dayIn(ctx.policy.team.zone, now),
    stock: book.of(sku),
    places: atAmazon
      ? (position?.locations ?? []).flatMap(({ location }) => (location === 'FBA' ? [] : [location]))
      : [],
    unsellable: position?.unsellable ?? null,
    planned: planned.get(sku) ?? [],
    terms: leadTimes.map(({ supplier, supplierTier, moq, casePack, unitCost, currency }) => ({
      supplier,
      tier: supplierTier,
      moq,
      casePack,
      unitCost: unitCost === null ? null : Number(unitCost),
      currency,
    })),
    plan: book.planOf(sku),
  };
}
