// Warns the people in charge when a stock that several platforms share is about to be oversold, once for each worsening.

import { storeName } from '../cases/display-names.ts';
import type { Context } from '../context.ts';
import { loadStock, type StockBook } from '../inventory/book.ts';
import { poolStores } from '../inventory/shared-stock.ts';
import type { OversellRow } from '../messages/oversell-notice.ts';
import { tellPerson } from '../outbox/tell.ts';
import type { Store } from '../policy/policy.ts';
import { type OversellRisk, oversellRisk, oversellRisks, splitByShare } from '../rules/inventory/channels.ts';
import { skusOfStore } from '../store/skus.ts';
import { loadToldRisks, noteToldRisk } from '../store/stock-alerts.ts';
import { addFor, type InCharge, loadInCharge } from './people-in-charge.ts';

/** Compares each common stock's risk with the last one that was noted; returns how many got worse. Call inside a transaction. */
export async function alertOverselling(tx: Context, step: string): Promise<number> {
  const known = new Map((await loadToldRisks(tx.db)).map((row) => [keyOf(row), row.risk]));
  const told = new Map<string, OversellRow[]>();
  let worse = 0;
  const inCharge = new Map<string, InCharge>();
  const looked = new Set<string>();
  for (const store of tx.policy.stores) {
    if (poolStores(tx.policy.stores, store).length < 2) continue;
    inCharge.set(store.id, await loadInCharge(tx, store));
  }
  for (const store of tx.policy.stores.filter(({ id }) => inCharge.has(id))) {
    const book = await loadStock(tx, store);
    for (const { sku } of await skusOfStore(tx.db, store.id)) {
      if (looked.has(keyOf({ storeId: store.id, sku }))) continue;
      const members = book.factsOf(sku).channels.flatMap((channel) => channel.members);
      for (const member of members) looked.add(keyOf(member));
      const risk = riskOf(book, sku);
      const before = known.get(keyOf({ storeId: store.id, sku })) ?? null;
      if (risk === before) continue;
      await noteToldRisk(tx.db, { storeId: store.id, sku, risk }, tx.clock.now());
      if (risk === null || gravity(risk) < gravity(before)) continue;
      worse += 1;
      const people = members.flatMap((member) => [
        ...(inCharge.get(member.storeId)?.(member.sku, { grave: risk === 'gone' }) ?? []),
      ]);
      addFor(told, new Set(people), rowOf(tx, store, book, { sku, risk }));
    }
  }
  for (const [personId, rows] of told) {
    const notice = { notice: 'oversell', rows } as const;
    await tellPerson(tx, personId, { subject: 'oversell', step, content: { kind: 'notice', toId: personId, notice } });
  }
  return worse;
}

function riskOf(book: StockBook, sku: string): OversellRisk | null {
  const { position, channels } = book.factsOf(sku);
  return position ? oversellRisk(position.available, channels) : null;
}

function rowOf(tx: Context, store: Store, book: StockBook, { sku, risk }: { sku: string; risk: OversellRisk }) {
  const { position, channels } = book.factsOf(sku);
  const available = position?.available ?? 0;
  return {
    storeId: store.id,
    storeName: storeName(tx.policy, store.id),
    sku,
    risk,
    available,
    perDay: channels.reduce((sum, { unitsLast30 }) => sum + unitsLast30, 0) / 30,
    channels: splitByShare(available, channels).map(({ storeId, units }) => ({
      storeName: storeName(tx.policy, storeId),
      units,
    })),
  };
}

/** 0 for no risk. */
function gravity(risk: OversellRisk | null): number {
  return risk === null ? 0 : oversellRisks.indexOf(risk) + 1;
}

function keyOf({ storeId, sku }: { storeId: string; sku: string }): string {
  return `${storeId}\n${sku}`;
}
