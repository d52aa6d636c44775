// How urgent a SKU's stock is, by its countdown. Pure.

export const stockTiers = ['green', 'yellow', 'orange', 'red'] as const;
/** Green is calm, red is worst. */
export type StockTier = (typeof stockTiers)[number];

/** Countdown in days below which each tier begins, for SKUs of any class. */
const tierDays = { yellow: 10, orange: 5, red: 2 };

/**
 * Countdown in days below which a class is warned of at all (yellow): a slow seller needs less warning. D is not
 * bought again, so its running out alarms nobody.
 */
const warnedBelow: Readonly<Record<string, number>> = { A: 10, B: 7, C: 3, D: 0 };

/** The tier of a countdown; null when the countdown is unknown. A SKU without a class is warned of like class A. */
export function stockTier(countdown: number | null, skuClass: string | null): StockTier | null {
  if (countdown === null) return null;
  const warned = skuClass === null ? tierDays.yellow : (warnedBelow[skuClass] ?? tierDays.yellow);
  if (countdown >= warned) return 'green';
  if (countdown < tierDays.red) return 'red';
  return countdown < tierDays.orange ? 'orange' : 'yellow';
}
