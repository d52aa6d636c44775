// What people expect to sell: the row of a monthly table, spread over the days it speaks of, and a plan that follows it.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, day } from '../../../src/lib/day.ts';
import { expectedOn, expectedUnits, type ForecastTable, spansOf } from '../../../src/rules/inventory/given-forecast.ts';
import { type PlanInput, planStock } from '../../../src/rules/inventory/plan.ts';
import { defaultModes } from '../../../src/rules/inventory/transport.ts';
import { usualSafety } from '../../support/factories.ts';

const monday = day('2026-03-09');
const table = (over: Partial<ForecastTable> = {}): ForecastTable => ({
  from: monday,
  next15: 150,
  next30: 450,
  months: [
    { first: day('2026-04-01'), units: 600 },
    { first: day('2026-05-01'), units: 310 },
  ],
  ...over,
});

describe('a row of the monthly table', () => {
  it('gives 10 a day for 15 days, then 20, and of April only what lies behind the thirty days', () => {
    expect(spansOf(table())).toEqual([
      { from: '2026-03-09', to: '2026-03-23', perDay: 10 },
      { from: '2026-03-24', to: '2026-04-07', perDay: 20 },
      { from: '2026-04-08', to: '2026-04-30', perDay: 20 },
      { from: '2026-05-01', to: '2026-05-31', perDay: 10 },
    ]);
  });

  it('may leave cells open: what nobody said is not zero', () => {
    expect(spansOf(table({ next15: null, months: [] }))).toEqual([{ from: monday, to: '2026-04-07', perDay: 15 }]);
    expect(spansOf(table({ next30: null, months: [] }))).toEqual([{ from: monday, to: '2026-03-23', perDay: 10 }]);
    expect(spansOf(table({ next15: null, next30: null, months: [] }))).toEqual([]);
    expect(expectedOn(spansOf(table({ next30: null })), day('2026-03-24'))).toBeNull();
    expect(expectedOn(spansOf(table({ next30: null })), day('2026-04-01'))).toBe(20);
  });

  it('covers no day twice, whatever is left open, and the thirty days add up to what stands there', () => {
    const cell = fc.option(fc.nat(5000), { nil: null });
    fc.assert(
      fc.property(fc.nat(400), cell, cell, fc.array(cell, { maxLength: 5 }), (ahead, next15, more, months) => {
        const from = addDays(monday, ahead);
        const next30 = more === null ? null : more + (next15 ?? 0);
        const firsts = months.flatMap((units, i) => {
          const month = Number(from.slice(5, 7)) + i;
          const first = day(
            `${Number(from.slice(0, 4)) + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`,
          );
          return units === null ? [] : [{ first, units }];
        });
        const spans = spansOf({ from, next15, next30, months: firsts });
        for (const [i, span] of spans.entries()) {
          expect(span.to >= span.from && span.perDay >= 0).toBe(true);
          expect(span.from > (spans[i - 1]?.to ?? '')).toBe(true);
        }
        if (next30 !== null) {
          expect(expectedUnits(spans, { from, days: 30, rate: 0 })?.value).toBeCloseTo(next30, 6);
        }
      }),
    );
  });

  it('is filled up with the usual rate on days of which nobody said anything', () => {
    const spans = spansOf(table({ next30: null, months: [] }));
    expect(expectedUnits(spans, { from: monday, days: 20, rate: 8 })).toMatchObject({
      value: 150 + 5 * 8,
      inputs: { given: 150, givenDays: 15, rate: 8, restDays: 5 },
    });
    expect(expectedUnits(spans, { from: day('2026-04-01'), days: 20, rate: 8 })).toBeNull();
  });
});

const promised = (days: number) => ({ promised: days, observed: null });
/** Sells ten a day; seven days to make and seven to travel. */
const input: PlanInput = {
  ...{ today: monday, available: 200, readyToShip: 0, inbound: 0, onOrder: 0, arrivals: [] },
  ...{ daily: Array.from({ length: 30 }, () => 10), usualRate: 10, skuClass: 'C', safetyDays: null },
  suppliers: [
    {
      supplier: 'A',
      tier: 'A',
      moq: null,
      casePack: null,
      unitCost: null,
      production: promised(7),
      inspection: promised(0),
    },
  ],
  ...{ transit: { express: promised(7) }, receivingDays: 0, modes: defaultModes.slice(0, 1), pricePerUnit: null },
  ...{ answer: null, settings: { safety: usualSafety, horizonDays: 15 } },
};
const given = { saidOn: monday, spans: [{ from: monday, to: addDays(monday, 59), perDay: 20 }] };

describe('a plan with a forecast by people', () => {
  const plan = planStock({ ...input, given });

  it('reckons with it on its days: stock, reorder line and order', () => {
    expect(planStock(input).projection.stockOutOn).toBe(addDays(monday, 20));
    expect(plan.projection.stockOutOn).toBe(addDays(monday, 10));
    expect(plan.expectedRate?.value).toBe(20);
    // Class C, simple: 20 × 14 × 1.5; and 15 days after the lead time.
    expect(plan.safety?.reorderLine.value).toBe(420);
    expect(plan.forecast).toMatchObject({ formula: 'given_forecast', value: 300 });
    expect(plan.replenishment?.units.value).toBe(300 + 420 - 200);
    expect(plan.trend).toBeNull();
  });

  it('keeps to the usual rate after its last day', () => {
    const short = { ...given, spans: [{ from: monday, to: addDays(monday, 4), perDay: 20 }] };
    const after = planStock({ ...input, given: short });
    expect(after.projection.stockOutOn).toBe(addDays(monday, 5 + 10));
    expect(after.forecast?.formula).toBe('forecast');
  });

  it('follows a lasting change that was answered instead', () => {
    const lasting = planStock({ ...input, given, answer: { nature: 'lasting', until: null } });
    expect(lasting.given).toBeNull();
    expect(lasting.projection.stockOutOn).toBe(addDays(monday, 20));
  });

  it('loses by its own numbers: units wanted in the gap, not a mean of other days', () => {
    const arrivals = [{ units: 100, sellableOn: addDays(monday, 15) }];
    const { projection, loss } = planStock({ ...input, given, arrivals });
    expect(projection.gap).toMatchObject({ days: 5, wanted: 100, lost: 100 });
    expect(loss?.units).toMatchObject({ value: 100, inputs: { rate: 20, days: 5, sold: 0 } });
  });

  it('that says nothing is the plan without one', () => {
    const { given: _none, ...rest } = planStock({ ...input, given: { saidOn: monday, spans: [] } });
    const { given: _null, ...plain } = planStock(input);
    expect(rest).toEqual(plain);
  });

  it('that expects the usual rate suggests what the plan without one suggests', () => {
    const spans = [{ from: monday, to: addDays(monday, 364), perDay: 10 }];
    const same = planStock({ ...input, given: { saidOn: monday, spans } });
    expect(same.replenishment?.units.value).toBe(planStock(input).replenishment?.units.value);
    expect(same.projection).toEqual(planStock(input).projection);
  });
});
