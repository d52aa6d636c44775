// Plans as `plan` shows them: one with everything known, one with hardly anything.

import { stockView } from '../../src/inventory/stock-view.ts';
import { addDays, type Day, day } from '../../src/lib/day.ts';
import type { PlanView } from '../../src/messages/plan-view.ts';
import { eventNeed } from '../../src/rules/inventory/event-stock.ts';
import { observedDays } from '../../src/rules/inventory/lead-time.ts';
import { type PlanInput, planStock } from '../../src/rules/inventory/plan.ts';

import { eachFigure } from '../../src/rules/inventory/stock-figures.ts';

import { defaultModes } from '../../src/rules/inventory/transport.ts';
import type { StockPosition } from '../../src/store/stock.ts';
import { usualSafety, usualTiers } from './factories.ts';

const today = day('2026-11-20');
const asOf = new Date('2026-11-20T01:00:00Z');
const promised = (days: number) => ({ promised: days, observed: null });

/** The bottle of the other examples: it sold a third of this until ten days ago. */
export const bottle: PlanInput = {
  today,
  available: 180,
  readyToShip: 120,
  inbound: 400,
  onOrder: 300,
  arrivals: [{ units: 400, sellableOn: day('2026-12-12') }],
  daily: [...Array.from({ length: 20 }, (_, i) => 11 + (i % 4)), ...Array.from({ length: 7 }, () => 34), 36, 34, 35],
  usualRate: 20,
  skuClass: 'A',
  suppliers: [
    {
      supplier: '义乌杯业',
      tier: 'A',
      moq: 300,
      casePack: 24,
      unitCost: 30.5,
      production: { promised: 15, observed: observedDays([17, 21, 16, 19]) },
      inspection: promised(3),
    },
    {
      supplier: '永康五金',
      tier: 'B',
      moq: 200,
      casePack: 20,
      unitCost: 35,
      production: promised(6),
      inspection: promised(1),
    },
  ],
  transit: { sea: { promised: 37, observed: observedDays([39, 44, 36, 41, 38]) }, air: promised(20) },
  receivingDays: 5,
  safetyDays: null,
  modes: defaultModes.map((terms, i) => ({ ...terms, costPerUnit: [6.5, 3.1, 0.8][i] ?? null })),
  pricePerUnit: 24.99,
  answer: null,
  settings: { safety: usualSafety, horizonDays: 30 },
};

const position: StockPosition = {
  asOf,
  ...eachFigure(() => null),
  available: 180,
  elsewhere: 120,
  reservedCustomer: 12,
  reservedTransfer: 8,
  reservedProcessing: 0,
  reservedOther: 2,
  inbound: 400,
  inboundShipped: 400,
  inboundReceiving: 0,
  inboundWorking: 60,
  onOrder: 300,
  unsellable: 3,
  researching: 0,
  locations: [],
};

function planView(
  input: PlanInput,
  over: Partial<PlanView> & { position?: StockPosition | undefined; salesThrough?: Day } = {},
): PlanView {
  const { position: reported, salesThrough, ...rest } = { position, salesThrough: addDays(today, -1), ...over };
  const plan = planStock(input);
  const facts = {
    skuClass: input.skuClass,
    position: reported && { ...reported, estimate: null },
    arrivals: input.arrivals.map((each) => ({ ...each, shipmentId: 'FBA1', mode: 'sea', status: 'SHIPPED' })),
    leadTimes: [],
    observed: { production: new Map(), transit: new Map() },
    ordered: null,
    daily: input.daily,
    salesThrough,
    channels: [],
    said: { answer: null, given: null },
    usualRate: input.usualRate,
    pricePerUnit: input.pricePerUnit,
  };
  return {
    storeId: 'amz-us',
    storeName: 'Amazon US',
    sku: 'LM-BOTTLE-BLK',
    skuName: '不锈钢保温杯 黑色 500ml',
    class: input.skuClass,
    today,
    stock: stockView(
      { facts, input, plan },
      { now: new Date('2026-11-20T08:45:00Z'), currency: 'USD', tiers: usualTiers },
    ),
    places: ['SZ'],
    planned: [{ units: 60, sellableOn: addDays(today, 50), mode: 'sea' }],
    terms: input.suppliers.map(({ supplier, tier, moq, casePack, unitCost }) => ({
      supplier,
      tier,
      moq,
      casePack,
      unitCost,
      currency: 'CNY',
    })),
    channels: [],
    oversell: null,
    promotions: [],
    answer: null,
    forecast: null,
    plan,
    ...rest,
  };
}

export const examplePlans: Readonly<Record<string, PlanView>> = {
  plan: planView(bottle),
  'plan-several-platforms': planView(
    { ...bottle, available: 60 },
    {
      channels: [
        { names: ['Amazon US', 'Amazon MX'], sold: 610, share: 0.61, units: 37 },
        { names: ['TikTok US'], sold: 390, share: 0.39, units: 23 },
      ],
      oversell: 'nearly_gone',
      promotions: [
        {
          ...{ from: addDays(today, 1), to: addDays(today, 7), sku: 'LM-BOTTLE-BLK' },
          ...{ need: eventNeed({ rate: 20, lift: 2.1, days: 7 }), available: 60, arriving: 0 },
        },
      ],
    },
  ),
  'plan-answered': planView(
    { ...bottle, answer: { nature: 'short_term', until: day('2026-11-30') } },
    { answer: { number: 'SW-1042', by: '李娜', nature: 'short_term', until: day('2026-11-30') } },
  ),
  'plan-by-forecast': planView(
    {
      ...bottle,
      given: { saidOn: today, spans: [{ from: today, to: addDays(today, 29), perDay: 30 }] },
    },
    {
      forecast: {
        ...{ fileName: 'forecast.csv', by: '王芳', saidOn: today },
        ...{ lastDay: addDays(today, 29), heldUntil: addDays(today, 45) },
      },
    },
  ),
  'plan-out-of-stock': planView(
    {
      ...bottle,
      available: 0,
      readyToShip: 0,
      skuClass: 'B',
      usualRate: null,
      pricePerUnit: null,
      modes: defaultModes,
    },
    { position: { ...position, available: 0, elsewhere: 0, inboundWorking: 0 }, places: [], planned: [] },
  ),
  'plan-overdue-arrival': planView(
    { ...bottle, arrivals: [{ units: 400, sellableOn: addDays(today, -42) }] },
    { planned: [], salesThrough: addDays(today, -35) },
  ),
  'plan-enough': planView(
    { ...bottle, available: 3000, readyToShip: 0, arrivals: [{ units: 400, sellableOn: addDays(today, 300) }] },
    { position: { ...position, available: 3000, elsewhere: 0 }, places: [], planned: [] },
  ),
  'plan-nothing-known': planView(
    {
      ...bottle,
      available: null,
      arrivals: [],
      daily: [],
      usualRate: null,
      suppliers: [],
      transit: {},
      skuClass: null,
    },
    { position: undefined, skuName: null, places: [], planned: [] },
  ),
};
