// Whether the same content was read before, and whether reading it again could tell anything new.

import { and, between, eq } from 'drizzle-orm';
import type { Day } from '../lib/day.ts';
import { feedDays } from '../store/schema/index.ts';
import { earlierReading } from './batches.ts';
import type { Work } from './file-input.ts';
import { overAt } from './merge/feed.ts';
import type { MergeOutcome } from './merge/merge.ts';
import { toldOf } from './told.ts';

export interface Earlier {
  /** May the content change something at the moment it now speaks of? */
  mayChange: boolean;
  outcome: Pick<MergeOutcome, 'days' | 'stores' | 'refused' | 'skipped'>;
}

/** What was said of the same content before; undefined when it was never read whole for this store. */
export async function earlierReport(work: Work): Promise<Earlier | undefined> {
  const { ctx, input, asOf, format, sha256 } = work;
  const { options } = input;
  if (options.again || !sha256) return undefined;
  const earlier = await earlierReading(ctx.db, sha256, toldOf(input));
  if (!earlier || earlier.format !== format) return undefined;
  const { stores, days, encoding, encodingSamples, orderReport } = earlier.details;
  if (options.store && stores.length > 0 && !stores.includes(options.store.id)) return undefined;
  const isLater = asOf.at > earlier.asOf;
  const mayChange = isLater && (asOf.from !== 'file' || (await completesDays(work, days)));
  if (!mayChange) {
    work.rowsIn = earlier.rowsIn;
    work.asOf = { ...asOf, at: earlier.asOf };
    work.encodingSamples = encodingSamples;
    work.orderReport = orderReport;
    if (encoding === null) delete work.encoding;
  }
  return { mayChange, outcome: { days, stores, refused: 0, skipped: earlier.rowsIn - earlier.rowsKept } };
}

/** Is one of the days that were not over at the earlier reading over at this one? */
async function completesDays({ ctx, asOf, now, source }: Work, days: Earlier['outcome']['days']): Promise<boolean> {
  const isOver = overAt(ctx.policy, asOf.at, now);
  for (const { storeId, from, to } of days) {
    const open = await ctx.db
      .select({ day: feedDays.day })
      .from(feedDays)
      .where(
        and(
          eq(feedDays.storeId, storeId),
          eq(feedDays.source, source ?? ''),
          eq(feedDays.state, 'partial'),
          between(feedDays.day, from as Day, to as Day),
        ),
      );
    if (open.some(({ day }) => isOver(storeId, day))) return true;
  }
  return false;
}
