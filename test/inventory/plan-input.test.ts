// What the policy file says of stock reaches the plan.

import { describe, expect, it } from 'vitest';
import { planInput, type SkuFacts } from '../../src/inventory/plan-input.ts';
import { day } from '../../src/lib/day.ts';
import { planStock } from '../../src/rules/inventory/plan.ts';
import { stockTier } from '../../src/rules/inventory/stock-tier.ts';
import type { LeadTime } from '../../src/store/supply.ts';
import { testPolicy } from '../support/team.ts';

const facts: SkuFacts = {
  skuClass: 'C',
  position: undefined,
  arrivals: [],
  salesThrough: null,
  leadTimes: [],
  observed: { production: new Map(), transit: new Map() },
  ordered: null,
  channels: [],
  said: { answer: null, given: null },
  daily: [10, 10, 10],
  usualRate: 10,
  pricePerUnit: null,
};
const noTerms: LeadTime = {
  ...{ sku: 'LAMP', supplier: '', supplierTier: 'A', moq: null, casePack: null, unitCost: null, currency: null },
  ...{ productionDays: null, qcDays: null, expressDays: null, airDays: null, seaDays: null, receivingDays: null },
  ...{ safetyDays: null },
};
const today = day('2026-03-03');

function inputWith(inventory: object, transport?: readonly object[], terms?: Partial<LeadTime>) {
  const [store] = testPolicy().stores;
  const policy = testPolicy({
    inventory,
    stores: [{ ...store, expectedBy: undefined, ...(transport && { transport }) }],
  });
  const leadTimes = terms ? [{ ...noTerms, ...terms }] : [];
  return planInput(
    today,
    { ...facts, leadTimes },
    { inventory: policy.inventory, transport: policy.stores[0]?.transport },
  );
}

describe('the plan', () => {
  it('uses the formulas, factor and horizon of the policy file', () => {
    const input = inputWith({ safety: { byClass: { C: 'buffer' }, factor: 2, serviceLevel: '0.99' }, horizonDays: 45 });
    expect(input.settings).toEqual({
      safety: {
        byClass: { A: 'service_level', B: 'buffer', C: 'buffer', D: 'simple' },
        factor: 2,
        level: '0.99',
      },
      horizonDays: 45,
    });
  });

  it('sends goods only by the ways of the store, with their cost and cut-off', () => {
    const sea = { mode: 'sea', fastestDays: 25, slowestDays: 35, costPerUnit: 0.6, cutOffWeekday: 3 };
    const input = inputWith({}, [sea]);
    expect(input.modes).toEqual([sea]);
    const plan = planStock({ ...input, available: 5, readyToShip: 100 });
    expect(plan.dispatch?.options.map(({ parts, cost }) => [parts[0]?.mode, parts[0]?.leavesOn, cost])).toEqual([
      ['sea', '2026-03-04', 60],
    ]);
  });

  it('keeps every way of the store, also where the days of one are given for the SKU', () => {
    const modes = ['express', 'sea'].map((mode) => ({ mode, fastestDays: 5, slowestDays: 7 }));
    const input = inputWith({}, modes as Parameters<typeof inputWith>[1], { seaDays: 30 });
    expect(input.modes.map(({ mode }) => mode)).toEqual(['express', 'sea']);
  });

  it('knows the usual days of every way where the store names none', () => {
    expect(inputWith({}).modes.map(({ mode }) => mode)).toEqual(['express', 'air', 'sea']);
  });
});

describe('the stock tiers', () => {
  it('begin where the policy file says, class by class', () => {
    const { tiers } = testPolicy({ inventory: { tiers: { C: { yellow: 20, orange: 8, red: 4 } } } }).inventory;
    expect([19, 7, 3, 21].map((days) => stockTier(days, 'C', tiers))).toEqual(['yellow', 'orange', 'red', 'green']);
    expect(stockTier(9, 'A', tiers)).toBe('yellow');
  });
});
