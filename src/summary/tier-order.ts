// How stock tiers compare. Pure.

import type { StockTier } from '../rules/inventory/stock-tier.ts';

/** How grave a tier is: 0 green or unknown, 3 red. */
export function gravity(tier: StockTier | null): number {
  return tier === null ? 0 : ['green', 'yellow', 'orange', 'red'].indexOf(tier);
}

/** Under its warning line: yellow, orange or red. */
export function isUrgent({ tier }: { tier: StockTier | null }): boolean {
  return gravity(tier) > 0;
}
