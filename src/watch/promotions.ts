// A day before a promotion begins: is there enough stock? Checked once; tells the people in charge of the SKU and the
// person who entered the promotion. Silent when there is enough.

import { storeName } from '../cases/display-names.ts';
import type { Context } from '../context.ts';
import { loadStock } from '../inventory/book.ts';
import { promotionStock } from '../inventory/promotion-stock.ts';
import { addDays, dayIn, startOfDay } from '../lib/day.ts';
import type { EventStockRow } from '../messages/event-notice.ts';
import { tellPerson } from '../outbox/tell.ts';
import { workCalendar } from '../policy/calendar.ts';
import type { Store } from '../policy/policy.ts';
import { eventCheckAt, stockAtStart } from '../rules/inventory/event-stock.ts';
import { noteStockChecked, type Promotion, promotionsAhead } from '../store/promotions.ts';
import { skusOfStore } from '../store/skus.ts';
import { learnedLifts } from '../store/verdicts.ts';
import { addFor, loadInCharge } from './people-in-charge.ts';

/** A check that comes later than this after its time is marked. */
const lateAfterMs = 60 * 60_000;
/** No check is due further ahead than this: longer than any holiday. */
const lookAheadDays = 30;

/** Checks the promotions whose time has come and that are not over; returns how many. Call inside a transaction. */
export async function checkPromotions(tx: Context): Promise<number> {
  const now = tx.clock.now();
  let checked = 0;
  for (const store of tx.policy.stores) {
    const today = dayIn(store.zone, now);
    const ahead = await promotionsAhead(tx.db, store.id, { today, latest: addDays(today, lookAheadDays) });
    for (const promotion of ahead.filter(({ stockCheckedAt }) => stockCheckedAt === null)) {
      const dueAt = eventCheckAt(workCalendar(tx.policy.team), startOfDay(store.zone, promotion.fromDay));
      if (dueAt > now) continue;
      await tellShort(tx, store, promotion, now.getTime() - dueAt.getTime() > lateAfterMs);
      await noteStockChecked(tx.db, promotion.id, now);
      checked += 1;
    }
  }
  return checked;
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

/** SKUs of the promotion with too little stock. Without stock reports only SKUs that it names are listed. */
async function shortRows(tx: Context, store: Store, promotion: Promotion): Promise<EventStockRow[]> {
  const { sku } = promotion;
  const today = dayIn(store.zone, tx.clock.now());
  const skus = sku === null ? (await skusOfStore(tx.db, store.id)).map((row) => row.sku) : [sku];
  const book = await loadStock(tx, store, { only: skus });
  const lifts = await learnedLifts(tx.db, store.id, skus);
  return skus.flatMap((each) => {
    const row = promotionStock(book, each, { ...promotion, lift: lifts.get(each) ?? null, today });
    if (!row || (row.available === null && sku === null)) return [];
    return row.available !== null && stockAtStart(row) >= row.need.value ? [] : [row];
  });
}
