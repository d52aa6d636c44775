// Decides which sales days an order report holds whole, and what it does to each. Pure.

import { type Day, dayRange } from '../../lib/day.ts';
import type { OrderReportKind } from '../report-request.ts';
import type { FeedDay, FeedState } from './plan-days.ts';

/**
 * slice  the report holds the day whole: an order that it lacks and that is known is news for a person
 * edge   the report holds some orders of the day
 */
type OrderDayMode = 'slice' | 'edge';

export interface OrderDayPlan {
  storeId: string;
  day: Day;
  mode: OrderDayMode;
  state: FeedState;
}

export interface OrderPlanInput {
  kind: OrderReportKind;
  /** Days on which each store has orders in the file. */
  seen: readonly { storeId: string; day: Day }[];
  existing: readonly FeedDay[];
  /** The days the report was asked for, where that is known. */
  asked: { from: Day; to: Day } | undefined;
  isOver: (storeId: string, day: Day) => boolean;
}

/**
 * A report by order date begins somewhere in its first day, so that day is whole only if the report was asked from it on.
 * It ends when it was pulled or at the end of the last day asked for, so its last day is whole once it is over. A report
 * by last update holds no day whole.
 */
export function planOrderDays(input: OrderPlanInput): OrderDayPlan[] {
  const stores = new Map<string, Day[]>();
  for (const { storeId, day } of input.seen) {
    const known = stores.get(storeId);
    if (known) known.push(day);
    else stores.set(storeId, [day]);
  }
  const existing = new Map(input.existing.map((feed) => [`${feed.storeId} ${feed.day}`, feed]));
  return [...stores].flatMap(([storeId, seen]) => {
    const whole = input.kind === 'by-order-date' ? wholeDays(seen, input.asked) : new Set<Day>();
    const days = [...new Set([...seen, ...whole])].sort();
    return days.map((day) => planDay(storeId, day, whole.has(day), existing.get(`${storeId} ${day}`), input));
  });
}

function planDay(
  storeId: string,
  day: Day,
  isWhole: boolean,
  feed: FeedDay | undefined,
  { isOver }: OrderPlanInput,
): OrderDayPlan {
  const isComplete = feed?.state === 'complete' || (isWhole && isOver(storeId, day));
  return { storeId, day, mode: isWhole ? 'slice' : 'edge', state: isComplete ? 'complete' : 'partial' };
}

function wholeDays(seen: readonly Day[], asked: { from: Day; to: Day } | undefined): Set<Day> {
  const sorted = [...seen].sort();
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return new Set();
  // A range that does not meet the orders is about something else.
  const fits = asked && asked.from <= last && asked.to >= first;
  if (!fits) return new Set(dayRange(first, last).slice(1));
  return new Set(dayRange(asked.from, asked.to));
}
