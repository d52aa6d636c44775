// The stock position of a store's SKUs as cards and forms show it: read once, worked out by the rules.

import type { Context } from '../context.ts';
import type { FormFacts } from '../forms/form.ts';
import type { Suggestion } from '../forms/prefill.ts';
import { type Day, dayIn, daysBetween } from '../lib/day.ts';
import type { StockView } from '../messages/views.ts';
import { countdownDays, daysOfCover } from '../rules/inventory/cover.ts';
import { projectStock } from '../rules/inventory/projection.ts';
import { stockTier } from '../rules/inventory/stock-tier.ts';
import { suggestReplenishment } from '../rules/inventory/suggestion.ts';
import { loadSalesWindow, newestCompleteDay } from '../store/sales.ts';
import { skusOfStore } from '../store/skus.ts';
import {
  type Arrival,
  type LeadTime,
  loadArrivals,
  loadLeadTimes,
  loadPositions,
  type StockPosition,
} from '../store/stock.ts';
import type { Store } from '../team/policy.ts';

/** Days behind the daily sales rate where no baseline in units is at hand. */
const rateDays = 28;

/** Stock older than this is shown with the moment it speaks of. */
const staleAfterMs = 36 * 3_600_000;

export interface StockBook {
  of(sku: string): StockView;
  classOf(sku: string): string | null;
  /** Units a day at which the stock is expected to go; null when unknown. */
  rateOf(sku: string): number | null;
  suggestionFor(sku: string): Suggestion | null;
  leadTimeOf(sku: string): LeadTime | undefined;
  /** What an answer is held against; for a store-wide form (`sku` null) nothing but the day. */
  factsFor(sku: string | null, of: { surge: boolean }): FormFacts;
}

interface Facts {
  now: Date;
  today: Day;
  classes: ReadonlyMap<string, string | null>;
  positions: ReadonlyMap<string, StockPosition>;
  arrivals: ReadonlyMap<string, Arrival[]>;
  leadTimes: ReadonlyMap<string, LeadTime>;
  recent: ReadonlyMap<string, number[]>;
}

/** Reads the stock of a store. `rates` gives units a day by SKU where a baseline is known; `only` is all it is asked of. */
export async function loadStock(
  ctx: Context,
  store: Store,
  rates: ReadonlyMap<string, number | null>,
  only?: readonly string[],
): Promise<StockBook> {
  const now = ctx.clock.now();
  const facts: Facts = {
    now,
    today: dayIn(ctx.policy.team.zone, now),
    classes: new Map((await skusOfStore(ctx.db, store.id, only)).map((row) => [row.sku, row.class])),
    positions: await loadPositions(ctx.db, store, only),
    arrivals: await loadArrivals(ctx.db, store, only),
    leadTimes: await loadLeadTimes(ctx.db, only),
    recent: await loadRecentUnits(ctx, store, only),
  };
  const rateOf = (sku: string) => rates.get(sku) ?? meanOf(facts.recent.get(sku) ?? []);
  const view = (sku: string) => stockView(facts, sku, rateOf(sku));
  const suggestion = (sku: string) => suggestionOf(facts, sku, rateOf(sku));
  return {
    of: view,
    classOf: (sku) => facts.classes.get(sku) ?? null,
    rateOf,
    suggestionFor: suggestion,
    leadTimeOf: (sku) => facts.leadTimes.get(sku),
    factsFor: (sku, { surge }) => ({
      today: facts.today,
      surge,
      suggestedUnits: sku === null ? null : (suggestion(sku)?.units ?? null),
      ...(sku === null ? { countdownDays: null, nextArrivalInDays: null } : runningOut(facts, view(sku))),
    }),
  };
}

function runningOut({ today }: Facts, stock: StockView): Pick<FormFacts, 'countdownDays' | 'nextArrivalInDays'> {
  const [next] = stock.arrivals;
  return {
    countdownDays: stock.countdownDays,
    nextArrivalInDays: next ? Math.max(0, daysBetween(today, next.sellableOn)) : null,
  };
}

function stockView(facts: Facts, sku: string, rate: number | null): StockView {
  const position = facts.positions.get(sku);
  const arrivals = [...(facts.arrivals.get(sku) ?? [])].sort((a, b) => (a.sellableOn < b.sellableOn ? -1 : 1));
  const lastThreeDays = (facts.recent.get(sku) ?? []).slice(-3);
  const available = position?.available ?? null;
  const countdown = countdownDays(available, lastThreeDays);
  const projection = projectStock({ available, rate, today: facts.today, arrivals });
  return {
    asOf: position?.asOf.toISOString() ?? null,
    stale: position !== undefined && facts.now.getTime() - position.asOf.getTime() > staleAfterMs,
    available,
    reservedCustomer: position?.reservedCustomer ?? null,
    reservedTransfer: position?.reservedTransfer ?? null,
    reservedProcessing: position?.reservedProcessing ?? null,
    inbound: position?.inbound ?? null,
    inboundWorking: position?.inboundWorking ?? null,
    onOrder: position?.onOrder ?? null,
    arrivals,
    countdownDays: countdown,
    lastThreeDays,
    daysOfCover: daysOfCover(available, rate),
    stockOutOn: projection.stockOutOn,
    gapDays: projection.gap?.days ?? null,
    tier: stockTier(countdown, facts.classes.get(sku) ?? null),
  };
}

function suggestionOf(facts: Facts, sku: string, rate: number | null): Suggestion | null {
  const position = facts.positions.get(sku);
  const leadTime = facts.leadTimes.get(sku);
  if (!position || !leadTime || rate === null) return null;
  return suggestReplenishment({ today: facts.today, rate, position, leadTime });
}

/** Units of each SKU on the newest complete days, oldest first. */
async function loadRecentUnits(
  ctx: Context,
  store: Store,
  only: readonly string[] | undefined,
): Promise<Map<string, number[]>> {
  const through = await newestCompleteDay(ctx.db, store);
  if (!through) return new Map();
  const window = await loadSalesWindow(ctx.db, {
    store: { ...store, measure: 'units' },
    through,
    days: rateDays,
    ...(only && { only }),
  });
  return new Map(
    window.series.map(({ sku, quantity }) => [sku, [...quantity].filter((units) => !Number.isNaN(units))]),
  );
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
