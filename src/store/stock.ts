// Stock as it stands: the latest position of each SKU, what is on its way. Plain reads; formulas are in rules.
// `only` limits a read to some SKUs.

import { and, eq, getTableColumns, gt, inArray, max, notInArray, type SQL, sql } from 'drizzle-orm';
import { type Day, startOfDay } from '../lib/day.ts';
import type { Store } from '../policy/policy.ts';
import {
  reportedFigures,
  type StockFigures,
  stockFigures,
  sumKnown,
  withSums,
} from '../rules/inventory/stock-figures.ts';
import type { Db } from './db.ts';
import { among, columnNames } from './query-parts.ts';
import { inboundLines, inboundReceipts, stockSnapshots } from './schema/index.ts';

const c = columnNames(stockSnapshots);

type StockSnapshot = typeof stockSnapshots.$inferSelect;

/** The location of rows that name none: they speak of all stock together. */
export const wholeStock = 'ALL';

/** Latest stock of a SKU, in units. Null = nobody has reported it; 0 = reported zero. */
export interface StockPosition extends StockFigures {
  /** The moment the sellable figures speak of; of several locations the oldest. */
  asOf: Date;
  /** What can be sold now: at Amazon and on the seller's own shelf, where the SKU is kept there; else everywhere. */
  available: number;
  /** What lies in other places (local, overseas, 3PL) and must be shipped first; 0 when all counts as sellable. */
  elsewhere: number;
  /** The newest report of each location. */
  locations: readonly StockSnapshot[];
}

export interface Arrival {
  shipmentId: string;
  /** Shipped less received. */
  units: number;
  sellableOn: Day;
  mode: string | null;
  status: string;
}

/** Goods that a list told as received. */
export interface Receipt {
  sku: string;
  units: number;
  toldAt: Date;
  /** The moment of the list before, which did not tell of them; null for the first. */
  notBefore: Date | null;
  /** When the day began on which they were received, or due where no list tells it; null = not known. */
  dueAt: Date | null;
}

/** No report is so old that earlier receipts count for it. */
const receiptsReadMs = 120 * 86_400_000;

/** Shipments in these states bring nothing more. */
const endedStatuses = ['CLOSED', 'CANCELLED', 'DELETED', 'ABANDONED', 'VOIDED'];
/** Shipments in these states have not left yet. */
const notShippedStatuses = ['WORKING', 'READY_TO_SHIP', 'UNCONFIRMED'];

/** Latest position of each SKU of a store's pool. Of each location the newest report counts, once for the whole pool. */
export async function loadPositions(
  db: Db,
  store: Pick<Store, 'id' | 'pool'>,
  only?: readonly string[],
): Promise<Map<string, StockPosition>> {
  const poolId = store.pool ?? store.id;
  const rows = await db
    .selectDistinctOn([stockSnapshots.sku, stockSnapshots.location], getTableColumns(stockSnapshots))
    .from(stockSnapshots)
    .where(
      and(eq(stockSnapshots.poolId, poolId), only === undefined ? isNewest(poolId) : among(stockSnapshots.sku, only)),
    )
    .orderBy(
      stockSnapshots.sku,
      stockSnapshots.location,
      sql`${stockSnapshots.asOf} desc`,
      sql`(${stockSnapshots.source} = 'amazon-fba-stock') desc`,
      sql`(${stockSnapshots.storeId} = ${store.id}) desc`,
      stockSnapshots.storeId,
    );
  const bySku = new Map<string, StockSnapshot[]>();
  for (const row of rows) bySku.set(row.sku, [...(bySku.get(row.sku) ?? []), row]);
  return new Map([...bySku].map(([sku, locations]) => [sku, positionOf(locations)]));
}

/**
 * Is a snapshot of the newest moment of its SKU and location? Goes from one to the next by the index and names the rows by
 * their place in the table, so that the reports of all the years before are not read.
 */
function isNewest(poolId: string): SQL {
  return sql`${stockSnapshots}.ctid = any(array(
    with recursive place as (
      (select ${c.sku}, ${c.location} from ${stockSnapshots} where ${c.poolId} = ${poolId} order by ${c.sku}, ${c.location} limit 1)
      union all
      select next.${c.sku}, next.${c.location} from place, lateral (
        select s.${c.sku}, s.${c.location} from ${stockSnapshots} s
        where s.${c.poolId} = ${poolId} and (s.${c.sku}, s.${c.location}) > (place.${c.sku}, place.${c.location})
        order by s.${c.sku}, s.${c.location} limit 1) as next
    )
    select newest.ctid from place, lateral (
      select s.ctid from ${stockSnapshots} s
      where s.${c.poolId} = ${poolId} and s.${c.sku} = place.${c.sku} and s.${c.location} = place.${c.location}
      order by s.${c.asOf} desc fetch first 1 rows with ties) as newest))`;
}

/** What is on its way to a store and has left already, by SKU, soonest first. */
export async function loadArrivals(
  db: Db,
  store: Pick<Store, 'id'>,
  only?: readonly string[],
): Promise<Map<string, Arrival[]>> {
  return arrivalsWhere(await openLines(db, store, only), (status) => !notShippedStatuses.includes(status));
}

/** Shipments that are planned and have not left: shown apart, never part of what is on its way. */
export async function loadPlannedShipments(
  db: Db,
  store: Pick<Store, 'id'>,
  only?: readonly string[],
): Promise<Map<string, Arrival[]>> {
  return arrivalsWhere(await openLines(db, store, only), (status) => notShippedStatuses.includes(status));
}

/** The moment of the newest stock report of a store's pool; null when none ever came. */
export async function lastStockAt(db: Db, store: Pick<Store, 'id' | 'pool'>): Promise<Date | null> {
  const rows = await db
    .select({ at: max(stockSnapshots.asOf) })
    .from(stockSnapshots)
    .where(eq(stockSnapshots.poolId, store.pool ?? store.id));
  return rows[0]?.at ?? null;
}

/** What was told as received by the stores of a pool since shipments are still of interest. */
export async function loadReceipts(
  db: Db,
  pool: readonly Pick<Store, 'id' | 'zone'>[],
  { only, now }: { only: readonly string[] | undefined; now: Date },
): Promise<Receipt[]> {
  const zones = new Map(pool.map(({ id, zone }) => [id, zone]));
  const rows = await db
    .select()
    .from(inboundReceipts)
    .where(
      and(
        inArray(inboundReceipts.storeId, [...zones.keys()]),
        gt(inboundReceipts.toldAt, new Date(now.getTime() - receiptsReadMs)),
        among(inboundReceipts.sku, only),
      ),
    );
  return rows.map(({ storeId, sku, units, toldAt, notBefore, dueOn }) => {
    const zone = zones.get(storeId);
    return { sku, units, toldAt, notBefore, dueAt: dueOn && zone ? startOfDay(zone, dueOn) : null };
  });
}

function openLines(db: Db, store: Pick<Store, 'id'>, only?: readonly string[]) {
  return db
    .select()
    .from(inboundLines)
    .where(
      and(
        eq(inboundLines.storeId, store.id),
        gt(inboundLines.shippedUnits, inboundLines.receivedUnits),
        notInArray(inboundLines.status, endedStatuses),
        among(inboundLines.sku, only),
      ),
    )
    .orderBy(inboundLines.sellableOn, inboundLines.shipmentId);
}

function arrivalsWhere(
  lines: readonly (typeof inboundLines.$inferSelect)[],
  wanted: (status: string) => boolean,
): Map<string, Arrival[]> {
  const arrivals = new Map<string, Arrival[]>();
  for (const { sku, shipmentId, shippedUnits, receivedUnits, sellableOn, mode, status } of lines) {
    // Without a day nobody can count on it; the position's inbound figure still shows it.
    if (sellableOn === null || !wanted(status)) continue;
    const arrival = { shipmentId, units: shippedUnits - receivedUnits, sellableOn, mode, status };
    arrivals.set(sku, [...(arrivals.get(sku) ?? []), arrival]);
  }
  return arrivals;
}

function positionOf(reported: readonly StockSnapshot[]): StockPosition {
  // A sum over everything counts only where nothing more precise is known.
  const placed = reported.filter((each) => each.location !== wholeStock);
  const locations = placed.length > 0 ? placed : reported;
  const atAmazon = locations.filter((each) => each.location === 'FBA');
  const sellable = atAmazon.length > 0 ? atAmazon : locations;
  const others = locations.filter((each) => !sellable.includes(each));
  const counted = { sellable, transit: sellable.some(tellsTransit) ? sellable : others, all: locations };
  const figures = withSums((name) => sumKnown(counted[stockFigures[name].from].map((each) => each[name])));
  return {
    ...figures,
    asOf: new Date(Math.min(...sellable.map((each) => each.asOf.getTime()))),
    available: (figures.available ?? 0) + (figures.merchantAvailable ?? 0),
    elsewhere: sumKnown(others.map((each) => each.available)) ?? 0,
    locations,
  };
}

function tellsTransit(row: StockSnapshot): boolean {
  return reportedFigures.some((name) => stockFigures[name].from === 'transit' && row[name] !== null);
}
