// What days without stock cost: units that are wanted and not there, and what they would have sold for. Pure.

import { type Worked, worked } from './formulas.ts';

export interface Loss {
  units: Worked;
  /** In the store's currency; null when the price is not known. */
  money: Worked | null;
}

/**
 * `lost` units of `days` short days at `rate` a day, in whole units. Some of the first short day still sells: rate × days
 * − what is sold on them. Money is valued at the selling price, because that is what does not come in.
 */
export function lossOf(of: { rate: number; days: number; lost: number }, pricePerUnit: number | null): Loss {
  const { rate, days } = of;
  const sold = rate * days - of.lost;
  // Binary fractions leave a residue where nothing sells.
  const units = worked('lost_units', Math.round(of.lost), { rate, days, sold: sold > 1e-6 ? sold : 0 });
  const money =
    pricePerUnit === null
      ? null
      : worked('lost_money', units.value * pricePerUnit, { units: units.value, perUnit: pricePerUnit });
  return { units, money };
}
