import { describe, expect, it } from 'vitest';
import { heldBecause, type ShopDay } from '../../src/rules/feed-gate.ts';
import { ruleNumbers } from '../../src/rules/rule-numbers.ts';
import { constant, judge, type Quantities } from './shop.ts';

const ordinary: ShopDay = { sold: 200, judgedSkus: 20, units: 200, baseline: 200, expectedToSell: 20, silent: 0 };

describe('the feed gate', () => {
  it.each<[string, Partial<ShopDay>, ReturnType<typeof heldBecause>]>([
    ['an ordinary day', {}, null],
    ['nothing sold', { sold: 0, units: 0, silent: 20 }, 'nothing_sold'],
    ['nothing sold where almost nothing was expected', { sold: 0, units: 0, baseline: 4, judgedSkus: 3 }, null],
    ['55 % of the units', { units: 110 }, null],
    ['just under 55 % of them', { units: 109 }, 'units_short'],
    ['under 55 % of a shop of 14 SKUs', { units: 80, judgedSkus: 14 }, null],
    ['40 % of the SKUs silent', { silent: 8 }, null],
    ['more than 40 % of them silent', { silent: 9 }, 'skus_silent'],
    ['most of seven expected SKUs silent', { expectedToSell: 7, silent: 6 }, null],
    ['most of eight expected SKUs silent', { expectedToSell: 8, silent: 4 }, 'skus_silent'],
  ])('%s: %s', (_day, shape, because) => {
    expect(heldBecause({ ...ordinary, ...shape }, ruleNumbers)).toBe(because);
  });
});

/** Twenty SKUs at 10 a day, `today` on the judged day. */
function twenty(today: (i: number) => number): Record<string, Quantities> {
  return Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`S${i}`, constant(10, today(i))]));
}

describe('a held day', () => {
  it('asks nobody anything', () => {
    const { shop, of } = judge({ skus: twenty((i) => (i < 8 ? 10 : 0)) });
    expect(shop).toMatchObject({ state: 'held', heldBecause: 'units_short', deviates: false, closedAsUsual: false });
    for (let i = 0; i < 20; i++) expect(of(`S${i}`).word).toBe('held');
  });

  it('shows what was sold and what was expected', () => {
    const { shop, of } = judge({ skus: twenty((i) => (i < 11 ? 12 : 0)) });
    expect(shop).toMatchObject({ heldBecause: 'skus_silent', units: 132, judgedSkus: 20 });
    expect(shop.baseline).toBeCloseTo(200, 6);
    expect(of('S19')).toMatchObject({ word: 'held', units: 0, direction: null });
  });

  it('is told from a weekday on which the shop is always closed', () => {
    const shut = (t: number) => (t % 7 === 0 ? 0 : 10);
    const { shop } = judge({ skus: { A: shut, B: shut } });
    expect(shop).toMatchObject({ state: 'held', heldBecause: 'nothing_sold', closedAsUsual: true });
  });

  it('does not count as history afterwards', () => {
    const { of } = judge({ skus: { A: { sold: (t) => (t === 50 ? 0 : 10) } } });
    expect(of('A').evidence).toMatchObject({ usableDays: 55, leftOut: [{ reason: 'closed', days: 1 }] });
    expect(of('A').evidence.level).toBeCloseTo(10, 9);
  });
});
