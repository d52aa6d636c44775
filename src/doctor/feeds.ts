// Whether each store's sales have come in, judged by when they are expected.

import { closedThrough, closesAt } from '../cases/closed-day.ts';
import type { Context } from '../context.ts';
import { lateStock } from '../inventory/late-stock.ts';
import { addDays, type Day, dayIn, instantAt } from '../lib/day.ts';
import type { Store } from '../policy/policy.ts';
import type { LateStock } from '../rules/inventory/rolled-stock.ts';
import { effectiveSource } from '../store/feed.ts';
import { type FeedState, feedState } from '../store/reads/feed-state.ts';

/**
 * in: the newest sales day that is over has come in whole; waiting: it has not, and is not expected yet;
 * late: it should have; never: nothing of this store ever came.
 */
export type FeedStanding = 'in' | 'waiting' | 'late' | 'never';

export interface FeedReport extends FeedState {
  storeId: string;
  storeName: string;
  standing: FeedStanding;
  /** Newest sales day that is over in the store's zone. */
  expectedDay: Day;
  /** By when that day's sales are due; null when the policy file sets no time. */
  expectedBy: Date | null;
  /** How old the newest stock report is, where a day has passed without one. */
  lateStock: LateStock | null;
}

/** The feed of every store, in the order of the policy file. */
export async function feedReports(ctx: Context): Promise<FeedReport[]> {
  const now = ctx.clock.now();
  const reports: FeedReport[] = [];
  for (const store of ctx.policy.stores) {
    const state = await feedState(ctx.db, store.id, await effectiveSource(ctx.db, store));
    const expectedDay = closedThrough(store, now);
    const expectedBy = expectedAt(store, ctx.policy.team.zone, expectedDay);
    const standing = feedStanding({ lastGoodDay: state.lastGoodDay, expectedDay, expectedBy, now });
    const names = { storeId: store.id, storeName: store.name ?? store.id };
    const lateReport = await lateStock(ctx, store);
    reports.push({ ...state, ...names, standing, expectedDay, expectedBy, lateStock: lateReport });
  }
  return reports;
}

/**
 * The state of a feed. Without a time by which it is due, a day is late when the one after it is over: a feed that brings
 * yesterday at any hour of today is in time.
 */
export function feedStanding(of: {
  lastGoodDay: Day | null;
  expectedDay: Day;
  expectedBy: Date | null;
  now: Date;
}): FeedStanding {
  const { lastGoodDay, expectedDay, expectedBy, now } = of;
  if (lastGoodDay === null) return 'never';
  if (lastGoodDay >= expectedDay) return 'in';
  if (lastGoodDay < addDays(expectedDay, -1)) return 'late';
  return expectedBy !== null && now >= expectedBy ? 'late' : 'waiting';
}

/** The first moment after the day's end at which the team's clock shows the time the policy file sets. */
function expectedAt(store: Store, teamZone: string, day: Day): Date | null {
  if (store.expectedBy === undefined) return null;
  const closed = closesAt(store, day);
  const sameDay = instantAt(teamZone, dayIn(teamZone, closed), store.expectedBy);
  return sameDay >= closed ? sameDay : instantAt(teamZone, addDays(dayIn(teamZone, closed), 1), store.expectedBy);
}
