// What a planned promotion needs of a SKU's stock, and what will be there when it begins. Pure.

import { type Day, daysBetween } from '../lib/day.ts';
import type { EventStockRow } from '../messages/event-notice.ts';
import { isPast } from '../rules/inventory/arrivals.ts';
import { eventDaysChecked, eventNeed } from '../rules/inventory/event-stock.ts';
import { projectedDays } from '../rules/inventory/projection.ts';
import type { Promotion } from '../store/promotions.ts';
import type { StockBook } from './book.ts';

/** Undefined where nothing is known of the SKU's sales. `lift`: learned from earlier promotions; null = none were. */
export function promotionStock(
  book: StockBook,
  sku: string,
  { fromDay, toDay, lift, today }: Pick<Promotion, 'fromDay' | 'toDay'> & { lift: number | null; today: Day },
): EventStockRow | undefined {
  const { rate, given } = book.planOf(sku);
  if (rate === null || rate <= 0) return undefined;
  const { position, arrivals } = book.factsOf(sku);
  const available = position?.available ?? null;
  const coming = arrivals.filter((each) => each.sellableOn <= fromDay && !isPast(each, today));
  const arriving = coming.reduce((sum, { units }) => sum + units, 0);
  const before = Math.max(0, daysBetween(today, fromDay));
  const walked = projectedDays({ available, rate, expected: given?.spans, today, arrivals: coming, days: before });
  const left = walked.at(-1)?.left ?? available ?? 0;
  const arrivedBefore = walked.reduce((sum, day) => sum + day.arriving, 0);
  return {
    sku,
    need: eventNeed({ rate, lift, days: Math.min(eventDaysChecked, daysBetween(fromDay, toDay) + 1) }),
    available,
    arriving,
    soldBefore: available === null ? 0 : Math.round(available + arrivedBefore - left),
  };
}
