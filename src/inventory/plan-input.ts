// What is known of a SKU's stock, turned into what the rules plan from. Pure.

import type { Day } from '../lib/day.ts';
import type { InventoryPolicy } from '../policy/inventory-policy.ts';
import type { Store } from '../policy/policy.ts';
import { type Leg, observedDays } from '../rules/inventory/lead-time.ts';
import type { PlanInput } from '../rules/inventory/plan.ts';
import type { SafetySettings } from '../rules/inventory/safety-stock.ts';
import type { SupplierTerms } from '../rules/inventory/supply-route.ts';
import { defaultModes, type ModeTerms, type TransportMode } from '../rules/inventory/transport.ts';
import type { Arrival } from '../store/stock.ts';
import type { LeadTime } from '../store/supply.ts';
import type { Channel } from './channels.ts';
import type { CurrentPosition } from './position.ts';

export interface SkuFacts {
  skuClass: string | null;
  position: CurrentPosition | undefined;
  arrivals: readonly Arrival[];
  /** The terms of each supplier, the main one first. */
  leadTimes: readonly LeadTime[];
  /** Days that orders and shipments have shown. */
  observed: Observed;
  /** Ordered and not yet handed to a forwarder, by the order list; null where no list tells of the SKU. */
  ordered: number | null;
  /** Units of the newest days, oldest first; NaN where nothing is known. */
  daily: readonly number[];
  /** The newest of these days; null without any. */
  salesThrough: Day | null;
  /** See `PlanInput`. */
  changeDays?: number | undefined;
  /** The shops that sell from the same goods. */
  channels: readonly Channel[];
  /** Answers and forecasts about coming sales that are still valid. */
  said: Pick<PlanInput, 'answer' | 'given'>;
  /** Baseline in units a day; null = not known. */
  usualRate: number | null;
  /** What one unit sells for, in the store's currency; null = not known. */
  pricePerUnit: number | null;
}

export interface Observed {
  /** By supplier: days from order to finished goods, newest first. */
  production: ReadonlyMap<string, readonly { sku: string; days: number }[]>;
  /** By mode: days from leaving to sellable, newest first. */
  transit: ReadonlyMap<string, readonly number[]>;
}

/** What the policy file says of stock, and of the ways to the store. */
export interface StockTerms {
  inventory: InventoryPolicy;
  transport: Store['transport'];
}

/** Orders that a supplier's or a way's days are learned from, newest first. */
const learnedFrom = 10;

export function planInput(today: Day, facts: SkuFacts, { inventory, transport }: StockTerms): PlanInput {
  const { position, observed } = facts;
  const [main] = facts.leadTimes;
  const way = (mode: TransportMode, days: number | null | undefined): Leg => ({
    promised: days == null ? null : days + (main?.receivingDays ?? 0),
    observed: observedDays((observed.transit.get(mode) ?? []).slice(0, learnedFrom)),
  });
  return {
    today,
    available: position?.available ?? null,
    estimatedSince: position?.estimate?.since ?? null,
    readyToShip: position?.elsewhere ?? 0,
    // One source, never both: the same cartons are in the stock report and in the list of shipments.
    inbound: position?.inbound ?? facts.arrivals.reduce((sum, { units }) => sum + units, 0),
    onOrder: onOrder(facts) ?? 0,
    arrivals: facts.arrivals,
    daily: facts.daily,
    changeDays: facts.changeDays,
    usualRate: facts.usualRate,
    skuClass: classOf(facts.skuClass),
    suppliers: facts.leadTimes.map((terms) => supplierTerms(terms, observed)),
    transit: {
      express: way('express', main?.expressDays),
      air: way('air', main?.airDays),
      sea: way('sea', main?.seaDays),
    },
    receivingDays: main?.receivingDays ?? 0,
    safetyDays: main?.safetyDays ?? null,
    modes: modesOf(main, transport),
    pricePerUnit: facts.pricePerUnit,
    ...facts.said,
    settings: { safety: safetySettings(inventory), horizonDays: inventory.horizonDays },
  };
}

/** Ordered and not yet shipped: by the order list where there is one, else as the stock report says; one source, never both. */
export function onOrder({ ordered, position }: Pick<SkuFacts, 'ordered' | 'position'>): number | null {
  return ordered ?? position?.onOrder ?? null;
}

function supplierTerms(terms: LeadTime, { production }: Observed): SupplierTerms {
  const { sku, supplier, supplierTier, moq, casePack, unitCost, productionDays, qcDays } = terms;
  const orders = production.get(supplier) ?? [];
  // Orders of the SKU itself say most; of the supplier's other goods something.
  const own = orders.filter((order) => order.sku === sku);
  const seen = (own.length > 0 ? own : orders).slice(0, learnedFrom);
  return {
    supplier,
    tier: supplierTier,
    moq,
    casePack,
    unitCost: unitCost === null ? null : Number(unitCost),
    production: { promised: productionDays, observed: observedDays(seen.map(({ days }) => days)) },
    inspection: { promised: qcDays, observed: null },
  };
}

function safetySettings({ safety: { byClass, factor, serviceLevel } }: InventoryPolicy): SafetySettings {
  return { byClass, factor, level: serviceLevel };
}

/** The modes of the store's policy; without any, those with days given for the SKU, else the usual ones. */
function modesOf(terms: LeadTime | undefined, transport: Store['transport']): readonly ModeTerms[] {
  const given = { express: terms?.expressDays, air: terms?.airDays, sea: terms?.seaDays };
  if (transport) return transport.map(wayOfStore);
  const known = defaultModes.filter(({ mode }) => given[mode] != null);
  return known.length > 0 ? known : defaultModes;
}

function wayOfStore(way: NonNullable<Store['transport']>[number]): ModeTerms {
  return { ...way, costPerUnit: way.costPerUnit ?? null, cutOffWeekday: way.cutOffWeekday ?? null };
}

function classOf(word: string | null): PlanInput['skuClass'] {
  return word === 'A' || word === 'B' || word === 'C' || word === 'D' ? word : null;
}
