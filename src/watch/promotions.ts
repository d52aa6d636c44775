// A day before a promotion begins: is there enough for it? Looked at once; told to whoever answers for the SKU and to
// whoever entered the promotion. Silent where there is enough.

import { and, asc, eq, gte, isNull, sql } from 'drizzle-orm';
import { storeName } from '../cases/names.ts';
import { tellPerson } from '../chat/tell.ts';
import type { Context } from '../context.ts';
import { loadStock, type StockBook } from '../inventory/book.ts';
import { addDays, type Day, dayIn, daysBetween, startOfDay } from '../lib/day.ts';
import type { EventStockRow } from '../messages/views.ts';
import { eventCheckAt, eventDaysChecked, eventNeed } from '../rules/inventory/event-stock.ts';
import { promotions } from '../store/schema/index.ts';
import { skusOfStore } from '../store/skus.ts';
import { learnedLifts } from '../store/verdicts.ts';
import { levelsOf } from '../summary/stock-rows.ts';
import { workCalendar } from '../team/calendar.ts';
import type { Store } from '../team/policy.ts';
import { addFor, loadInCharge } from './in-charge.ts';

type Promotion = typeof promotions.$inferSelect;

/** A check that comes later than this after its time is marked. */
const lateAfterMs = 60 * 60_000;
/** Further ahead no check can be due: the longest holiday lies before it. */
const lookAheadDays = 30;

/** Checks the promotions whose time has come and that are not over; returns how many. Call inside a transaction. */
export async function checkPromotions(tx: Context): Promise<number> {
  const now = tx.clock.now();
  let checked = 0;
  for (const store of tx.policy.stores) {
    for (const promotion of await uncheckedOf(tx, store)) {
      const dueAt = eventCheckAt(workCalendar(tx.policy.team), startOfDay(store.zone, promotion.fromDay));
      if (dueAt > now) continue;
      await tellShort(tx, store, promotion, now.getTime() - dueAt.getTime() > lateAfterMs);
      await tx.db.update(promotions).set({ stockCheckedAt: now }).where(eq(promotions.id, promotion.id));
      checked += 1;
    }
  }
  return checked;
}

function uncheckedOf(tx: Context, store: Store): Promise<Promotion[]> {
  const today = dayIn(store.zone, tx.clock.now());
  return tx.db
    .select()
    .from(promotions)
    .where(
      and(
        eq(promotions.storeId, store.id),
        isNull(promotions.stockCheckedAt),
        gte(promotions.toDay, today),
        sql`${promotions.fromDay} <= ${addDays(today, lookAheadDays)}::date`,
      ),
    )
    .orderBy(asc(promotions.fromDay), asc(promotions.id));
}

async function tellShort(tx: Context, store: Store, promotion: Promotion, late: boolean): Promise<void> {
  const { id, fromDay, toDay, note, setBy } = promotion;
  const inCharge = await loadInCharge(tx, store);
  const told = new Map<string, EventStockRow[]>();
  for (const row of await shortRows(tx, store, promotion)) {
    addFor(told, inCharge(row.sku, { grave: false }).add(setBy), row);
  }
  for (const [personId, rows] of told) {
    await tellPerson(tx, personId, {
      subject: `event.${id}`,
      step: 'stock',
      content: {
        kind: 'notice',
        toId: personId,
        notice: {
          ...{ notice: 'event_stock', storeId: store.id, storeName: storeName(tx.policy, store.id) },
          ...{ from: fromDay, to: toDay, note, late, rows },
        },
      },
    });
  }
}

/** SKUs of the promotion of which too little is there. Where nobody reports stock, only a SKU that it names is told of. */
async function shortRows(tx: Context, store: Store, { sku, fromDay, toDay }: Promotion): Promise<EventStockRow[]> {
  const skus = sku === null ? (await skusOfStore(tx.db, store.id)).map((row) => row.sku) : [sku];
  const book = await loadStock(tx, store, await levelsOf(tx, store), { only: skus });
  const lifts = await learnedLifts(tx.db, store.id, skus);
  const days = Math.min(eventDaysChecked, daysBetween(fromDay, toDay) + 1);
  return skus.flatMap((each) => {
    const row = rowOf(book, each, { lift: lifts.get(each) ?? null, days, fromDay });
    if (!row || (row.available === null && sku === null)) return [];
    return row.available !== null && row.available + row.arriving >= row.need.value ? [] : [row];
  });
}

function rowOf(
  book: StockBook,
  sku: string,
  { lift, days, fromDay }: { lift: number | null; days: number; fromDay: Day },
): EventStockRow | undefined {
  const rate = book.rateOf(sku);
  if (rate === null || rate <= 0) return undefined;
  const { position, arrivals } = book.factsOf(sku);
  const coming = arrivals.filter(({ sellableOn }) => sellableOn <= fromDay);
  return {
    sku,
    need: eventNeed({ rate, lift, days }),
    available: position?.available ?? null,
    arriving: coming.reduce((sum, { units }) => sum + units, 0),
  };
}
