// Tells owners which of their SKUs' stock tiers got worse, once for each worsening; red ones to the manager too.

import { sql } from 'drizzle-orm';
import { assignSku, escalationTarget } from '../cases/model/owner.ts';
import { storeName } from '../cases/names.ts';
import { tellPerson } from '../chat/tell.ts';
import { type Context, withTransaction } from '../context.ts';
import type { Day } from '../lib/day.ts';
import type { StockTier, TierAlertRow, WeeklyRow } from '../messages/views.ts';
import { tierAlerts } from '../store/schema/index.ts';
import { skusOfStore } from '../store/skus.ts';
import type { Roster } from '../team/people.ts';
import { loadRoster } from '../team/roster.ts';
import { stockRows } from './stock-rows.ts';
import { gravity } from './tiers.ts';

/** Compares every SKU's tier with the last one that was noted, tells those in charge, notes the new; returns how many got worse. */
export function alertTiers(ctx: Context, today: Day): Promise<number> {
  return withTransaction(ctx, async (tx) => {
    const known = await notedTiers(tx);
    const moved = (await stockRows(tx)).filter(
      ({ tier, ...of }) => tier !== null && tier !== (known.get(keyOf(of)) ?? 'green'),
    );
    const worse = moved.filter((row) => gravity(row.tier) > gravity(known.get(keyOf(row)) ?? 'green'));
    await note(tx, moved);
    for (const [personId, rows] of await byPerson(tx, worse)) {
      await tellPerson(tx, personId, {
        subject: 'tiers',
        step: today,
        content: { kind: 'notice', toId: personId, notice: { notice: 'tier_alert', rows } },
      });
    }
    return worse.length;
  });
}

/** Whom each row is told to: who answers for the SKU today; a red one also to the manager above. */
async function byPerson(tx: Context, worse: readonly WeeklyRow[]): Promise<Map<string, TierAlertRow[]>> {
  const roster = await loadRoster(tx);
  const told = new Map<string, TierAlertRow[]>();
  for (const store of tx.policy.stores) {
    const owners = new Map((await skusOfStore(tx.db, store.id)).map((row) => [row.sku, row.ownerId]));
    for (const { sku, tier, countdownDays } of worse.filter(({ storeId }) => storeId === store.id)) {
      if (tier === null || countdownDays === null) continue;
      const row = { sku, storeId: store.id, storeName: storeName(tx.policy, store.id), tier, countdownDays };
      for (const id of inCharge(roster, { ownerId: owners.get(sku) ?? null, storeOwnerId: store.owner }, tier)) {
        told.set(id, [...(told.get(id) ?? []), row]);
      }
    }
  }
  return told;
}

function inCharge(
  roster: Roster,
  of: { ownerId: string | null; storeOwnerId: string | undefined },
  tier: StockTier,
): Set<string> {
  const { assigneeId, ownerId } = assignSku(roster, of);
  const manager = tier === 'red' ? escalationTarget(roster, { assigneeId, ownerId }, 1) : null;
  return new Set([assigneeId, manager].filter((id) => id !== null));
}

async function notedTiers(tx: Context): Promise<Map<string, StockTier>> {
  return new Map((await tx.db.select().from(tierAlerts)).map((row) => [keyOf(row), row.tier]));
}

async function note(tx: Context, moved: readonly WeeklyRow[]): Promise<void> {
  if (moved.length === 0) return;
  const list = (of: (row: WeeklyRow) => string | null) => sql.param(moved.map(of));
  await tx.db.execute(sql`
    insert into ${tierAlerts} (store_id, sku, tier, noted_at)
    select store_id, sku, tier, ${tx.clock.now().toISOString()}::timestamptz
    from unnest(${list(({ storeId }) => storeId)}::text[], ${list(({ sku }) => sku)}::text[],
      ${list(({ tier }) => tier)}::text[]) as moved (store_id, sku, tier)
    on conflict (store_id, sku) do update set tier = excluded.tier, noted_at = excluded.noted_at`);
}

function keyOf({ storeId, sku }: { storeId: string; sku: string }): string {
  return `${storeId}\n${sku}`;
}
