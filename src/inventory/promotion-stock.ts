// What a planned promotion needs of a SKU's stock, and what will be there when it begins. Pure.

import { daysBetween } from '../lib/day.ts';
import type { EventStockRow } from '../messages/event-notice.ts';
import { eventDaysChecked, eventNeed } from '../rules/inventory/event-stock.ts';
import type { Promotion } from '../store/promotions.ts';
import type { StockBook } from './book.ts';

/** Undefined where nothing is known of the SKU's sales. `lift`: learned from earlier promotions; null = none were. */
export function promotionStock(
  book: StockBook,
  sku: string,
  { fromDay, toDay, lift }: Pick<Promotion, 'fromDay' | 'toDay'> & { lift: number | null },
): EventStockRow | undefined {
  const rate = book.rateOf(sku);
  if (rate === null || rate <= 0) return undefined;
  const { position, arrivals } = book.factsOf(sku);
  const coming = arrivals.filter(({ sellableOn }) => sellableOn <= fromDay);
  const days = Math.min(eventDaysChecked, daysBetween(fromDay, toDay) + 1);
  return {
    sku,
    need: eventNeed({ rate, lift, days }),
    available: position?.available ?? null,
    arriving: coming.reduce((sum, { units }) => sum + units, 0),
  };
}
