// The stock of a store's SKUs since their last reports: which days and receipts belong to each. Pure.

import { type Day, daysBetween } from '../lib/day.ts';
import { mean } from '../lib/stats.ts';
import type { Store } from '../policy/policy.ts';
import { type RolledStock, rollStock, type Taker, wholeDaysSince } from '../rules/inventory/rolled-stock.ts';
import { dayMark, type SkuSeries } from '../rules/sales-window.ts';
import type { Receipt } from '../store/stock.ts';
import type { Goods } from './position.ts';
import type { Sold } from './sold.ts';

/** Newest known days behind a usual day. */
const usualDays = 30;

/** The first sales day since any of these reports in any store of the pool, and the last that is over; undefined for none. */
export function daysSince(pool: readonly Store[], reports: Iterable<Date>, now: Date): [Day, Day] | undefined {
  const oldest = new Date(Math.min(...[...reports].map((at) => at.getTime())));
  if (Number.isNaN(oldest.getTime())) return undefined;
  const days = pool.flatMap((store) => wholeDaysSince(oldest, store, now)).sort();
  const [first] = days;
  const last = days.at(-1);
  return first && last && [first, last];
}

/**
 * The goods of a SKU as of now, in units of the SKU that the report names; null where the report itself stands: nothing has
 * happened since, or a shop that sells from it is counted in orders, whose units nobody knows.
 */
export function rolled(
  goods: Goods,
  of: { pool: readonly Store[]; sold: Sold | undefined; receipts: readonly Receipt[]; now: Date },
): RolledStock | null {
  const { report, takers, unitsPer } = goods;
  const { pool, sold, receipts, now } = of;
  const shops = takers.flatMap((member) => {
    const store = pool.find(({ id }) => id === member.storeId);
    const series = sold?.of(member.storeId, member.sku);
    return store && sold && series ? [{ store, series, sold, share: member.unitsPer / unitsPer }] : [];
  });
  if (shops.some(({ store }) => store.measure === 'orders')) return null;
  const received = receipts.filter((each) => each.sku === goods.sku && isSince(each, report.asOf));
  return rollStock({
    reported: report.available,
    takers: shops.map(({ store, series, ...shop }) =>
      takerOf(series, { days: wholeDaysSince(report.asOf, store, now), ...shop }),
    ),
    received: received.reduce((sum, { units }) => sum + units, 0),
  });
}

function takerOf(series: SkuSeries, { days, share, sold }: { days: readonly Day[]; share: number; sold: Sold }): Taker {
  const units = (place: number) => {
    const known = series.mark[place] === dayMark.dataError ? Number.NaN : series.quantity[place];
    return known === undefined || Number.isNaN(known) ? null : known * share;
  };
  const newest = [...series.quantity.keys()]
    .map(units)
    .filter((each) => each !== null)
    .slice(-usualDays);
  return {
    sold: days.map((day) => ({ day, units: units(daysBetween(sold.from, day)) })),
    usual: newest.length === 0 ? null : mean(newest),
  };
}

/**
 * Was it received after the report? Told after it, and not possible before: the list before was newer than the report, or
 * the goods were due later. What may be in the report already is not counted twice.
 */
function isSince({ toldAt, notBefore, dueAt }: Receipt, report: Date): boolean {
  if (toldAt <= report) return false;
  return (notBefore !== null && notBefore >= report) || (dueAt !== null && dueAt > report);
}
