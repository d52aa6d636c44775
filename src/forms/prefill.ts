// Pre-filled values of a form: the stock as reported and the suggestion, to be confirmed or corrected. Causes and ticks
// are left to the person.

import type { Day } from '../lib/day.ts';
import { formFigures, type StockFigures } from '../rules/inventory/stock-figures.ts';
import type { FormKind, RawValues } from './form.ts';
import { formFor } from './index.ts';

/** The stock as reported; null where the form is about no single SKU. */
type StockNumbers =
  | (Pick<StockFigures, (typeof formFigures)[number]> & { arrivals: readonly { sellableOn: Day }[] })
  | null;

/** The suggestion: units to order (0: nothing), and, where all of them go one way, the transport and when they should be sellable. */
export interface Suggestion {
  units: number;
  transport: 'express' | 'air' | 'sea' | null;
  arriveBy: Day | null;
}

/** The values a form of `kind` starts with, as far as known. `suggestion` is null when there is none. */
export function prefill(kind: FormKind, input: { stock: StockNumbers; suggestion: Suggestion | null }): RawValues {
  const names = new Set(formFor(kind).fields.map((field) => field.name));
  const known = Object.entries({ ...stockValues(input.stock), ...proposalValues(input.suggestion) });
  return Object.fromEntries(
    known.filter((entry): entry is [string, string] => names.has(entry[0]) && entry[1] !== null),
  );
}

function stockValues(stock: StockNumbers): Record<string, string | null> {
  if (!stock) return {};
  const figures = formFigures.map((name) => [name, units(stock[name])] as const);
  const arrivals = stock.arrivals.map((each) => each.sellableOn).sort();
  return { ...Object.fromEntries(figures), nextArrivalOn: arrivals[0] ?? null };
}

function proposalValues(suggestion: Suggestion | null): Record<string, string | null> {
  if (!suggestion) return {};
  if (suggestion.units <= 0) return { action: 'none' };
  return {
    action: 'replenish',
    quantity: units(suggestion.units),
    transport: suggestion.transport,
    arriveBy: suggestion.arriveBy,
  };
}

/** Some shops report negative stock when they have oversold: nothing can be sold then. */
function units(count: number | null): string | null {
  return count === null ? null : String(Math.max(0, Math.round(count)));
}
