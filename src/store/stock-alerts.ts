// What people were last told about the stock: each SKU's tier by alert and by digest, the risk of overselling a shared stock;
// and what the stock watch saw last.

import { ne } from 'drizzle-orm';
import type { OversellRisk } from '../rules/inventory/channels.ts';
import type { StockTier } from '../rules/inventory/stock-tier.ts';
import type { Db } from './db.ts';
import { excluded } from './query-parts.ts';
import { oversellAlerts, settings, stockTiers, tierAlerts } from './schema/index.ts';

/** By whom a tier was told: the alert to its owner, or the morning digest. */
const toldTiers = { alert: tierAlerts, digest: stockTiers } as const;
export type TierTeller = keyof typeof toldTiers;

export interface ToldTier {
  storeId: string;
  sku: string;
  tier: StockTier;
}

const chunk = 1000;

/** Every tier as it was told last. */
export function loadToldTiers(db: Db, teller: TierTeller): Promise<ToldTier[]> {
  return db.select().from(toldTiers[teller]);
}

/** Notes tiers that are told now. */
export async function noteToldTiers(db: Db, teller: TierTeller, rows: readonly ToldTier[], now: Date): Promise<void> {
  const table = toldTiers[teller];
  for (let at = 0; at < rows.length; at += chunk) {
    await db
      .insert(table)
      .values(rows.slice(at, at + chunk).map(({ storeId, sku, tier }) => ({ storeId, sku, tier, notedAt: now })))
      .onConflictDoUpdate({
        target: [table.storeId, table.sku],
        set: { tier: excluded(table.tier), notedAt: excluded(table.notedAt) },
      });
  }
}

/** Every shared stock's risk as it was told last. */
export function loadToldRisks(db: Db): Promise<{ storeId: string; sku: string; risk: OversellRisk | null }[]> {
  return db.select().from(oversellAlerts);
}

/** Notes the risk of a shared stock that is told now; null when it has none any more. */
export async function noteToldRisk(
  db: Db,
  of: { storeId: string; sku: string; risk: OversellRisk | null },
  now: Date,
): Promise<void> {
  const noted = { risk: of.risk, notedAt: now };
  await db
    .insert(oversellAlerts)
    .values({ storeId: of.storeId, sku: of.sku, ...noted })
    .onConflictDoUpdate({ target: [oversellAlerts.storeId, oversellAlerts.sku], set: noted });
}

/** Notes what the stock watch sees now, in a word; true when it is not what it saw last. */
export async function noteSeen(db: Db, value: string): Promise<boolean> {
  const changed = await db
    .insert(settings)
    .values({ name: 'stock-watch:seen', value })
    .onConflictDoUpdate({ target: settings.name, set: { value }, setWhere: ne(settings.value, value) })
    .returning({ name: settings.name });
  return changed.length > 0;
}
