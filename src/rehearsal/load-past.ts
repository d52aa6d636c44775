// Reads what a rehearsal plays: each store's sales days with everything known of them today, and what really was asked.

import { historyDays } from '../cases/judge-day.ts';
import type { Context } from '../context.ts';
import { addDays, type Day, daysBetween } from '../lib/day.ts';
import type { Store } from '../policy/policy.ts';
import { pastDeviationCases } from '../store/reads/past-cases.ts';
import { loadSalesWindow, newestCompleteDay } from '../store/sales.ts';
import { levelRestarts, pricesByDay } from '../store/sales-history.ts';
import { type SkuRow, skusOfStore } from '../store/skus.ts';
import type { PastCase } from './model/episodes.ts';
import type { SkuPast, StorePast } from './model/history.ts';

/** The newest sales day that any store has whole; undefined before the first. */
export async function newestDay(ctx: Context): Promise<Day | undefined> {
  const newest: Day[] = [];
  for (const store of ctx.policy.stores) {
    const day = await newestCompleteDay(ctx.db, store);
    if (day !== undefined) newest.push(day);
  }
  return newest.sort().at(-1);
}

/** SKUs read at once: an embedded database is blocked meanwhile. */
const skusAtOnce = 250;

/** A store's past from which its last `days` days up to `through` can be judged. */
export async function loadPast(
  ctx: Context,
  store: Store,
  { through, days }: { through: Day; days: number },
): Promise<StorePast> {
  const length = days + historyDays - 1;
  const from = addDays(through, 1 - length);
  const known = (await skusOfStore(ctx.db, store.id)).sort((a, b) => (a.sku < b.sku ? -1 : 1));
  const shop = await loadSalesWindow(ctx.db, { store, through, days: length, only: [] });
  const skus: SkuPast[] = [];
  for (let at = 0; at < known.length; at += skusAtOnce) {
    skus.push(...(await loadSkus(ctx, { store, from, through, length }, known.slice(at, at + skusAtOnce))));
  }
  return {
    storeId: store.id,
    ownerId: store.owner ?? null,
    owners: new Map(known.flatMap(({ sku, ownerId }) => (ownerId === null ? [] : [[sku, ownerId]]))),
    measure: shop.measure,
    days: shop.days,
    complete: shop.complete,
    skus,
  };
}

async function loadSkus(
  ctx: Context,
  { length, ...span }: { store: Store; from: Day; through: Day; length: number },
  rows: readonly SkuRow[],
): Promise<SkuPast[]> {
  const only = rows.map(({ sku }) => sku);
  const { series } = await loadSalesWindow(ctx.db, { store: span.store, through: span.through, days: length, only });
  const prices = await pricesByDay(ctx.db, { ...span, only });
  const restarts = await levelRestarts(ctx.db, { ...span, only });
  const firstSeen = new Map(rows.map(({ sku, firstSeenOn }) => [sku, firstSeenOn]));
  return series.map(({ sku, quantity, stock, promotion, mark }) => ({
    sku,
    quantity,
    stock,
    promotion,
    mark,
    firstSeenOn: firstSeen.get(sku) ?? span.from,
    restarts: (restarts.get(sku) ?? []).map((day) => daysBetween(span.from, day)),
    priceOn: pricesIn(length, prices.get(sku) ?? []),
  }));
}

/** What was really asked about sales that moved, from `from` on. */
export async function loadPastCases(ctx: Context, from: Day): Promise<PastCase[]> {
  return (await pastDeviationCases(ctx.db, from)).map(({ promise, ...each }) => ({
    ...each,
    nature: promise?.nature ?? null,
  }));
}

function pricesIn(length: number, prices: readonly { offset: number; price: number }[]): Float64Array {
  const priceOn = new Float64Array(length).fill(Number.NaN);
  for (const { offset, price } of prices) priceOn[offset] = price;
  return priceOn;
}
