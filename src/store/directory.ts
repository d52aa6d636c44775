// Managers from a platform's directory, and the count of calls to platforms.

import { and, eq, sql } from 'drizzle-orm';
import type { Platform } from '../policy/platforms.ts';
import type { Db } from './db.ts';
import { excluded } from './query-parts.ts';
import { directoryManagers, platformCalls } from './schema/index.ts';

export type DirectoryManager = typeof directoryManagers.$inferSelect;

/** What the directory last said, by person. */
export async function directoryManagersByPerson(db: Db): Promise<Map<string, DirectoryManager>> {
  const rows = await db.select().from(directoryManagers);
  return new Map(rows.map((row) => [row.personId, row]));
}

/** The newest word on a person. */
export async function noteDirectoryManager(db: Db, row: DirectoryManager): Promise<void> {
  await db.insert(directoryManagers).values(row).onConflictDoUpdate({ target: directoryManagers.personId, set: row });
}

/** Adds to the counts of a month, by what the calls were for. */
export async function addCalls(
  db: Db,
  { platform, month }: { platform: Platform; month: string },
  calls: ReadonlyMap<string, number>,
): Promise<void> {
  const rows = [...calls].map(([api, count]) => ({ platform, month, api, calls: count }));
  if (rows.length === 0) return;
  await db
    .insert(platformCalls)
    .values(rows)
    .onConflictDoUpdate({
      target: [platformCalls.platform, platformCalls.month, platformCalls.api],
      set: { calls: sql`${platformCalls.calls} + ${excluded(platformCalls.calls)}` },
    });
}

/** All calls of a month to a platform. */
export async function callsInMonth(db: Db, platform: Platform, month: string): Promise<number> {
  const [row] = await db
    .select({ calls: sql<number>`coalesce(sum(${platformCalls.calls}), 0)::int` })
    .from(platformCalls)
    .where(and(eq(platformCalls.platform, platform), eq(platformCalls.month, month)));
  return row?.calls ?? 0;
}
