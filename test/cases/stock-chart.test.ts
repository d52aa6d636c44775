// What the chart of a SKU's coming weeks is drawn from.

import { describe, expect, it } from 'vitest';
import { stockChartInput } from '../../src/cases/stock-chart.ts';
import { day } from '../../src/lib/day.ts';
import type { StockView } from '../../src/messages/views.ts';
import { examplePlans } from '../support/example-plan.ts';
import { stock } from '../support/view-builders.ts';

const today = day('2026-11-20');
const inputOf = (over: Partial<StockView>) => stockChartInput(stock(over), { title: 'A', today, language: 'en' });

describe('the chart of the stock ahead', () => {
  it('shows the same stock-out day as the words beside it', () => {
    const view = examplePlans.plan;
    const input = view && stockChartInput(view.stock, { title: view.sku, today, language: 'en' });
    if (!input) throw new Error('No chart');
    const first = input.usual.findIndex((left, i) => left === 0 && (input.usual[i - 1] ?? 1) === 0);
    expect(input.days[first]).toBe(input.stockOutOn);
    expect(input.arriving[input.days.indexOf(day('2026-12-12'))]).toBe(400);
  });

  it('reaches a week beyond the last thing that happens, four weeks at least, not further than four months', () => {
    expect(inputOf({})?.days).toHaveLength(29);
    const far = (on: string) => inputOf({ arrivals: [{ units: 1, sellableOn: day(on), mode: null }] })?.days.length;
    expect(far('2027-01-20')).toBe(61 + 7 + 1);
    expect(far('2028-01-20')).toBe(29);
  });

  it('draws one line where the last three days were as usual', () => {
    const { atPace } = stock();
    expect(inputOf({ rate: 34, atPace: { ...atPace, rate: 35 } })?.pace).toBeNull();
    expect(inputOf({ rate: 20, atPace: { ...atPace, rate: 35 } })?.pace?.[1]).toBe(180 - 70);
  });

  it('is not drawn without a known stock or a pace', () => {
    expect(inputOf({ available: null })).toBeNull();
    expect(inputOf({ rate: null })).toBeNull();
    expect(inputOf({ rate: 0 })).toBeNull();
  });
});
