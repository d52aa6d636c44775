// The route of the goods from the order until they can be sold: who makes them, how they travel, how long each leg takes.
// Pure.

import type { Worked } from './formulas.ts';
import { type Leg, type LegDays, legDays, wholeRoute, workedDays } from './lead-time.ts';
import type { SupplierOffer, SupplierTier } from './suppliers.ts';
import type { ModeTerms, TransportMode } from './transport.ts';

/** What a supplier of the SKU asks and takes. */
export interface SupplierTerms {
  supplier: string;
  tier: SupplierTier;
  moq: number | null;
  casePack: number | null;
  unitCost: number | null;
  production: Leg;
  inspection: Leg;
}

export interface RouteInput {
  suppliers: readonly SupplierTerms[];
  /** Days from departure to sellable by mode, receiving included; where unknown, the days of the mode's terms apply. */
  transit: Readonly<Partial<Record<TransportMode, Leg>>>;
  /** Days of receiving at the warehouse, added where only the days of the mode's terms are known. */
  receivingDays: number;
  modes: readonly ModeTerms[];
}

export interface Route {
  /** From order to sellable: the main supplier, by the mode to plan with. */
  lead: LegDays;
  /** Production and inspection of the main supplier. */
  making: LegDays;
  offer: SupplierOffer;
  offers: SupplierOffer[];
  /** From ready to sellable by the fastest mode. */
  fastestDays: number;
}

/** One leg as it is shown: what was promised beside what orders have shown, and what the plan takes of it. */
export interface PlanLeg {
  leg: 'production' | 'inspection' | TransportMode;
  /** Null for a transport leg. */
  supplier: string | null;
  promised: number | null;
  /** No days were given for this mode: the usual ones are used. */
  usual: boolean;
  observed: Worked | null;
  planned: LegDays | null;
  /** Part of the lead time that the plan uses. */
  counts: boolean;
}

/**
 * Planning uses the slowest, so cheapest, mode: the order must not grow with the stock. The transport plan decides what
 * has to travel faster. Null when no supplier's days are known.
 */
export function routeOf(input: RouteInput): Route | null {
  const ways = slowestFirst(input).map(({ days }) => days);
  const makers = makersOf(input);
  const [main] = makers;
  const fastest = ways.at(-1);
  if (!main || !fastest) return null;
  const lead = wholeRoute([main.making, ways[0] ?? fastest]);
  const offers = makers.map(({ terms, making }) => ({ ...terms, makingDays: making.days }));
  const offer = offers.find(({ supplier }) => supplier === main.terms.supplier);
  return lead && offer ? { lead, making: main.making, offer, offers, fastestDays: fastest.days } : null;
}

/** Every known leg: suppliers by tier, then transport in the order of `modes`. */
export function legsOf(input: RouteInput): PlanLeg[] {
  const main = makersOf(input)[0]?.terms;
  const slowest = slowestFirst(input)[0]?.mode;
  const makers = [...input.suppliers]
    .sort(byTier)
    .flatMap((terms) => [
      legOf('production', terms.production, { supplier: terms.supplier, counts: terms === main }),
      legOf('inspection', terms.inspection, { supplier: terms.supplier, counts: terms === main }),
    ]);
  const ways = input.modes.map((terms) => {
    const leg = input.transit[terms.mode] ?? { promised: null, observed: null };
    const shown = legOf(terms.mode, leg, { supplier: null, counts: terms.mode === slowest });
    const planned = transitOf(input, terms);
    return { ...shown, promised: leg.promised ?? planned.days, usual: leg.promised === null, planned };
  });
  return [...makers.filter(({ planned }) => planned !== null), ...ways];
}

/** The terms, with the days of this SKU's own shipments where known. */
export function termsOf(input: RouteInput): ModeTerms[] {
  return input.modes.map((terms) => ({ ...terms, slowestDays: transitOf(input, terms).days }));
}

const noDays: LegDays = { days: 0, from: 'promised', max: 0, spread: 0 };

/** Suppliers whose days are known, the main supplier first. */
function makersOf(input: RouteInput): { terms: SupplierTerms; making: LegDays }[] {
  return [...input.suppliers].sort(byTier).flatMap((terms) => {
    const making = wholeRoute([legDays(terms.production), legDays(terms.inspection) ?? noDays]);
    return making ? [{ terms, making }] : [];
  });
}

function slowestFirst(input: RouteInput): { mode: TransportMode; days: LegDays }[] {
  return input.modes
    .map((terms) => ({ mode: terms.mode, days: transitOf(input, terms) }))
    .sort((a, b) => b.days.days - a.days.days);
}

/** Days from departure to sellable by a mode. */
function transitOf({ transit, receivingDays }: RouteInput, { mode, slowestDays }: ModeTerms): LegDays {
  const leg = transit[mode];
  const days = slowestDays + receivingDays;
  return (leg && legDays(leg)) ?? { days, from: 'promised', max: days, spread: 0 };
}

function legOf(
  leg: PlanLeg['leg'],
  { promised, observed }: Leg,
  { supplier, counts }: Pick<PlanLeg, 'supplier' | 'counts'>,
): PlanLeg {
  const planned = legDays({ promised, observed });
  return { leg, supplier, promised, usual: false, observed: observed && workedDays(observed), planned, counts };
}

function byTier(a: SupplierTerms, b: SupplierTerms): number {
  return a.tier < b.tier ? -1 : a.tier > b.tier ? 1 : 0;
}
