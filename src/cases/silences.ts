// Silences: no new forms for a SKU, a class or a store until a day. They end by themselves.

import { and, eq, gte } from 'drizzle-orm';
import { type Context, withTransaction } from '../context.ts';
import { addDays, type Day, dayIn } from '../lib/day.ts';
import { actorName } from '../policy/actor.ts';
import type { ActionObject } from '../policy/authorize.ts';
import { silences } from '../store/schema/index.ts';
import { ownerOf } from '../store/skus.ts';
import { requireRight } from '../team/rights.ts';

export type SilenceRow = typeof silences.$inferSelect;

/** Sets a silence for `days` days from today (team time), today included. Managers only. */
export function silence(
  ctx: Context,
  input: { storeId: string; sku: string | null; class: string | null; days: number; reason: string },
): Promise<Day> {
  return withTransaction(ctx, async (tx) => {
    await requireRight(tx, 'silence', await silencedObject(tx, input));
    const now = tx.clock.now();
    const untilDay = addDays(dayIn(tx.policy.team.zone, now), input.days - 1);
    const { storeId, sku, reason } = input;
    await tx.db
      .insert(silences)
      .values({ storeId, sku, class: input.class, untilDay, reason, setBy: actorName(tx.actor), setAt: now });
    return untilDay;
  });
}

/** The store's silences that have not ended. */
export async function loadSilences(ctx: Context, storeId: string): Promise<SilenceRow[]> {
  const today = dayIn(ctx.policy.team.zone, ctx.clock.now());
  return ctx.db
    .select()
    .from(silences)
    .where(and(eq(silences.storeId, storeId), gte(silences.untilDay, today)));
}

/** Does one of `rows` silence this SKU today? A silence of neither SKU nor class holds for the whole store. */
export function isSilenced(rows: readonly SilenceRow[], sku: string, skuClass: string | null, today: Day): boolean {
  return rows.some(
    (row) =>
      row.untilDay >= today && (row.sku === null || row.sku === sku) && (row.class === null || row.class === skuClass),
  );
}

/** Is the whole store silenced today? */
export function isStoreSilenced(rows: readonly SilenceRow[], today: Day): boolean {
  return rows.some((row) => row.untilDay >= today && row.sku === null && row.class === null);
}

async function silencedObject(tx: Context, of: { storeId: string; sku: string | null }): Promise<ActionObject> {
  if (of.sku === null) return { kind: 'store' };
  return { kind: 'sku', ownerId: await ownerOf(tx.db, of.storeId, of.sku) };
}
