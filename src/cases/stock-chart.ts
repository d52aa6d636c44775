// The stock of one SKU in the coming weeks as a chart's numbers, worked out from what a card shows of it. Pure.

import type { StockProjectionInput } from '../charts/stock-projection.ts';
import { addDays, type Day, daysBetween } from '../lib/day.ts';
import type { Language } from '../lib/language.ts';
import type { StockView } from '../messages/views.ts';
import { projectedDays } from '../rules/inventory/projection.ts';

/** Days ahead that a chart shows: far enough for the stock-out and the arrivals, within these. */
const ahead = { least: 28, most: 120, after: 7 };

/** Paces nearer to each other than this share are one line. */
const sameRate = 0.05;

/** Null where nothing is known that could be drawn, or nothing sells. */
export function stockChartInput(
  stock: StockView,
  { title, today, language }: { title: string; today: Day; language: Language },
): StockProjectionInput | null {
  const { available, rate, expected, arrivals, atPace } = stock;
  if (available === null || rate === null || rate <= 0) return null;
  const paceRate = atPace.rate !== null && Math.abs(atPace.rate - rate) > rate * sameRate ? atPace.rate : null;
  const days = daysShown(stock, today);
  const usual = projectedDays({ available, rate, expected, today, arrivals, days });
  const pace = paceRate === null ? [] : projectedDays({ available, rate: paceRate, today, arrivals, days });
  return {
    title,
    estimatedSince: stock.estimate?.since ?? null,
    days: usual.map(({ day }) => day),
    usual: usual.map(({ left }) => left),
    pace: pace.length === 0 ? null : pace.map(({ left }) => left),
    arriving: usual.map(({ arriving }) => arriving),
    safety: stock.safety,
    stockOutOn: stock.stockOutOn,
    paceOutOn: atPace.stockOutOn,
    language,
  };
}

function daysShown({ arrivals, stockOutOn, atPace }: StockView, today: Day): number {
  const moments = [...arrivals.map(({ sellableOn }) => sellableOn), stockOutOn, atPace.stockOutOn];
  const far = moments.flatMap((moment) => (moment === null ? [] : [daysBetween(today, addDays(moment, ahead.after))]));
  return Math.max(ahead.least, ...far.filter((days) => days <= ahead.most)) + 1;
}
