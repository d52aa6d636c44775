// Which way the goods should travel.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, day } from '../../../src/lib/day.ts';
import {
  defaultModes,
  leavingDay,
  planTransport,
  type TransportQuestion,
} from '../../../src/rules/inventory/transport.ts';

/** A Monday. */
const today = day('2026-03-02');
const question: TransportQuestion = {
  today,
  available: 100,
  rate: 10,
  arrivals: [],
  units: 300,
  readyOn: today,
  receivingDays: 0,
  modes: defaultModes,
  pricePerUnit: 8,
};
const ways = (of: Partial<TransportQuestion>) => planTransport({ ...question, ...of });
const modesOf = (plan: ReturnType<typeof planTransport>) =>
  plan.suggested?.parts.map(({ mode, units }) => [mode, units]);

describe('each mode', () => {
  it('says when the goods can be sold, and what is lost until then: ten days of stock, air is eight days late', () => {
    const [express, air, sea] = ways({}).options;
    expect(express).toMatchObject({ parts: [{ sellableOn: addDays(today, 7) }], gapDays: 0, lost: { value: 0 } });
    expect(air).toMatchObject({ parts: [{ sellableOn: addDays(today, 18) }], gapDays: 8, lost: { value: 80 } });
    expect(sea).toMatchObject({ parts: [{ sellableOn: addDays(today, 45) }], gapDays: 35, lostMoney: { value: 2800 } });
  });

  it('waits for the goods to be ready, and for the forwarder’s day', () => {
    const thursdays = defaultModes.map((terms) => ({ ...terms, cutOffWeekday: 4 }));
    const [express] = ways({ readyOn: addDays(today, 4), modes: thursdays }).options;
    // Ready on a Friday: six days until the next Thursday.
    expect(express?.parts[0]).toMatchObject({ leavesOn: addDays(today, 10), sellableOn: addDays(today, 17) });
    expect(leavingDay(addDays(today, 3), { cutOffWeekday: 4 })).toBe(addDays(today, 3));
  });

  it('counts the days at the warehouse door', () => {
    expect(ways({ receivingDays: 5 }).options[0]?.parts[0]?.sellableOn).toBe(addDays(today, 12));
  });
});

describe('the suggestion', () => {
  it('is the cheapest mode without a gap', () => {
    expect(modesOf(ways({ available: 500 }))).toEqual([['sea', 300]]);
    expect(modesOf(ways({ available: 180 }))).toEqual([['air', 300]]);
  });

  it('counts what is on its way', () => {
    const arrivals = [{ units: 400, sellableOn: addDays(today, 9) }];
    expect(modesOf(ways({ arrivals }))).toEqual([['sea', 300]]);
  });

  it('is the smallest gap where every mode leaves one, as far as one mode must do', () => {
    expect(modesOf(ways({ available: 30, units: 100 }))).toEqual([['express', 100]]);
  });

  it('takes the cheaper of two by its price, not by its name', () => {
    const costly = { express: 3, air: 9, sea: 12 };
    const modes = defaultModes.map((terms) => ({ ...terms, costPerUnit: costly[terms.mode] }));
    expect(modesOf(ways({ available: 500, modes }))).toEqual([['express', 300]]);
  });

  it('sends part by express and the rest by sea where that loses nothing and costs less', () => {
    const costs = { express: 9, air: 6, sea: 1 };
    const modes = defaultModes.map((terms) => ({ ...terms, costPerUnit: costs[terms.mode] }));
    const plan = ways({ available: 70, units: 900, modes });
    // Seven days of stock; express is there on the 7th day and bridges the 38 days until the ship.
    expect(plan.mixed?.parts.map(({ mode, units }) => [mode, units])).toEqual([
      ['express', 380],
      ['sea', 520],
    ]);
    expect(plan.mixed).toMatchObject({ gapDays: 0, cost: 380 * 9 + 520 });
    expect(plan.suggested).toBe(plan.mixed);
  });

  it('does not split where one mode does as well, nor for a small rest', () => {
    expect(ways({ available: 500 }).mixed).toBeNull();
    expect(ways({ available: 180 }).mixed).toBeNull();
  });

  it('is none when there is nothing to send', () => {
    expect(ways({ units: 0 })).toEqual({ options: [], mixed: null, suggested: null });
  });
});

it('never suggests a way that loses more than another', () => {
  fc.assert(
    fc.property(
      fc.nat(800),
      fc.double({ min: 0.1, max: 40, noNaN: true }),
      fc.integer({ min: 1, max: 2000 }),
      fc.nat(30),
      (available, rate, units, readyIn) => {
        const plan = ways({ available, rate, units, readyOn: addDays(today, readyIn) });
        const least = Math.min(...plan.options.map(({ lost }) => lost.value));
        expect(plan.suggested?.lost.value).toBeLessThanOrEqual(least);
        const sent = plan.suggested?.parts.reduce((sum, part) => sum + part.units, 0);
        expect(sent).toBe(units);
      },
    ),
  );
});
