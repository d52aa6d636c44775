// Silences: no new forms for a SKU, a class or a store until a day. They end by themselves.

import { type Context, withTransaction } from '../context.ts';
import { addDays, type Day, dayIn } from '../lib/day.ts';
import { actorName } from '../policy/actor.ts';
import type { ActionObject } from '../policy/authorize.ts';
import { ownerOf } from '../store/skus.ts';
import { insertSilence, type SilenceRow, silencesOf } from '../store/team-settings.ts';
import { requireRight } from '../team/rights.ts';

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
    const setBy = actorName(tx.actor);
    await insertSilence(tx.db, { storeId, sku, class: input.class, untilDay, reason, setBy, setAt: now });
    return untilDay;
  });
}

/** The store's silences that have not ended. */
export async function loadSilences(ctx: Context, storeId: string): Promise<SilenceRow[]> {
  const today = dayIn(ctx.policy.team.zone, ctx.clock.now());
  return silencesOf(ctx.db, storeId, today);
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
