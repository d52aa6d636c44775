// Checks whether the same content was imported before, and whether importing it again could change anything.

import { and, between, eq } from 'drizzle-orm';
import type { Day } from '../lib/day.ts';
import { feedDays } from '../store/schema/index.ts';
import { earlierReading } from './batches.ts';
import type { Work } from './file-input.ts';
import { overAt } from './merge/feed.ts';
import type { MergeOutcome } from './merge/merge.ts';
import { requestOf } from './report-request.ts';

export interface Earlier {
  /** Could the content change something, given the moment it is from? */
  mayChange: boolean;
  outcome: Pick<MergeOutcome, 'days' | 'stores' | 'refused' | 'skipped'>;
}

/** The outcome of an earlier import of the same content; undefined when there is none that took all of it for this store. */
export async function earlierReport(work: Work): Promise<Earlier | undefined> {
  const { ctx, input, asOf, format, sha256 } = work;
  const { options } = input;
  if (options.again || !sha256) return undefined;
  const earlier = await earlierReading(ctx.db, sha256, requestOf(input));
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

/** Was a day unfinished at the earlier import and is finished at this one? */
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
