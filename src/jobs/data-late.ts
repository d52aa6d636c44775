// Tells the data owner when a store's sales are not in by the time they should be.

import { closedThrough } from '../cases/closed-day.ts';
import { storeName } from '../cases/display-names.ts';
import type { Context } from '../context.ts';
import { dayIn, instantAt } from '../lib/day.ts';
import { tellGroups } from '../outbox/tell.ts';
import type { Store } from '../policy/policy.ts';
import { lastReportAt, newestCompleteDay } from '../store/feed.ts';

/** One notice for a store's day that is over and not complete. */
export async function dataLate(ctx: Context, store: Store): Promise<string> {
  const now = ctx.clock.now();
  const day = closedThrough(store, now);
  const newest = await newestCompleteDay(ctx.db, store);
  if (newest !== undefined && newest >= day) return 'in time';
  const { zone } = ctx.policy.team;
  await tellGroups(ctx, store.id, {
    subject: `data-late.${store.id}`,
    step: day,
    content: {
      kind: 'notice',
      toId: store.dataOwner ?? null,
      notice: {
        notice: 'data_late',
        storeId: store.id,
        storeName: storeName(ctx.policy, store.id),
        day,
        expectedBy: instantAt(zone, dayIn(zone, now), store.expectedBy ?? 0).toISOString(),
        lastAsOf: (await lastReportAt(ctx.db, store))?.toISOString() ?? null,
      },
    },
  });
  return 'late';
}
