// How an order report was requested: its kind and its range of days, as the user or the file name states. The rows alone do
// not show this: a day without orders has no row. Pure.

import { type Day, parseDay } from '../lib/day.ts';

export type OrderReportKind = 'by-order-date' | 'by-last-update';

/** Null where neither the user nor the file name states it. */
export interface ReportRequest {
  kind: OrderReportKind | null;
  from: Day | null;
  to: Day | null;
}

/** How a report was requested; options of the user take precedence over the file name. */
export function requestOf({ name, options }: { name: string; options: RequestOptions }): ReportRequest {
  const days = options.asked ?? rangeInName(name);
  return { kind: options.orders ?? kindInName(name) ?? null, from: days?.from ?? null, to: days?.to ?? null };
}

interface RequestOptions {
  orders?: OrderReportKind | undefined;
  asked?: { from: Day; to: Day } | undefined;
}

/** "orders-by-last-update.txt", "All Orders by Order Date.txt": the kind of a report, from its name. */
export function kindInName(name: string): OrderReportKind | undefined {
  if (/last[-_ ]?update/i.test(name)) return 'by-last-update';
  return /order[-_ ]?date/i.test(name) ? 'by-order-date' : undefined;
}

/** "…_2026-10-14_2026-10-25…": the range of days of a report, from its name. */
export function rangeInName(name: string): { from: Day; to: Day } | undefined {
  const found = /(?<!\d)(\d{4}-\d{2}-\d{2})_(\d{4}-\d{2}-\d{2})(?!\d)/.exec(name);
  const from = parseDay(found?.[1] ?? '');
  const to = parseDay(found?.[2] ?? '');
  return from && to && from <= to ? { from, to } : undefined;
}
