// Whether what an answer proposed shows in the lists of orders and shipments: plain reads.

import { and, eq, gte, inArray, isNotNull, lte, notInArray, or, type SQL, sql } from 'drizzle-orm';
import type { Day } from '../lib/day.ts';
import type { Db } from './db.ts';
import { inboundLines, purchaseLines, skuItems } from './schema/index.ts';

export interface ProposedPlan {
  storeId: string;
  sku: string;
  /** The team's day of the answer. */
  since: Day;
  /** The day for which goods on their way were to be hurried; null: something new was to be ordered or sent. */
  hurriedTo: Day | null;
}

const cancelled = ['CANCELLED', '已取消'];

/** When an order or a shipment list last came in; null while none has. */
export async function supplyListedAt(db: Db): Promise<Date | null> {
  const [orders] = await db
    .select({ at: sql<Date | null>`max(${purchaseLines.asOf})`.mapWith(purchaseLines.asOf) })
    .from(purchaseLines);
  const [shipments] = await db
    .select({ at: sql<Date | null>`max(${inboundLines.asOf})`.mapWith(inboundLines.asOf) })
    .from(inboundLines);
  const known = [orders?.at, shipments?.at].filter((at) => at != null);
  return known.length === 0 ? null : new Date(Math.max(...known.map((at) => at.getTime())));
}

/** An order placed or goods sent since; for goods to be hurried, also any that are expected by then. */
export async function planShows(db: Db, plan: ProposedPlan): Promise<boolean> {
  const names = await namesOf(db, plan);
  const { since, hurriedTo } = plan;
  const orders = await db.$count(
    purchaseLines,
    and(
      inArray(purchaseLines.sku, names),
      notInArray(purchaseLines.status, cancelled),
      either(gte(purchaseLines.orderedOn, since), hurriedTo && lte(purchaseLines.expectedOn, hurriedTo)),
    ),
  );
  if (orders > 0) return true;
  const shipments = await db.$count(
    inboundLines,
    and(
      eq(inboundLines.storeId, plan.storeId),
      eq(inboundLines.sku, plan.sku),
      either(gte(inboundLines.shippedOn, since), hurriedTo && lte(inboundLines.sellableOn, hurriedTo)),
    ),
  );
  return shipments > 0;
}

/**
 * The first day on which goods that were sent on or after `since` had all arrived; null: none has. Where no shipment of
 * the SKU to the store was ever listed, its orders are delivered straight there, and their arrival counts.
 */
export async function arrivedOn(db: Db, plan: Pick<ProposedPlan, 'storeId' | 'sku' | 'since'>): Promise<Day | null> {
  const ofSku = and(eq(inboundLines.storeId, plan.storeId), eq(inboundLines.sku, plan.sku));
  if ((await db.$count(inboundLines, ofSku)) === 0) return orderArrivedOn(db, plan);
  const [row] = await db
    .select({ day: inboundLines.receivedOn })
    .from(inboundLines)
    .where(and(ofSku, gte(inboundLines.shippedOn, plan.since), isNotNull(inboundLines.receivedOn)))
    .orderBy(inboundLines.receivedOn)
    .limit(1);
  return row?.day ?? null;
}

async function orderArrivedOn(db: Db, plan: Pick<ProposedPlan, 'storeId' | 'sku' | 'since'>): Promise<Day | null> {
  const [row] = await db
    .select({ day: purchaseLines.receivedOn })
    .from(purchaseLines)
    .where(
      and(
        inArray(purchaseLines.sku, await namesOf(db, plan)),
        gte(purchaseLines.orderedOn, plan.since),
        isNotNull(purchaseLines.receivedOn),
      ),
    )
    .orderBy(purchaseLines.receivedOn)
    .limit(1);
  return row?.day ?? null;
}

/** What orders may call the SKU: itself, or the item behind it. */
async function namesOf(db: Db, { storeId, sku }: Pick<ProposedPlan, 'storeId' | 'sku'>): Promise<string[]> {
  const items = await db
    .select({ itemId: skuItems.itemId })
    .from(skuItems)
    .where(and(eq(skuItems.storeId, storeId), eq(skuItems.sku, sku)));
  return [sku, ...items.map(({ itemId }) => itemId)];
}

function either(one: SQL, other: SQL | null): SQL | undefined {
  return other ? or(one, other) : one;
}
