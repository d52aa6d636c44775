// Which sales day of a store is over.

import { addMinutes, subMinutes } from 'date-fns';
import { addDays, type Day, dayIn, startOfDay } from '../lib/day.ts';
import type { Store } from '../policy/policy.ts';

/** The newest sales day that is over in the store's zone, its closing margin included. */
export function closedThrough(store: Pick<Store, 'zone' | 'closeMarginMinutes'>, now: Date): Day {
  return addDays(dayIn(store.zone, subMinutes(now, store.closeMarginMinutes)), -1);
}

/** When `day` is over in the store's zone, its closing margin included. */
export function closesAt(store: Pick<Store, 'zone' | 'closeMarginMinutes'>, day: Day): Date {
  return addMinutes(startOfDay(store.zone, addDays(day, 1)), store.closeMarginMinutes);
}
