// The stock of one SKU from what is known about the goods it sells from. Pure.

import type { Day } from '../lib/day.ts';
import type { RolledStock } from '../rules/inventory/rolled-stock.ts';
import { eachFigure } from '../rules/inventory/stock-figures.ts';
import type { StockPosition } from '../store/stock.ts';
import type { OpenPurchase } from '../store/supply.ts';
import type { Member, SharedStock } from './shared-stock.ts';

/** A position as of now: where days have passed since the report, `available` and `inbound` are estimates. */
export interface CurrentPosition extends StockPosition {
  /** How the estimate came about, in units of the SKU; null where the report itself stands. */
  estimate: Estimate | null;
}

/** How the available units came about since the day of the report. */
export type Estimate = RolledStock & { since: Day };

/** The report of the goods that a SKU sells from. */
export interface Goods {
  report: StockPosition;
  /** The SKU that the report names. */
  sku: string;
  /** Pieces of the item in one unit of that SKU. */
  unitsPer: number;
  /** Everything that sells from this report's stock; what has a report of its own sells from that. */
  takers: readonly Member[];
}

/** A SKU without a report of its own has the goods of another SKU of the same item; undefined without any report. */
export function goodsOf(
  positions: ReadonlyMap<string, StockPosition>,
  shared: SharedStock,
  sku: string,
): Goods | undefined {
  const members = shared.membersOf(sku);
  for (const member of members) {
    const report = positions.get(member.sku);
    if (!report) continue;
    const takers = members.filter((each) => each.sku === member.sku || !positions.has(each.sku));
    return { report, sku: member.sku, unitsPer: member.unitsPer, takers };
  }
  return undefined;
}

/** The position of a SKU in its own units: the goods as of now, divided by the pieces that the SKU takes. */
export function positionOf(
  { report, unitsPer: per }: Pick<Goods, 'report' | 'unitsPer'>,
  rolled: Estimate | null,
  unitsPer: number,
): CurrentPosition {
  // Whole units only: half a bundle cannot be sold.
  const whole = (units: number) => Math.floor((units * per) / unitsPer);
  const figures = eachFigure((name) => (report[name] === null ? null : whole(report[name])));
  const inbound = report.inbound === null ? null : whole(Math.max(0, report.inbound - (rolled?.received ?? 0)));
  return {
    ...report,
    ...figures,
    inbound,
    available: whole(rolled?.available ?? report.available),
    elsewhere: whole(report.elsewhere),
    estimate: rolled && {
      ...rolled,
      available: whole(rolled.available),
      reported: whole(rolled.reported),
      sold: whole(rolled.sold),
      received: whole(rolled.received),
      assumed: whole(rolled.assumed),
    },
  };
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
