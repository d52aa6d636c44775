// Reads what a rehearsal plays: each store's sales days with everything known of them today, and what really was asked.

import { historyDays } from '../cases/judge-day.ts';
import type { Context } from '../context.ts';
import { addDays, type Day, daysBetween } from '../lib/day.ts';
import { pastDeviationCases } from '../store/reads/past-cases.ts';
import { loadSalesWindow, newestCompleteDay } from '../store/sales.ts';
import { levelRestarts, pricesByDay } from '../store/sales-history.ts';
import { skusOfStore } from '../store/skus.ts';
import type { Store } from '../team/policy.ts';
import type { PastCase } from './model/episodes.ts';
import type { StorePast } from './model/history.ts';

/** The newest sales day that any store has whole; undefined before the first. */
export async function newestDay(ctx: Context): Promise<Day | undefined> {
  const newest: Day[] = [];
  for (const store of ctx.policy.stores) {
    const day = await newestCompleteDay(ctx.db, store);
    if (day !== undefined) newest.push(day);
  }
  return newest.sort().at(-1);
}

/** A store's past from which its last `days` days up to `through` can be judged. */
export async function loadPast(
  ctx: Context,
  store: Store,
  { through, days }: { through: Day; days: number },
): Promise<StorePast> {
  const length = days + historyDays - 1;
  const from = addDays(through, 1 - length);
  const window = await loadSalesWindow(ctx.db, { store, through, days: length });
  const known = new Map((await skusOfStore(ctx.db, store.id)).map((row) => [row.sku, row]));
  const prices = await pricesByDay(ctx.db, { store, from, through });
  const restarts = await levelRestarts(ctx.db, { store, from, through });
  return {
    storeId: store.id,
    ownerId: store.owner ?? null,
    owners: new Map([...known].flatMap(([sku, { ownerId }]) => (ownerId === null ? [] : [[sku, ownerId]]))),
    measure: window.measure,
    days: window.days,
    complete: window.complete,
    skus: window.series.map(({ sku, quantity, stock, promotion, mark }) => ({
      sku,
      quantity,
      stock,
      promotion,
      mark,
      firstSeenOn: known.get(sku)?.firstSeenOn ?? from,
      restarts: (restarts.get(sku) ?? []).map((day) => daysBetween(from, day)),
      priceOn: pricesIn(length, prices.get(sku) ?? []),
    })),
  };
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
