// Safety stock and reorder lines, with the worked examples of the rule book.

import { describe, expect, it } from 'vitest';
import {
  bufferStock,
  safetyStock,
  serviceLevels,
  serviceStock,
  simpleLine,
  warningLine,
} from '../../../src/rules/inventory/safety-stock.ts';
import { usualSafety } from '../../support/factories.ts';

describe('the formulas', () => {
  it('buffer: 20 × 21 − 10 × 14 = 280, warning line 560', () => {
    const buffer = bufferStock({ maxDaily: 20, maxLead: 21, meanDaily: 10, meanLead: 14 });
    expect(buffer.value).toBe(280);
    expect(warningLine(buffer.value).value).toBe(560);
  });

  it('simple reorder line: 100 × 7 × 1.5 = 1050', () => {
    expect(simpleLine({ meanDaily: 100, lead: 7, factor: 1.5 }).value).toBe(1050);
  });

  it('service level: z × √(lead × σ_d² + d² × σ_L²)', () => {
    const of = { z: serviceLevels['0.95'], lead: 16, meanDaily: 10, spreadDaily: 3, spreadLead: 2 };
    expect(serviceStock(of).value).toBeCloseTo(1.6449 * Math.sqrt(16 * 9 + 100 * 4), 9);
  });

  it('service level: nothing where neither sales nor lead time vary', () => {
    expect(serviceStock({ z: 2, lead: 16, meanDaily: 10, spreadDaily: 0, spreadLead: 0 }).value).toBe(0);
  });
});

describe('which formula holds', () => {
  const sales = { mean: 10, max: 20, spread: 3, days: 30 };
  const lead = { days: 14, from: 'observed' as const, max: 21, spread: 2 };
  const of = (skuClass: 'A' | 'B' | 'C' | 'D' | null, more: Partial<Parameters<typeof safetyStock>[0]> = {}) =>
    safetyStock({ sales, lead, skuClass, givenDays: null, settings: usualSafety, ...more });

  it.each([
    ['A', 'service_level'],
    ['B', 'buffer'],
    ['C', 'simple'],
    ['D', 'simple'],
    [null, 'simple'],
  ] as const)('for class %s it is %s', (skuClass, method) => {
    expect(of(skuClass).method).toBe(method);
  });

  it('is the team’s choice', () => {
    const settings = { ...usualSafety, byClass: { ...usualSafety.byClass, C: 'buffer' as const } };
    expect(of('C', { settings }).safety.value).toBe(280);
  });

  it('the days a person gave for the SKU outweigh every formula', () => {
    const kept = of('A', { givenDays: 14 });
    expect(kept).toMatchObject({ method: 'given_days', safety: { value: 140 }, reorderLine: { value: 280 } });
  });

  it('gives way to a simpler one where too little is known', () => {
    expect(of('A', { sales: { ...sales, days: 13 } }).method).toBe('simple');
    expect(of('B', { lead: { ...lead, max: 14 } }).method).toBe('simple');
  });

  it('orders again when what sells during the lead time and the safety stock are left', () => {
    expect(of('B').reorderLine.value).toBe(10 * 14 + 280);
    expect(of('C').reorderLine.value).toBe(10 * 14 * 1.5);
    expect(of('C').safety.value).toBe(10 * 14 * 0.5);
  });
});
