// A SKU's stock as cards show it. Pure.

import type { GapView, StockView, SuggestionView } from '../messages/views.ts';
import { isPast } from '../rules/inventory/arrivals.ts';
import { oldSalesOf } from '../rules/inventory/forecast.ts';
import type { Loss } from '../rules/inventory/loss.ts';
import type { PlanInput, StockPlan } from '../rules/inventory/plan.ts';
import type { StockProjection } from '../rules/inventory/projection.ts';
import { eachFigure } from '../rules/inventory/stock-figures.ts';
import { stockTier, type TiersByClass } from '../rules/inventory/stock-tier.ts';
import type { TransportPlan } from '../rules/inventory/transport.ts';
import { onOrder, type SkuFacts } from './plan-input.ts';

/** A report older than this, of which no estimate could be made, is to be checked first. */
const staleAfterMs = 36 * 3_600_000;

export function stockView(
  { facts, input, plan }: { facts: SkuFacts; input: Pick<PlanInput, 'today'>; plan: StockPlan },
  { now, currency, tiers }: { now: Date; currency: string; tiers: TiersByClass },
): StockView {
  const { position } = facts;
  const countdownDays = plan.countdown?.value ?? null;
  return {
    asOf: position?.asOf.toISOString() ?? null,
    stale: position?.estimate === null && now.getTime() - position.asOf.getTime() > staleAfterMs,
    estimate: position?.estimate ?? null,
    ...eachFigure((name) => position?.[name] ?? null),
    elsewhere: position?.elsewhere ?? 0,
    onOrder: onOrder(facts),
    arrivals: facts.arrivals
      .filter((each) => !isPast(each, input.today))
      .sort((a, b) => (a.sellableOn < b.sellableOn ? -1 : 1)),
    oldSales: oldSalesOf(facts.salesThrough, input.today),
    overdue: plan.overdue,
    orderBy: plan.orderBy,
    countdownDays,
    lastThreeDays: facts.daily.filter((units) => !Number.isNaN(units)).slice(-3),
    daysOfCover: plan.cover?.value ?? null,
    ...gapView(plan.projection, plan.loss),
    currency,
    rate: plan.rate,
    atPace: { rate: plan.pace, ...gapView(plan.atPace, plan.lossAtPace) },
    expected: plan.given?.spans ?? [],
    answer: plan.answer,
    safety: plan.safety?.safety.value ?? null,
    suggestion: suggestionView(plan.transport),
    dispatch: suggestionView(plan.dispatch),
    tier: stockTier(countdownDays, facts.skuClass, tiers),
  };
}

function gapView({ stockOutOn, gap }: StockProjection, loss: Loss | null): GapView {
  return {
    stockOutOn,
    gapDays: gap?.days ?? null,
    lostUnits: loss?.units.value ?? null,
    lostMoney: loss?.money?.value ?? null,
  };
}

function suggestionView(plan: Pick<TransportPlan, 'suggested'> | null): SuggestionView | null {
  if (!plan?.suggested) return null;
  const { parts, gapDays } = plan.suggested;
  return {
    units: parts.reduce((sum, part) => sum + part.units, 0),
    parts: parts.map(({ mode, units, sellableOn }) => ({ mode, units, sellableOn })),
    gapDays,
  };
}
