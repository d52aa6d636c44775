// The sales history that rules judge: one store, consecutive days, one series for each SKU. Missing is not zero: a SKU
// without a row sold nothing on a complete day; on any other day nothing is known.

import { and, between, desc, eq, gte, inArray, lte, sql } from 'drizzle-orm';
import { addDays, type Day, dayRange, daysBetween, startOfDay } from '../lib/day.ts';
import type { Bilingual } from '../lib/language.ts';
import type { Store } from '../policy/policy.ts';
import { dayMark, type SalesWindow, type SkuSeries, stockKnown } from '../rules/sales-window.ts';
import type { Db } from './db.ts';
import { effectiveSource } from './feed.ts';
import { among, columnNames, rowsOf } from './query-parts.ts';
import { dayMarks, feedDays, promotions, refusedDays, salesDays, skus } from './schema/index.ts';
import { loadStockMoments, stockOnDays } from './stock-days.ts';

const c = columnNames(salesDays);

export {
  completeDays,
  effectiveSource,
  markJudged,
  newestCompleteDay,
  storesWithUnjudgedDays,
  unjudgedDays,
} from './feed.ts';

export type WindowStore = Pick<Store, 'id' | 'zone' | 'measure' | 'salesSource' | 'pool'>;

/**
 * The last `days` days up to and including `through`. One query for each table, whatever the number of SKUs. `only`
 * limits it to some SKUs: what is worked out from the whole store must not be given such a window.
 */
export async function loadSalesWindow(
  db: Db,
  { store, through, days: count, only }: { store: WindowStore; through: Day; days: number; only?: readonly string[] },
): Promise<SalesWindow> {
  const days = dayRange(addDays(through, 1 - count), through);
  const from = days[0] ?? through;
  const source = (await effectiveSource(db, store)) ?? '';
  const complete = await completeFlags(db, { store, source, from, days });
  const series = await emptySeries(db, { store, from, through, only, complete });
  await fillSales(db, { store, source, from, through, only, complete }, series);
  await fillPromotions(db, { store, from, through }, series);
  await fillMarks(db, { store, from, through, only }, series);
  await fillRefused(db, { store, source, from, through, only }, series);
  await fillStock(db, { store, days, only }, series);
  return { storeId: store.id, measure: store.measure, days, complete, series: [...series.values()] };
}

interface Span {
  store: WindowStore;
  from: Day;
  through: Day;
  only?: readonly string[] | undefined;
}

type SeriesBySku = Map<string, SkuSeries>;

async function completeFlags(
  db: Db,
  { store, source, from, days }: { store: WindowStore; source: string; from: Day; days: readonly Day[] },
): Promise<boolean[]> {
  const rows = await db
    .select({ day: feedDays.day })
    .from(feedDays)
    .where(
      and(
        eq(feedDays.storeId, store.id),
        eq(feedDays.source, source),
        eq(feedDays.state, 'complete'),
        between(feedDays.day, from, days.at(-1) ?? from),
      ),
    );
  const known = new Set(rows.map((row) => row.day));
  return days.map((day) => known.has(day));
}

/** Every SKU of the store: 0 on complete days since it was first seen, unknown on all others. */
async function emptySeries(db: Db, { store, from, through, only, complete }: Span & { complete: readonly boolean[] }) {
  const rows = await db
    .select({ sku: skus.sku, firstSeenOn: skus.firstSeenOn })
    .from(skus)
    .where(and(eq(skus.storeId, store.id), lte(skus.firstSeenOn, through), among(skus.sku, only)))
    .orderBy(skus.sku);
  const series: SeriesBySku = new Map();
  for (const { sku, firstSeenOn } of rows) {
    const born = Math.max(0, daysBetween(from, firstSeenOn));
    const quantity = Float64Array.from(complete, (isKnown, i) => (isKnown && i >= born ? 0 : Number.NaN));
    series.set(sku, {
      sku,
      quantity,
      stock: new Uint8Array(complete.length),
      promotion: new Uint8Array(complete.length),
      mark: new Uint8Array(complete.length),
      levelFrom: 0,
      price: null,
    });
  }
  return series;
}

async function fillSales(
  db: Db,
  { store, source, from, through, only, complete }: Span & { source: string; complete: readonly boolean[] },
  series: SeriesBySku,
): Promise<void> {
  const quantity = store.measure === 'orders' ? sql`coalesce(${c.orders}, -1)` : sql`${c.units}`;
  // Pending units have no price yet: the price is that of the others.
  const rows = await rowsOf(
    db,
    { sku: salesDays.sku, days: String, quantities: String, price: (price) => (price === null ? null : Number(price)) },
    sql`
    select ${c.sku}, string_agg((${c.day} - ${from}::date)::text, ',' order by ${c.day}) as days,
      string_agg((${quantity})::text, ',' order by ${c.day}) as quantities,
      (array_agg(${c.amount} / (${c.units} - ${c.pendingUnits}) order by ${c.day} desc)
        filter (where ${c.units} > ${c.pendingUnits} and ${c.amount} > 0))[1] as price
    from ${salesDays}
    where ${c.storeId} = ${store.id} and ${c.source} = ${source} and ${c.day} between ${from}::date and ${through}::date
      and ${among(salesDays.sku, only)}
    group by ${c.sku}`,
  );
  for (const row of rows) {
    const of = series.get(row.sku);
    if (!of) continue;
    const at = row.days.split(',');
    const values = row.quantities.split(',');
    for (const [i, text] of at.entries()) {
      const place = Number(text);
      const value = Number(values[i]);
      if (complete[place]) of.quantity[place] = value < 0 ? Number.NaN : value;
    }
    of.price = row.price;
  }
}

async function fillPromotions(db: Db, { store, from, through }: Span, series: SeriesBySku): Promise<void> {
  const rows = await db
    .select({ sku: promotions.sku, fromDay: promotions.fromDay, toDay: promotions.toDay })
    .from(promotions)
    .where(and(eq(promotions.storeId, store.id), lte(promotions.fromDay, through), gte(promotions.toDay, from)));
  for (const { sku, fromDay, toDay } of rows) {
    const concerned = sku === null ? series.values() : [series.get(sku)];
    for (const of of concerned) {
      // Beyond the array's ends `fill` stops by itself, but a negative start would count from its end.
      of?.promotion.fill(1, Math.max(0, daysBetween(from, fromDay)), daysBetween(from, toDay) + 1);
    }
  }
}

const codeOfMark = {
  one_off: dayMark.oneOff,
  short_term: dayMark.shortTerm,
  data_error: dayMark.dataError,
  out_of_stock: dayMark.outOfStock,
  promotion: dayMark.promotion,
} as const;

async function fillMarks(db: Db, { store, from, through, only }: Span, series: SeriesBySku): Promise<void> {
  const rows = await db
    .select({ sku: dayMarks.sku, day: dayMarks.day, mark: dayMarks.mark })
    .from(dayMarks)
    .where(and(eq(dayMarks.storeId, store.id), between(dayMarks.day, from, through), among(dayMarks.sku, only)));
  for (const { sku, day, mark } of rows) {
    const of = series.get(sku);
    if (!of) continue;
    const place = daysBetween(from, day);
    if (mark === 'new_level') of.levelFrom = Math.max(of.levelFrom, place);
    else of.mark[place] = codeOfMark[mark];
  }
}

/** A row that was refused leaves its SKU's day unknown, whatever value is in force. */
async function fillRefused(
  db: Db,
  { store, source, from, through, only }: Span & { source: string },
  series: SeriesBySku,
): Promise<void> {
  const rows = await db
    .select({ sku: refusedDays.sku, day: refusedDays.day })
    .from(refusedDays)
    .where(
      and(
        eq(refusedDays.storeId, store.id),
        eq(refusedDays.source, source),
        between(refusedDays.day, from, through),
        among(refusedDays.sku, only),
      ),
    );
  for (const { sku, day } of rows) {
    const of = series.get(sku);
    if (!of) continue;
    const place = daysBetween(from, day);
    of.quantity[place] = Number.NaN;
    of.mark[place] = dayMark.refused;
  }
}

/** Why a SKU's row of a day was refused; undefined when its day is known, or unknown for another reason. */
export async function refusalOn(
  db: Db,
  store: WindowStore,
  { sku, day }: { sku: string; day: Day },
): Promise<Bilingual | undefined> {
  const source = await effectiveSource(db, store);
  const [row] = await db
    .select({ message: refusedDays.message })
    .from(refusedDays)
    .where(
      and(
        eq(refusedDays.storeId, store.id),
        eq(refusedDays.source, source ?? ''),
        eq(refusedDays.day, day),
        inArray(refusedDays.sku, [sku, '']),
      ),
    )
    .orderBy(desc(refusedDays.sku))
    .limit(1);
  return row?.message;
}

async function fillStock(
  db: Db,
  { store, days, only }: { store: WindowStore; days: readonly Day[]; only: readonly string[] | undefined },
  series: SeriesBySku,
): Promise<void> {
  const [first] = days;
  const last = days.at(-1);
  if (first === undefined || last === undefined) return;
  const starts = [...days, addDays(last, 1)].map((day) => startOfDay(store.zone, day).getTime());
  const moments = await loadStockMoments(db, store, {
    from: startOfDay(store.zone, addDays(first, -2)),
    to: startOfDay(store.zone, addDays(last, 3)),
    ...(only && { only }),
  });
  for (const [sku, of] of moments) series.get(sku)?.stock.set(stockOnDays(of, starts, stockKnown));
}
