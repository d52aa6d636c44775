// What is told of an order report beyond its rows, by whoever hands it in or by its name: how it was made, and which days
// it was asked for. The same rows under another name say something else, for a day without orders stands in no row. Pure.

import { type Day, parseDay } from '../lib/day.ts';

export type OrderReportKind = 'by-order-date' | 'by-last-update';

/** Null where nothing is told: then the rows tell as well as they can. */
export interface Told {
  kind: OrderReportKind | null;
  from: Day | null;
  to: Day | null;
}

/** What is told of a file; what the person says goes before its name. */
export function toldOf({ name, options }: { name: string; options: Said }): Told {
  const days = options.asked ?? rangeInName(name);
  return { kind: options.orders ?? kindInName(name) ?? null, from: days?.from ?? null, to: days?.to ?? null };
}

interface Said {
  orders?: OrderReportKind | undefined;
  asked?: { from: Day; to: Day } | undefined;
}

/** "orders-by-last-update.txt", "All Orders by Order Date.txt": how a report was made, as its name tells. */
export function kindInName(name: string): OrderReportKind | undefined {
  if (/last[-_ ]?update/i.test(name)) return 'by-last-update';
  return /order[-_ ]?date/i.test(name) ? 'by-order-date' : undefined;
}

/** "…_2026-10-14_2026-10-25…": the days a report was asked for, as its name tells. */
export function rangeInName(name: string): { from: Day; to: Day } | undefined {
  const found = /(?<!\d)(\d{4}-\d{2}-\d{2})_(\d{4}-\d{2}-\d{2})(?!\d)/.exec(name);
  const from = parseDay(found?.[1] ?? '');
  const to = parseDay(found?.[2] ?? '');
  return from && to && from <= to ? { from, to } : undefined;
}
