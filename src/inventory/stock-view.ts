// A SKU's stock as cards show it. Pure.

import type { StockView } from '../messages/views.ts';
import type { StockPlan } from '../rules/inventory/plan.ts';
import { stockTier } from '../rules/inventory/stock-tier.ts';
import { onOrder, type SkuFacts } from './plan-input.ts';

/** Stock older than this is shown with the moment it speaks of. */
const staleAfterMs = 36 * 3_600_000;

export function stockView({ facts, plan }: { facts: SkuFacts; plan: StockPlan }, now: Date): StockView {
  const { position } = facts;
  const countdownDays = plan.countdown?.value ?? null;
  return {
    asOf: position?.asOf.toISOString() ?? null,
    stale: position !== undefined && now.getTime() - position.asOf.getTime() > staleAfterMs,
    available: position?.available ?? null,
    reservedCustomer: position?.reservedCustomer ?? null,
    reservedTransfer: position?.reservedTransfer ?? null,
    reservedProcessing: position?.reservedProcessing ?? null,
    inbound: position?.inbound ?? null,
    inboundWorking: position?.inboundWorking ?? null,
    onOrder: onOrder(facts),
    arrivals: [...facts.arrivals].sort((a, b) => (a.sellableOn < b.sellableOn ? -1 : 1)),
    countdownDays,
    lastThreeDays: facts.daily.filter((units) => !Number.isNaN(units)).slice(-3),
    daysOfCover: plan.cover?.value ?? null,
    stockOutOn: plan.projection.stockOutOn,
    gapDays: plan.projection.gap?.days ?? null,
    tier: stockTier(countdownDays, facts.skuClass),
  };
}
