// A row of stock, shipments or purchases that is refused leaves what was known; it is never read as none.

import { beforeEach, expect, it } from 'vitest';
import type { Context } from '../../src/context.ts';
import { purchaseLines } from '../../src/store/schema/index.ts';
import { loadArrivals, loadPositions } from '../../src/store/stock.ts';
import { testDatabase } from '../support/db.ts';
import { ingestContext, storeOf, take } from './support.ts';

const database = testDatabase();
let ctx: Context;
const at = (hour: number) => new Date(`2026-10-26T0${hour}:00:00Z`);

beforeEach(() => {
  ctx = ingestContext(database.db, '2026-10-26T10:05:00Z');
});

const both = async (header: string, good: string, refused: string) => {
  await take(ctx, `${header}\n${good}\n`, { asOf: at(1) });
  expect(await take(ctx, `${header}\n${refused}\n`, { asOf: at(2) })).toMatchObject({ rowsRefused: 1 });
};

it.each(['-', 'x', ''])('stock of "%s" keeps the last known stock with its age', async (cell) => {
  await both('store_id,sku,available', 'cn-shop,LAMP,50', `cn-shop,LAMP,${cell}`);
  const position = (await loadPositions(database.db, storeOf(ctx, 'cn-shop'))).get('LAMP');
  expect(position).toMatchObject({ available: 50, asOf: at(1) });
});

it('two stocks of one SKU that contradict each other keep the last known one', async () => {
  await take(ctx, 'store_id,sku,available\ncn-shop,LAMP,50\n', { asOf: at(1) });
  await take(ctx, 'store_id,sku,available\ncn-shop,LAMP,5\ncn-shop,LAMP,6\n', { asOf: at(2) });
  expect((await loadPositions(database.db, storeOf(ctx, 'cn-shop'))).get('LAMP')?.available).toBe(50);
});

it('a shipment keeps its units', async () => {
  const header = 'shipment_id,store_id,sku,qty_shipped,eta_sellable';
  await both(header, 'S1,cn-shop,LAMP,70,2026-11-20', 'S1,cn-shop,LAMP,x,2026-11-20');
  expect((await loadArrivals(database.db, storeOf(ctx, 'cn-shop'))).get('LAMP')).toMatchObject([{ units: 70 }]);
});

it('an order at a supplier keeps its units', async () => {
  await both('po_id,sku,ordered_on,qty', 'P1,LAMP,2026-10-01,200', 'P1,LAMP,2026-10-01,-1');
  expect(await database.db.select().from(purchaseLines)).toMatchObject([{ units: 200 }]);
});
