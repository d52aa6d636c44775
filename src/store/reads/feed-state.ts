// How far each store's sales feed has come: the newest whole day, and newer days that wait or look wrong.

import { and, desc, eq, max } from 'drizzle-orm';
import type { Day } from '../../lib/day.ts';
import type { Db } from '../db.ts';
import { feedDays } from '../schema/index.ts';

export interface FeedState {
  /** Newest day that came in whole; null when none ever did. */
  lastGoodDay: Day | null;
  /** When the numbers of that day were pulled. */
  lastGoodAsOf: Date | null;
  /** Newest day held back because its file looks cut short; null when there is none after the last good day. */
  quarantinedDay: Day | null;
}

/** The feed of a store, from one source when it is named. */
export async function feedState(db: Db, storeId: string, source: string | undefined): Promise<FeedState> {
  const ofStore = and(eq(feedDays.storeId, storeId), source === undefined ? undefined : eq(feedDays.source, source));
  const [good] = await db
    .select({ day: feedDays.day, asOf: feedDays.asOf })
    .from(feedDays)
    .where(and(ofStore, eq(feedDays.state, 'complete')))
    .orderBy(desc(feedDays.day))
    .limit(1);
  const [held] = await db
    .select({ day: max(feedDays.day) })
    .from(feedDays)
    .where(and(ofStore, eq(feedDays.state, 'quarantined')));
  const heldDay = held?.day ?? null;
  return {
    lastGoodDay: good?.day ?? null,
    lastGoodAsOf: good?.asOf ?? null,
    quarantinedDay: heldDay !== null && (good === undefined || heldDay > good.day) ? heldDay : null,
  };
}
