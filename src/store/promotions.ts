// Planned promotions: which lie ahead, and of which the stock has been looked at. Plain reads and one note.

import { and, asc, eq, gte, isNull, lte, or } from 'drizzle-orm';
import type { Day } from '../lib/day.ts';
import type { Db } from './db.ts';
import { promotions } from './schema/index.ts';

export type Promotion = typeof promotions.$inferSelect;

/** Promotions of a store that are not over by `today` and begin by `latest`, in order; those of `sku` or of all, where it is given. */
export async function promotionsAhead(
  db: Db,
  storeId: string,
  { today, latest, sku }: { today: Day; latest: Day; sku?: string },
): Promise<Promotion[]> {
  return db
    .select()
    .from(promotions)
    .where(
      and(
        eq(promotions.storeId, storeId),
        gte(promotions.toDay, today),
        lte(promotions.fromDay, latest),
        sku === undefined ? undefined : or(isNull(promotions.sku), eq(promotions.sku, sku)),
      ),
    )
    .orderBy(asc(promotions.fromDay), asc(promotions.id));
}

/** The stock for a promotion was looked at. */
export async function noteStockChecked(db: Db, id: number, at: Date): Promise<void> {
  await db.update(promotions).set({ stockCheckedAt: at }).where(eq(promotions.id, id));
}
