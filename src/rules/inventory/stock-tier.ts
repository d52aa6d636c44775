// How urgent a SKU's stock is, by its countdown. Pure.

export const stockTiers = ['green', 'yellow', 'orange', 'red'] as const;
/** Green is calm, red is worst. */
export type StockTier = (typeof stockTiers)[number];

/** Countdown in days below which each tier begins. */
export interface TierDays {
  yellow: number;
  orange: number;
  red: number;
}

/** By class; a SKU without a class is warned of like class A. */
export type TiersByClass = Readonly<Record<'A' | 'B' | 'C' | 'D', TierDays>>;

/** The tier of a countdown; null when the countdown is unknown. */
export function stockTier(countdown: number | null, skuClass: string | null, tiers: TiersByClass): StockTier | null {
  if (countdown === null) return null;
  const { yellow, orange, red } = tiers[isClass(skuClass) ? skuClass : 'A'];
  if (countdown >= yellow) return 'green';
  if (countdown < red) return 'red';
  return countdown < orange ? 'orange' : 'yellow';
}

function isClass(word: string | null): word is keyof TiersByClass {
  return word === 'A' || word === 'B' || word === 'C' || word === 'D';
}
