// The weekly summaries that were posted.

import { and, desc, eq } from 'drizzle-orm';
import type { WeeklyView } from '../../messages/weekly-view.ts';
import type { Db } from '../db.ts';
import { deliveries } from '../schema/index.ts';

/** Posted summaries, newest week first, each once however many groups got it. */
export async function postedWeeklies(db: Db, limit: number): Promise<{ weekly: WeeklyView; postedAt: Date | null }[]> {
  const rows = await db
    .select({ content: deliveries.content, sentAt: deliveries.sentAt })
    .from(deliveries)
    .where(and(eq(deliveries.kind, 'weekly'), eq(deliveries.op, 'post')))
    .orderBy(desc(deliveries.id))
    .limit(limit * 10);
  const weeks = new Map<string, { weekly: WeeklyView; postedAt: Date | null }>();
  for (const { content, sentAt } of rows) {
    if (content.kind !== 'weekly' || weeks.has(content.weekly.from)) continue;
    weeks.set(content.weekly.from, { weekly: content.weekly, postedAt: sentAt });
  }
  return [...weeks.values()].sort((a, b) => (a.weekly.from < b.weekly.from ? 1 : -1)).slice(0, limit);
}

/** The newest summary that was queued; undefined before the first. */
export async function lastQueuedWeekly(db: Db): Promise<WeeklyView | undefined> {
  const [row] = await db
    .select({ content: deliveries.content })
    .from(deliveries)
    .where(and(eq(deliveries.kind, 'weekly'), eq(deliveries.op, 'post')))
    .orderBy(desc(deliveries.id))
    .limit(1);
  return row?.content.kind === 'weekly' ? row.content.weekly : undefined;
}
