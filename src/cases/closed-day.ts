// Which sales day of a store is over.

import { addDays, type Day, dayIn, startOfDay } from '../lib/day.ts';
import type { Store } from '../team/policy.ts';

/** The newest sales day that is over in the store's zone, its closing margin included. */
export function closedThrough(store: Pick<Store, 'zone' | 'closeMarginMinutes'>, now: Date): Day {
  const lessMargin = new Date(now.getTime() - store.closeMarginMinutes * 60_000);
  return addDays(dayIn(store.zone, lessMargin), -1);
}

/** When `day` is over in the store's zone, its closing margin included. */
export function closesAt(store: Pick<Store, 'zone' | 'closeMarginMinutes'>, day: Day): Date {
  return new Date(startOfDay(store.zone, addDays(day, 1)).getTime() + store.closeMarginMinutes * 60_000);
}
