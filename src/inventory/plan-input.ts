// What is known of a SKU's stock, turned into what the rules plan from. Pure.

import type { Day } from '../lib/day.ts';
import type { Leg } from '../rules/inventory/lead-time.ts';
import type { PlanInput, SupplierTerms } from '../rules/inventory/plan.ts';
import { defaultSafety } from '../rules/inventory/safety-stock.ts';
import { defaultModes, type ModeTerms } from '../rules/inventory/transport.ts';
import type { Arrival, LeadTime, StockPosition } from '../store/stock.ts';

export interface SkuFacts {
  skuClass: string | null;
  position: StockPosition | undefined;
  arrivals: readonly Arrival[];
  leadTime: LeadTime | undefined;
  /** Units of the newest days, oldest first; NaN where nothing is known. */
  daily: readonly number[];
  /** Baseline in units a day; null = not known. */
  usualRate: number | null;
}

/** Days of sales that an order is to cover beyond its own lead time. */
const horizonDays = 30;

export function planInput(today: Day, facts: SkuFacts): PlanInput {
  const { position, leadTime } = facts;
  return {
    today,
    available: position?.available ?? null,
    readyToShip: position?.elsewhere ?? 0,
    inbound: position?.inbound ?? 0,
    onOrder: position?.onOrder ?? 0,
    arrivals: facts.arrivals,
    daily: facts.daily,
    usualRate: facts.usualRate,
    skuClass: classOf(facts.skuClass),
    suppliers: leadTime ? suppliersOf(leadTime) : [],
    transit: {
      express: promised(leadTime?.expressDays),
      air: promised(leadTime?.airDays),
      sea: promised(leadTime?.seaDays),
    },
    receiving: promised(leadTime?.receivingDays),
    safetyDays: leadTime?.safetyDays ?? null,
    modes: modesOf(leadTime),
    pricePerUnit: null,
    answer: null,
    settings: { safety: defaultSafety, horizonDays },
  };
}

function suppliersOf({ supplier, moq, casePack, productionDays, qcDays }: LeadTime): SupplierTerms[] {
  const terms = { supplier: supplier ?? '', tier: 'A', moq, casePack, unitCost: null } as const;
  return [{ ...terms, production: promised(productionDays), inspection: promised(qcDays) }];
}

/** The modes whose days somebody gave for the SKU; without any, all of them with their usual days. */
function modesOf(leadTime: LeadTime | undefined): readonly ModeTerms[] {
  const given = { express: leadTime?.expressDays, air: leadTime?.airDays, sea: leadTime?.seaDays };
  const known = defaultModes.filter(({ mode }) => given[mode] != null);
  return known.length > 0 ? known : defaultModes;
}

function promised(days: number | null | undefined): Leg {
  return { promised: days ?? null, observed: null };
}

function classOf(word: string | null): PlanInput['skuClass'] {
  return word === 'A' || word === 'B' || word === 'C' || word === 'D' ? word : null;
}
