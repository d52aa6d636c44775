// Tells owners which of their SKUs' stock tiers got worse, once for each worsening; red ones to the manager too.

import { storeName } from '../cases/display-names.ts';
import type { Context } from '../context.ts';
import type { TierAlertRow } from '../messages/tier-alert.ts';
import type { WeeklyRow } from '../messages/weekly-view.ts';
import { tellPerson } from '../outbox/tell.ts';
import { loadToldTiers, noteToldTiers } from '../store/stock-alerts.ts';
import { stockRows } from '../summary/stock-rows.ts';
import { gravity } from '../summary/tier-order.ts';
import { addFor, loadInCharge } from './people-in-charge.ts';

/**
 * Compares every SKU's tier with the last one noted, tells the people in charge and notes the new one; returns how many
 * got worse. `step` names the run, so that nothing is announced twice. Call inside a transaction.
 */
export async function alertTiers(tx: Context, step: string): Promise<number> {
  const known = new Map((await loadToldTiers(tx.db, 'alert')).map((row) => [keyOf(row), row.tier]));
  const moved = (await stockRows(tx)).flatMap(({ tier, ...row }) =>
    tier !== null && tier !== (known.get(keyOf(row)) ?? 'green') ? [{ ...row, tier }] : [],
  );
  const worse = moved.filter((row) => gravity(row.tier) > gravity(known.get(keyOf(row)) ?? 'green'));
  await noteToldTiers(tx.db, 'alert', moved, tx.clock.now());
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
    for (const { sku, tier, countdownDays, isEstimated = false } of ofStore) {
      if (tier === null || countdownDays === null) continue;
      const row = {
        sku,
        storeId: store.id,
        storeName: storeName(tx.policy, store.id),
        tier,
        countdownDays,
        isEstimated,
      };
      addFor(told, inCharge(sku, { grave: tier === 'red' }), row);
    }
  }
  return told;
}

function keyOf({ storeId, sku }: { storeId: string; sku: string }): string {
  return `${storeId}\n${sku}`;
}
