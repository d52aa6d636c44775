// Stores whose new sales could not be judged: why, since when, and when it is tried again. Decides nothing.

import { eq, like } from 'drizzle-orm';
import { z } from 'zod';
import type { Db } from './db.ts';
import { settings } from './schema/index.ts';

const prefix = 'judging-trouble:';
const instant = z.iso.datetime().transform((text) => new Date(text));
const trouble = z.object({ reason: z.string(), since: instant, attempts: z.number().int(), retryAt: instant });

export type JudgingTrouble = z.infer<typeof trouble>;
export type StoreInTrouble = JudgingTrouble & { storeId: string };

export async function setJudgingTrouble(db: Db, storeId: string, of: JudgingTrouble): Promise<void> {
  const value = JSON.stringify(of);
  await db
    .insert(settings)
    .values({ name: prefix + storeId, value })
    .onConflictDoUpdate({ target: settings.name, set: { value } });
}

export async function clearJudgingTrouble(db: Db, storeId: string): Promise<void> {
  await db.delete(settings).where(eq(settings.name, prefix + storeId));
}

/** All stores that are put aside, by id. */
export async function storesInTrouble(db: Db): Promise<StoreInTrouble[]> {
  const rows = await db
    .select()
    .from(settings)
    .where(like(settings.name, `${prefix}%`))
    .orderBy(settings.name);
  return rows.map((row) => ({ ...trouble.parse(JSON.parse(row.value)), storeId: row.name.slice(prefix.length) }));
}
