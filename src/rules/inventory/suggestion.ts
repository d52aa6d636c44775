// How much to order, by the simple formulas: a starting point for the person who answers. Pure.

import { addDays, type Day } from '../../lib/day.ts';

/** Days of sales that an order is to cover beyond its own lead time. */
const horizonDays = 30;
/** Factor on the lead time's sales that makes the reorder line (product rule: "mean daily × lead × factor"). */
const reorderFactor = 1.5;

export interface SuggestionInput {
  today: Day;
  /** Units a day. */
  rate: number;
  position: { available: number; inbound: number | null; onOrder: number | null };
  leadTime: {
    moq: number | null;
    casePack: number | null;
    productionDays: number | null;
    qcDays: number | null;
    seaDays: number | null;
    airDays: number | null;
    expressDays: number | null;
    receivingDays: number | null;
  };
}

export interface SuggestedOrder {
  units: number;
  transport: 'express' | 'air' | 'sea' | null;
  arriveBy: Day | null;
}

/** Reorder line: mean daily units × lead time in days × 1.5. */
export function reorderLine(rate: number, leadDays: number): number {
  return rate * leadDays * reorderFactor;
}

/** Forecast: mean daily units × horizon in days × trend. */
export function forecast(rate: number, days: number, trend = 1): number {
  return rate * days * trend;
}

/** What is missing: forecast + reorder line − available (gross), less what is coming (net), never negative. */
export function netNeed(of: { forecast: number; reorderLine: number; available: number; coming: number }): number {
  return Math.max(0, of.forecast + of.reorderLine - of.available - of.coming);
}

/** `units` rounded up to the minimum order and to whole cases; 0 stays 0. */
export function toOrderSize(units: number, { moq, casePack }: { moq: number | null; casePack: number | null }): number {
  if (units <= 0) return 0;
  const atLeast = Math.max(Math.ceil(units), moq ?? 0);
  return casePack ? Math.ceil(atLeast / casePack) * casePack : atLeast;
}

/** The suggested order; null when no transport's days, or no production days, are known. */
export function suggestReplenishment({ today, rate, position, leadTime }: SuggestionInput): SuggestedOrder | null {
  const { productionDays } = leadTime;
  if (productionDays === null) return null;
  const before = productionDays + (leadTime.qcDays ?? 0);
  const coming = (position.inbound ?? 0) + (position.onOrder ?? 0);
  const lasts = rate > 0 ? (position.available + coming) / rate : Number.POSITIVE_INFINITY;
  const mode = transportFor(lasts - before, leadTime);
  if (!mode) return null;
  const leadDays = before + mode.days + (leadTime.receivingDays ?? 0);
  const need = netNeed({
    forecast: forecast(rate, horizonDays),
    reorderLine: reorderLine(rate, leadDays),
    available: position.available,
    coming,
  });
  const units = toOrderSize(need, leadTime);
  return units === 0
    ? { units, transport: null, arriveBy: null }
    : { units, transport: mode.transport, arriveBy: addDays(today, leadDays) };
}

/** The slowest, so cheapest, way that still arrives in time; else the fastest there is. */
function transportFor(daysLeft: number, leadTime: SuggestionInput['leadTime']) {
  const receiving = leadTime.receivingDays ?? 0;
  const known = (['sea', 'air', 'express'] as const).flatMap((transport) => {
    const days = leadTime[`${transport}Days`];
    return days === null ? [] : [{ transport, days }];
  });
  return known.find(({ days }) => days + receiving <= daysLeft) ?? known.at(-1);
}
