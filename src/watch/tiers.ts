// Tells owners which of their SKUs' stock tiers got worse, once for each worsening; red ones to the manager too.

import { sql } from 'drizzle-orm';
import { storeName } from '../cases/display-names.ts';
import type { Context } from '../context.ts';
import type { TierAlertRow } from '../messages/tier-alert.ts';
import type { WeeklyRow } from '../messages/weekly-view.ts';
import { tellPerson } from '../outbox/tell.ts';
import type { StockTier } from '../rules/inventory/stock-tier.ts';
import { tierAlerts } from '../store/schema/index.ts';
import { stockRows } from '../summary/stock-rows.ts';
import { gravity } from '../summary/tier-order.ts';
import { addFor, loadInCharge } from './people-in-charge.ts';

/**
 * Compares every SKU's tier with the last one noted, tells the people in charge and notes the new one; returns how many
 * got worse. `step` names the run, so that nothing is announced twice. Call inside a transaction.
 */
export async function alertTiers(tx: Context, step: string): Promise<number> {
  const known = await notedTiers(tx);
  const moved = (await stockRows(tx)).filter(
    ({ tier, ...of }) => tier !== null && tier !== (known.get(keyOf(of)) ?? 'green'),
  );
  const worse = moved.filter((row) => gravity(row.tier) > gravity(known.get(keyOf(row)) ?? 'green'));
  await note(tx, moved);
  for (const [personId, rows] of await byPerson(tx, worse)) {
    await tellPerson(tx, personId, {
      subject: 'tiers',
      step,
      content: { kind: 'notice', toId: personId, notice: { notice: 'tier_alert', rows } },
    });
  }
  return worse.length;
}

async function byPerson(tx: Context, worse: readonly WeeklyRow[]): Promise<Map<string, TierAlertRow[]>> {
  const told = new Map<string, TierAlertRow[]>();
  for (const store of tx.policy.stores) {
    const ofStore = worse.filter(({ storeId }) => storeId === store.id);
    if (ofStore.length === 0) continue;
    const inCharge = await loadInCharge(tx, store);
    for (const { sku, tier, countdownDays } of ofStore) {
      if (tier === null || countdownDays === null) continue;
      const row = { sku, storeId: store.id, storeName: storeName(tx.policy, store.id), tier, countdownDays };
      addFor(told, inCharge(sku, { grave: tier === 'red' }), row);
    }
  }
  return told;
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
