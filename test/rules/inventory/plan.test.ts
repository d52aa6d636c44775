// The whole plan of one SKU.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, day, daysBetween } from '../../../src/lib/day.ts';
import { type PlanInput, planStock } from '../../../src/rules/inventory/plan.ts';
import { projectStock } from '../../../src/rules/inventory/projection.ts';
import type { SupplierTerms } from '../../../src/rules/inventory/supply-route.ts';
import { defaultModes } from '../../../src/rules/inventory/transport.ts';
import { usualSafety } from '../../support/factories.ts';

const today = day('2026-10-26');
const promised = (days: number) => ({ promised: days, observed: null });
const main: SupplierTerms = {
  supplier: 'A',
  tier: 'A',
  moq: 300,
  casePack: 24,
  unitCost: 40,
  production: promised(15),
  inspection: promised(3),
};

/** The bottle of the sample reports: 180 left, 35 a day, 600 on the sea until 28 November, 420 in Shenzhen. */
const bottle: PlanInput = {
  today,
  available: 180,
  readyToShip: 0,
  inbound: 600,
  onOrder: 0,
  arrivals: [{ units: 600, sellableOn: day('2026-11-28') }],
  daily: [...Array.from({ length: 20 }, () => 12), ...Array.from({ length: 7 }, () => 34), 36, 34, 35],
  usualRate: 12,
  skuClass: 'C',
  suppliers: [main],
  transit: { sea: promised(37), air: promised(20), express: promised(12) },
  receivingDays: 5,
  safetyDays: null,
  modes: defaultModes,
  pricePerUnit: null,
  answer: null,
  settings: { safety: usualSafety, horizonDays: 30 },
};
const planOf = (of: Partial<PlanInput>) => planStock({ ...bottle, ...of });

describe('the plan of a SKU whose sales jumped', () => {
  const plan = planOf({});

  it('counts down by the last three days: 180 ÷ 35 = 5.14', () => {
    expect(plan.countdown?.value).toBeCloseTo(5.143, 3);
    expect(plan.countdown?.inputs).toEqual({ available: 180, mean: 35, days: 3 });
  });

  it('shows the gap until the ship is there, at the usual rate and if the pace goes on', () => {
    expect(plan.projection.gap).toMatchObject({ from: addDays(today, 15), until: day('2026-11-28'), days: 18 });
    expect(plan.atPace.gap).toMatchObject({ from: addDays(today, 5), days: 28, lost: 28 * 35 - 5 });
  });

  it('suggests whole cases, at least the minimum order, and says by what formula', () => {
    const units = plan.replenishment?.units.value ?? 0;
    expect(units % 24).toBe(0);
    expect(units).toBeGreaterThanOrEqual(300);
    expect(plan.safety?.method).toBe('simple');
    expect(plan.lacks).toEqual([]);
  });

  it('plans with the slowest way: made in 18 days, 32 on the sea, 5 at the door', () => {
    expect(plan.lead).toMatchObject({ days: 55, from: 'promised' });
  });

  it('says when the new order can be sold, by express: made in 18 days, then 7 + 5', () => {
    expect(plan.suppliers?.parts[0]?.readyOn).toBe(addDays(today, 18));
    expect(plan.transport?.plans[0]?.options[0]?.parts[0]?.sellableOn).toBe(addDays(today, 30));
  });

  it('sends at once what lies in the local warehouse, and orders so much less', () => {
    const withLocal = planOf({ readyToShip: 120 });
    expect(withLocal.dispatch?.suggested?.parts[0]).toMatchObject({ mode: 'express', leavesOn: today });
    expect(withLocal.dispatch?.suggested?.parts[0]?.sellableOn).toBe(addDays(today, 12));
    expect(withLocal.replenishment?.net.value).toBe((plan.replenishment?.net.value ?? 0) - 120);
  });
});

describe('by what the answer says,', () => {
  const unitsFor = (answer: PlanInput['answer']) => planOf({ answer }).replenishment?.gross.value ?? 0;

  it('a lasting change sells at the mean of its own days, seven at most', () => {
    const answer = { nature: 'lasting' as const, until: null };
    const daily = [...Array.from({ length: 27 }, () => 100), 300, 310, 290];
    expect(planStock({ ...bottle, daily, answer, changeDays: 3 }).rate).toBe(300);
    expect(planStock({ ...bottle, daily, answer, changeDays: 1 }).rate).toBe(290);
    expect(planStock({ ...bottle, daily, answer, changeDays: 20 }).rate).toBeCloseTo((4 * 100 + 900) / 7, 9);
  });

  it('a one-off orders at the usual rate, a short-term change covers half the period more, a lasting one the new level', () => {
    const oneOff = unitsFor({ nature: 'one_off', until: null });
    const shortTerm = unitsFor({ nature: 'short_term', until: addDays(today, 6) });
    const lasting = unitsFor({ nature: 'lasting', until: null });
    // (35 − 12) a day for 7 days, half of it.
    expect(shortTerm - oneOff).toBeCloseTo(80.5, 6);
    expect(lasting).toBeGreaterThan(shortTerm * 1.5);
  });
});

describe('what is not known', () => {
  it.each([
    ['the stock', { available: null }, 'stock'],
    ['sales', { daily: [], usualRate: null }, 'sales'],
    ['production days', { suppliers: [] }, 'lead_time'],
  ] as const)('%s: no suggestion, and the plan says why', (_what, of, lack) => {
    const plan = planOf(of);
    expect(plan.replenishment).toBeNull();
    expect(plan.lacks).toEqual([lack]);
  });

  it('a SKU without a sale is cleared, not bought', () => {
    expect(planOf({ skuClass: 'D' })).toMatchObject({ replenishment: null, lacks: ['clearance'] });
  });
});

/** 15 left, 10 a day; made in 10 days, 20 by air. */
const lamp: Partial<PlanInput> = {
  today: day('2026-03-03'),
  available: 15,
  inbound: 700,
  daily: Array.from({ length: 30 }, () => 10),
  usualRate: 10,
  suppliers: [{ ...main, production: promised(10), inspection: promised(0), moq: null, casePack: null }],
  modes: defaultModes.filter(({ mode }) => mode === 'air'),
  transit: { air: promised(20) },
};
const arrival = (on: string) => [{ units: 700, sellableOn: day(on) }];

describe('an arrival whose day has passed', () => {
  const plan = planOf({ ...lamp, arrivals: arrival('2026-01-20') });

  it('is overdue by 42 days, and does not postpone the stock-out', () => {
    expect(plan.overdue).toEqual({ units: 700, since: day('2026-01-20'), days: 42 });
    expect(plan.projection).toMatchObject({ stockOutOn: day('2026-03-04'), gap: { until: null } });
  });

  it('does not reduce the order, nor the days without stock until its goods come', () => {
    expect(plan.replenishment?.inbound).toMatchObject({ value: 0, inputs: { overdue: 700, later: 0 } });
    expect(plan.replenishment?.net.value).toBe(plan.replenishment?.gross.value);
    // Sellable on 2 April: 29 days from 4 March on.
    expect(plan.transport?.suggested?.gapDays).toBe(29);
  });
});

describe('an arrival after the days that the order covers', () => {
  it('does not reduce the order, which must last until then', () => {
    const plan = planOf({ ...lamp, arrivals: arrival('2026-12-20') });
    expect(plan.overdue).toBeNull();
    expect(plan.replenishment?.inbound).toMatchObject({ value: 0, inputs: { overdue: 0, later: 700 } });
    // 30 days of lead time × 1.5, and 30 days of forecast, at 10 a day.
    expect(plan.replenishment?.net.value).toBe(450 + 300 - 15);
  });

  it('reduces it on the last of these days', () => {
    const on = (far: string) => planOf({ ...lamp, arrivals: arrival(far) }).replenishment?.inbound.value;
    expect(on('2026-05-02')).toBe(700);
    expect(on('2026-05-03')).toBe(0);
  });
});

describe('the day to order', () => {
  const rich = (available: number) => planOf({ ...lamp, inbound: 0, arrivals: [], available });

  it('is not today while the stock is above the reorder line of 450, and is said', () => {
    const plan = rich(900);
    expect(plan.replenishment).toMatchObject({
      units: { value: 0 },
      shortfall: { value: 0 },
      net: { formula: 'no_order', value: 0 },
    });
    // Lasts until 1 June; 30 days before that.
    expect(plan.projection.stockOutOn).toBe(day('2026-06-01'));
    expect(plan.orderBy).toEqual({ day: day('2026-05-02'), mode: 'air', isPast: false });
  });

  it('orders as soon as the stock is below the line', () => {
    expect(rich(450).replenishment?.units.value).toBe(0);
    expect(rich(449).replenishment?.units.value).toBe(301);
  });

  it('takes a faster mode where the slow one would be late, and says when even that is', () => {
    const modes = defaultModes;
    const transit = { express: promised(5), air: promised(20), sea: promised(40) };
    const by = (available: number) => planOf({ ...lamp, inbound: 0, arrivals: [], modes, transit, available }).orderBy;
    expect(by(600)).toMatchObject({ mode: 'sea' });
    expect(by(400)).toMatchObject({ mode: 'air', isPast: false });
    expect(by(200)).toMatchObject({ mode: 'express', isPast: false });
    expect(by(100)).toEqual({ day: day('2026-02-26'), mode: 'express', isPast: true });
  });

  it('is the cut-off before it where the forwarder has one', () => {
    // Must leave by Tuesday 12 May; goods are handed over on Mondays.
    const modes = lamp.modes?.map((terms) => ({ ...terms, cutOffWeekday: 1 }));
    expect(planOf({ ...lamp, inbound: 0, arrivals: [], available: 900, modes }).orderBy?.day).toBe(day('2026-05-01'));
  });
});

describe('an order in parts', () => {
  const twoSuppliers = [
    {
      ...main,
      supplier: 'slow',
      tier: 'A' as const,
      moq: 100,
      casePack: 24,
      production: promised(30),
      inspection: promised(0),
    },
    {
      ...main,
      supplier: 'fast',
      tier: 'B' as const,
      moq: 50,
      casePack: 20,
      production: promised(5),
      inspection: promised(0),
    },
  ];
  const ways: Partial<PlanInput> = {
    modes: defaultModes,
    transit: { express: promised(5), air: promised(20), sea: promised(40) },
  };
  const plan = planOf({ ...lamp, ...ways, inbound: 0, available: 100, suppliers: twoSuppliers });
  const parts = plan.transport?.suggested?.parts ?? [];

  it('is one number everywhere: the sum of the suppliers’ parts and of what travels', () => {
    const bySupplier = plan.suppliers?.parts.map(({ units }) => units) ?? [];
    const sum = bySupplier.reduce((all, units) => all + units, 0);
    expect(bySupplier).toHaveLength(2);
    expect(plan.replenishment?.units).toMatchObject({ formula: 'order_parts', value: sum });
    expect(parts.reduce((all, { units }) => all + units, 0)).toBe(sum);
  });

  it('leaves with each part when that supplier has made it', () => {
    for (const { supplier, readyOn, units } of plan.suppliers?.parts ?? []) {
      const own = plan.transport?.plans.find((each) => each.supplier === supplier);
      expect(own?.units).toBe(units);
      for (const part of own?.suggested?.parts ?? []) {
        expect(part.readyOn).toBe(readyOn);
        expect(part.leavesOn >= readyOn).toBe(true);
      }
    }
    expect([...new Set(parts.map(({ readyOn }) => readyOn))]).toEqual([day('2026-03-08'), day('2026-04-02')]);
  });

  it('counts the days without stock of all parts together, not of the first alone', () => {
    const arrivals = parts.map(({ units, sellableOn }) => ({ units, sellableOn }));
    const last =
      arrivals
        .map(({ sellableOn }) => sellableOn)
        .sort()
        .at(-1) ?? today;
    const { shortDays } = projectStock({
      ...{ available: 100, rate: 10, today: day('2026-03-03'), arrivals },
      days: daysBetween(day('2026-03-03'), last),
    });
    expect(plan.transport?.suggested?.gapDays).toBe(shortDays);
  });

  it('keeps whole cases where one supplier’s goods travel in two ways', () => {
    for (const { supplier, suggested } of plan.transport?.plans ?? []) {
      const casePack = supplier === 'slow' ? 24 : 20;
      for (const { units } of suggested?.parts ?? []) expect(units % casePack).toBe(0);
    }
    const single = planOf({ ...lamp, ...ways, inbound: 0, available: 150, suppliers: twoSuppliers.slice(1) });
    expect(single.transport?.plans[0]?.suggested?.parts).toHaveLength(2);
    for (const { units } of single.transport?.suggested?.parts ?? []) expect(units % 20).toBe(0);
  });

  it('does not bridge a gap that goods sent from elsewhere close already', () => {
    // 100 last until 12 March; 300 more, sent today by express, until 11 April, when goods by air are there.
    const of = { ...lamp, ...ways, inbound: 0, available: 100, suppliers: [twoSuppliers[1] ?? main] };
    expect(planOf(of).transport?.suggested?.parts.map(({ mode }) => mode)).toContain('express');
    const sent = planOf({ ...of, readyToShip: 300 });
    expect(sent.dispatch?.suggested?.gapDays).toBe(0);
    expect(sent.transport?.suggested?.parts.map(({ mode }) => mode)).not.toContain('express');
    expect(sent.transport?.suggested?.gapDays).toBe(0);
  });
});

describe('one daily rate', () => {
  const of = (usualRate: number | null) =>
    planOf({ ...lamp, inbound: 0, arrivals: [], usualRate, daily: Array.from({ length: 30 }, () => 12) });

  it('is the baseline, in safety stock, reorder line, forecast and projection alike', () => {
    const plan = of(10);
    expect(plan).toMatchObject({ rate: 10, rateFrom: 'baseline' });
    expect(plan.safety?.reorderLine.inputs.meanDaily).toBe(10);
    expect(plan.forecast?.inputs.meanDaily).toBe(10);
    expect(plan.cover?.inputs.rate).toBe(10);
    expect(plan.trend?.inputs.usual).toBe(140);
  });

  it('is the mean of thirty days without one', () => {
    const plan = of(null);
    expect(plan).toMatchObject({ rate: 12, rateFrom: 'mean', trend: { value: 1 } });
    expect(plan.forecast?.inputs.meanDaily).toBe(12);
  });

  it('gives the rule book’s numbers at 10 a day, 20 at most, 14 days of lead time and 21 at the longest', () => {
    const seen = { n: 1, mean: 10, days: 10, max: 21, spread: 0 };
    const daily = [20, 0, ...Array.from({ length: 28 }, () => 10)];
    const suppliers = [{ ...main, production: { promised: 14, observed: seen }, inspection: promised(0) }];
    const { safety } = planOf({
      daily,
      usualRate: 10,
      suppliers,
      skuClass: 'B',
      transit: { sea: promised(0) },
      modes: defaultModes.filter(({ mode }) => mode === 'sea'),
    });
    expect(safety).toMatchObject({ method: 'buffer', safety: { value: 280 }, warningLine: { value: 560 } });
  });
});

const answers = fc.constantFrom(
  null,
  { nature: 'one_off' as const, until: null },
  { nature: 'short_term' as const, until: addDays(today, 20) },
  { nature: 'lasting' as const, until: null },
);
const given = fc.option(
  fc.record({ perDay: fc.nat(90), days: fc.integer({ min: 1, max: 120 }) }).map(({ perDay, days }) => ({
    saidOn: today,
    spans: [{ from: today, to: addDays(today, days - 1), perDay }],
  })),
  { nil: null },
);
const things = fc.record({
  available: fc.nat(3000),
  inbound: fc.nat(3000),
  onOrder: fc.nat(3000),
  daily: fc.array(fc.nat(80), { minLength: 1, maxLength: 30 }),
  answer: answers,
  given,
});

describe('whatever is there, coming, answered and expected,', () => {
  it('a plan never suggests less than nothing, and the net need is never above the gross', () => {
    fc.assert(
      fc.property(things, (of) => {
        const { replenishment, transport, suppliers } = planOf({ ...of, arrivals: [] });
        expect(replenishment?.units.value).toBeGreaterThanOrEqual(0);
        expect(replenishment?.net.value).toBeLessThanOrEqual(replenishment?.gross.value ?? 0);
        for (const { units } of suppliers?.parts ?? []) expect(units).toBeGreaterThan(0);
        for (const option of transport?.plans.flatMap(({ options }) => options) ?? [])
          expect(option.lost.value).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('more stock never brings the stock-out forward nor makes the need larger', () => {
    fc.assert(
      fc.property(things, fc.nat(3000), (of, more) => {
        const less = planOf(of);
        const rich = planOf({ ...of, available: of.available + more });
        expect(rich.projection.stockOutOn ?? '9999').toSatisfy(
          (on: string) => on >= (less.projection.stockOutOn ?? '9999'),
        );
        expect(rich.replenishment?.net.value).toBeLessThanOrEqual(less.replenishment?.net.value ?? 0);
      }),
    );
  });

  it('a later arrival never shortens the gap', () => {
    fc.assert(
      fc.property(things, fc.nat(60), fc.nat(60), (of, ahead, later) => {
        const gap = (days: number) =>
          planOf({ ...of, arrivals: [{ units: 200, sellableOn: addDays(today, days) }] }).projection.gap?.days ?? 0;
        expect(gap(ahead + later)).toBeGreaterThanOrEqual(gap(ahead));
      }),
    );
  });
});
