// The way of the goods from the order until they can be sold: who makes them, how they travel, how long each leg takes. Pure.

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
  /** Days from leaving to sellable by mode, receiving included; the terms' own days where nothing is known. */
  transit: Readonly<Partial<Record<TransportMode, Leg>>>;
  /** Days at the warehouse's door, for modes of which only the terms' own days are known. */
  receivingDays: number;
  modes: readonly ModeTerms[];
}

export interface Route {
  /** The whole way of the main supplier's goods by the mode to plan with. */
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
  /** Null for a way of travelling. */
  supplier: string | null;
  promised: number | null;
  /** Nobody gave days for this mode: the usual ones stand in. */
  usual: boolean;
  observed: Worked | null;
  planned: LegDays | null;
  /** Part of the lead time that the plan reckons with. */
  counts: boolean;
}

/**
 * The way to plan with is the slowest, so cheapest, one: how much to order must not grow with the stock. What cannot wait
 * so long is the transport plan's business. Null when nobody's days are known.
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

/** Every leg of which anything is known: makers in the order of their tiers, then ways of travelling as `modes` has them. */
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

/** The terms with the days that are known of this SKU's own shipments. */
export function termsOf(input: RouteInput): ModeTerms[] {
  return input.modes.map((terms) => ({ ...terms, slowestDays: transitOf(input, terms).days }));
}

const noDays: LegDays = { days: 0, from: 'promised', max: 0, spread: 0 };

/** Who can make the goods in known time, the main supplier first. */
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

/** From leaving to sellable by a mode. */
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
