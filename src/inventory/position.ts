// The stock of one SKU from what is known about the goods it sells from. Pure.

import { eachFigure } from '../rules/inventory/stock-figures.ts';
import type { StockPosition } from '../store/stock.ts';
import type { OpenPurchase } from '../store/supply.ts';
import type { SharedStock } from './shared-stock.ts';

/**
 * The position of a SKU in its own units. A bundle without reported stock has what its parts allow: the goods of another
 * SKU of the same item, divided by the units the bundle takes.
 */
export function positionIn(
  positions: ReadonlyMap<string, StockPosition>,
  shared: SharedStock,
  sku: string,
): StockPosition | undefined {
  const own = positions.get(sku);
  if (own) return own;
  const unitsPer = shared.unitsPer(sku);
  for (const member of shared.membersOf(sku).slice(1)) {
    const goods = positions.get(member.sku);
    if (goods) return inUnits(goods, member.unitsPer / unitsPer);
  }
  return undefined;
}

/**
 * Units ordered and not yet handed to a forwarder, from the order list, in units of the SKU; the list may name the SKU or
 * its item. Null where it names neither.
 */
export function orderedOf(
  purchases: ReadonlyMap<string, readonly OpenPurchase[]>,
  shared: SharedStock,
  sku: string,
): number | null {
  const own = purchases.get(sku);
  if (own) return waiting(own);
  const item = shared.itemOf(sku);
  const ofItem = item === undefined ? undefined : purchases.get(item);
  return ofItem ? Math.floor(waiting(ofItem) / shared.unitsPer(sku)) : null;
}

function waiting(lines: readonly OpenPurchase[]): number {
  return lines.reduce((sum, { units, shippedUnits }) => sum + Math.max(0, units - shippedUnits), 0);
}

/** Whole units only: half a bundle cannot be sold. */
function inUnits(goods: StockPosition, factor: number): StockPosition {
  const whole = (units: number) => Math.floor(units * factor);
  return {
    ...goods,
    ...eachFigure((name) => (goods[name] === null ? null : whole(goods[name]))),
    available: whole(goods.available),
    elsewhere: whole(goods.elsewhere),
  };
}
