// Carries out a person's decision on sales days that wait for one: days set aside because they look cut short or faulty, and
// days with known orders that a newer report lacks.

import { and, eq, gt, sql } from 'drizzle-orm';
import { type Context, withTransaction } from '../context.ts';
import { UserError } from '../errors.ts';
import type { Day } from '../lib/day.ts';
import type { Db } from '../store/db.ts';
import { columnNames } from '../store/query-parts.ts';
import { type HeldDay, heldDays } from '../store/reads/waiting-days.ts';
import { feedDays, skus, stagedRefusals, stagedRows } from '../store/schema/index.ts';
import { waitForLock } from '../store/single-flight.ts';
import { dailySales } from './formats/daily-sales.ts';
import { applySales, deleteStaged } from './merge/daily-sales.ts';
import { overAt } from './merge/feed.ts';
import { settleMissing } from './merge/missing-orders.ts';
import { applyOrderDays } from './merge/orders.ts';

const c = columnNames(stagedRows, skus);

/**
 * Carries out the decision on a day that was set aside: accepted, it holds as the file has it; dropped, it is as if the file
 * had not come. Throws UserError when the day does not wait.
 */
export async function settleHeldDay(
  ctx: Context,
  input: { storeId: string; day: Day; decision: 'accept' | 'drop' },
): Promise<void> {
  const { storeId, day, decision } = input;
  await withTransaction(ctx, async (tx) => {
    await waitForLock(tx.db, 'import');
    const held = (await heldDays(tx.db)).filter((each) => each.storeId === storeId && each.day === day).at(-1);
    if (!held) {
      throw new UserError('NOTHING_HELD', { store: storeId, day });
    }
    if (decision === 'accept') await accept(tx, held);
    await deleteStaged(tx.db, held.batchId, [held]);
    await clearRefusals(tx.db, held);
    if (decision === 'drop') {
      await tx.db
        .delete(feedDays)
        .where(and(eq(feedDays.storeId, storeId), eq(feedDays.day, day), eq(feedDays.state, 'quarantined')));
    }
  });
  ctx.wake();
}

/**
 * Carries out the decision on orders that a newer report lacks: they are kept, or the day becomes what the report says. Throws
 * UserError when the day does not wait.
 */
export async function settleMissingOrders(
  ctx: Context,
  { storeId, day, decision }: { storeId: string; day: Day; decision: 'keep' | 'take' },
): Promise<void> {
  await withTransaction(ctx, async (tx) => {
    await waitForLock(tx.db, 'import');
    const waiting = and(eq(feedDays.storeId, storeId), eq(feedDays.day, day), gt(feedDays.missingOrders, 0));
    const [feed] = await tx.db.select().from(feedDays).where(waiting);
    if (!feed) throw new UserError('NOTHING_HELD', { store: storeId, day });
    await settleMissing(tx.db, { storeId, day }, decision);
    await tx.db.update(feedDays).set({ missingOrders: 0, missingUnits: 0 }).where(waiting);
    const { source, batchId, state, asOf, wholeAsOf } = feed;
    const days = [{ storeId, day, mode: 'edge' as const, state }];
    await applyOrderDays(tx.db, { source, batchId, asOf: wholeAsOf ?? asOf, pulledAt: asOf, days });
  });
  ctx.wake();
}

async function clearRefusals(db: Db, { batchId, storeId, day }: HeldDay): Promise<void> {
  await db
    .delete(stagedRefusals)
    .where(and(eq(stagedRefusals.batchId, batchId), eq(stagedRefusals.storeId, storeId), eq(stagedRefusals.day, day)));
}

async function accept(tx: Context, { storeId, day, batchId, asOf }: HeldDay): Promise<void> {
  const isOver = overAt(tx.policy, asOf, tx.clock.now())(storeId, day);
  await tx.db.execute(sql`
    insert into ${skus} (${c.storeId}, ${c.sku}, ${c.known}, ${c.firstSeenOn}, ${c.createdAt})
    select distinct ${c.storeId}, ${c.sku}, true, ${c.day}, ${tx.clock.now().toISOString()}::timestamptz
    from ${stagedRows} where ${c.batchId} = ${batchId} and ${c.storeId} = ${storeId} and ${c.day} = ${day}::date
    on conflict (${c.storeId}, ${c.sku}) do update set ${c.firstSeenOn} = least(${skus}.${c.firstSeenOn}, excluded.${c.firstSeenOn})`);
  await applySales(tx.db, {
    source: dailySales.id,
    batchId,
    asOf,
    days: [{ storeId, day, mode: 'slice', state: isOver ? 'complete' : 'partial' }],
  });
}
