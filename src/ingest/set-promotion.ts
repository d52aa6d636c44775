// Planned promotions entered by people: days judged from then on are read through the promotion's learned lift.

import { and, asc, eq, gte, isNull } from 'drizzle-orm';
import { type Context, withTransaction } from '../context.ts';
import { UserError } from '../errors.ts';
import { type Day, dayIn, daysBetween } from '../lib/day.ts';
import { actorName } from '../policy/actor.ts';
import type { ActionObject } from '../policy/authorize.ts';
import { promotions } from '../store/schema/index.ts';
import { ownerOf } from '../store/skus.ts';
import { requireRight } from '../team/rights.ts';
import { logSettingChange } from '../team/setting-log.ts';

export type PromotionRow = typeof promotions.$inferSelect;

/** What a promotion is for; `sku` null is the whole store. */
export interface PromotionTarget {
  storeId: string;
  sku: string | null;
}

const maxDays = 92;

/**
 * Enters a promotion from `from` to `to`, sales days of the store, both included. Entering the same again changes
 * nothing. Throws UserError for people without the right, and for days in the wrong order.
 */
export function setPromotion(
  ctx: Context,
  input: PromotionTarget & { from: Day; to: Day; note: string | null },
): Promise<void> {
  return withTransaction(ctx, async (tx) => {
    await requireRight(tx, 'promo', await objectOf(tx, input));
    refuseNonsense(input);
    const { storeId, sku, from, to, note } = input;
    const same = and(targetIs(input), eq(promotions.fromDay, from), eq(promotions.toDay, to));
    const [standing] = await tx.db.select().from(promotions).where(same).limit(1);
    if (standing) return;
    await tx.db
      .insert(promotions)
      .values({ storeId, sku, fromDay: from, toDay: to, note, setBy: actorName(tx.actor), setAt: tx.clock.now() });
    await logSettingChange(tx, { setting: 'promotion', scope: scopeOf(input), before: null, after: `${from}..${to}` });
  });
}

/** Takes back promotions of the target that have not begun; returns how many. Those under way stay: they happened. */
export function dropPromotions(ctx: Context, input: PromotionTarget & { today: Day }): Promise<number> {
  return withTransaction(ctx, async (tx) => {
    await requireRight(tx, 'promo', await objectOf(tx, input));
    const gone = await tx.db
      .delete(promotions)
      .where(and(targetIs(input), gte(promotions.fromDay, input.today)))
      .returning();
    for (const row of gone) {
      const before = `${row.fromDay}..${row.toDay}`;
      await logSettingChange(tx, { setting: 'promotion', scope: scopeOf(input), before, after: null });
    }
    return gone.length;
  });
}

/** Promotions that are not over yet, in order of their beginning. */
export function comingPromotions(ctx: Context): Promise<PromotionRow[]> {
  return ctx.db
    .select()
    .from(promotions)
    .where(gte(promotions.toDay, dayIn(ctx.policy.team.zone, ctx.clock.now())))
    .orderBy(asc(promotions.fromDay), asc(promotions.id));
}

async function objectOf(tx: Context, { storeId, sku }: PromotionTarget): Promise<ActionObject> {
  return sku === null ? { kind: 'store' } : { kind: 'sku', ownerId: await ownerOf(tx.db, storeId, sku) };
}

function targetIs({ storeId, sku }: PromotionTarget) {
  return and(eq(promotions.storeId, storeId), sku === null ? isNull(promotions.sku) : eq(promotions.sku, sku));
}

function scopeOf({ storeId, sku }: PromotionTarget): string {
  return sku === null ? `store:${storeId}` : `sku:${storeId}/${sku}`;
}

function refuseNonsense({ from, to }: { from: Day; to: Day }): void {
  if (to < from) {
    throw new UserError('PROMOTION_BACKWARDS', { from, to });
  }
  if (daysBetween(from, to) >= maxDays) {
    throw new UserError('PROMOTION_TOO_LONG', { max: maxDays });
  }
}
