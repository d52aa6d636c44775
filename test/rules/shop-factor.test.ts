import { describe, expect, it } from 'vitest';
import { shopDeviates } from '../../src/rules/shop-factor.ts';
import { constant, judge, type Quantities } from './shop.ts';

const twenty = { up: 0.2, down: 0.2 };

/** `count` SKUs at 100 a day, `today` of each on the judged day. */
function shopOf(count: number, today: (i: number) => number): Record<string, Quantities> {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`S${i}`, constant(100, today(i))]));
}

describe('the shop factor', () => {
  it('is exactly 1 where nothing but chance moved', () => {
    expect(judge({ skus: shopOf(20, (i) => (i % 2 ? 101 : 99)) }).shop.factor).toBe(1);
  });

  it('is not moved by one SKU, however far it jumps', () => {
    expect(judge({ skus: shopOf(40, (i) => (i === 0 ? 900 : 100)) }).shop.factor).toBe(1);
  });

  it('follows the shop', () => {
    const { factor } = judge({ skus: shopOf(20, () => 130) }).shop;
    expect(factor).toBeGreaterThan(1.28);
    expect(factor).toBeLessThanOrEqual(1.3);
  });

  it('is not measured on fewer than fifteen SKUs', () => {
    const { shop, of } = judge({ skus: shopOf(14, () => 130) });
    expect(shop).toMatchObject({ factor: 1, deviates: false, judgedSkus: 14 });
    expect(of('S0').word).toBe('deviation');
  });
});

describe('the store-wide verdict', () => {
  it('asks once for the shop, not for each SKU that moved with it', () => {
    const { shop, of } = judge({ skus: shopOf(15, () => 130) });
    expect(shop).toMatchObject({ state: 'judged', deviates: true, judgedSkus: 15 });
    expect(of('S3')).toMatchObject({ word: 'within_noise', direction: 'up' });
    expect(of('S3').evidence.windows[0]?.deviation).toBeCloseTo(0.3, 9);
    expect(of('S3').evidence.windows[0]?.deviationBeyondShop).toBeLessThan(0.02);
  });

  it('still asks for the SKU that moved beyond the shop', () => {
    const { of } = judge({ skus: shopOf(20, (i) => (i === 7 ? 250 : 130)) });
    expect(of('S7').word).toBe('deviation');
    expect(of('S8').word).toBe('within_noise');
  });

  it('does not ask for the SKU that stood still while the shop moved', () => {
    expect(judge({ skus: shopOf(20, (i) => (i === 7 ? 100 : 130)) }).of('S7').word).toBe('normal');
  });

  it.each([
    [1.2, true],
    [1.1999, false],
    [0.8, true],
    [0.8001, false],
  ])('a factor of %d deviates: %s', (factor, deviates) => {
    expect(shopDeviates(factor, twenty)).toBe(deviates);
  });
});
