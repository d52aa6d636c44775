// Stock that several shops and bundles sell from: counted once, sold by all.

import { beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '../../src/context.ts';
import { loadStock } from '../../src/inventory/book.ts';
import { addDays, day } from '../../src/lib/day.ts';
import { ingestContext, ingestPolicy, salesCsv, storeOf, take } from '../ingest/support.ts';
import { testDatabase } from '../support/db.ts';

const database = testDatabase();
const today = day('2026-10-26');
const days = Array.from({ length: 10 }, (_, back) => addDays(today, -1 - back)).reverse();
let ctx: Context;

beforeEach(() => {
  ctx = ingestContext(database.db, '2026-10-26T10:05:00Z', ingestPolicy({}));
});

const sales = (storeId: string, sku: string, units: number) =>
  take(ctx, salesCsv(days.map((each) => [storeId, sku, each, units] as const)), { name: `${storeId}-${sku}.csv` });
const stock = (rows: string) => take(ctx, `store_id,sku,location,as_of,available,inbound_shipped,on_order\n${rows}`);
const bookOf = (storeId: string) => loadStock(ctx, storeOf(ctx, storeId), { levels: new Map() });

describe('a pool of several countries', () => {
  it('is counted once, and empties by the sales of all of them', async () => {
    await sales('amz-de', 'A', 10);
    await sales('amz-fr', 'A', 4);
    await stock('amz-de,A,FBA,2026-10-26T08:00:00Z,140,,\namz-fr,A,FBA,2026-10-26T08:00:00Z,140,,\n');
    for (const storeId of ['amz-de', 'amz-fr']) {
      expect((await bookOf(storeId)).of('A')).toMatchObject({ available: 140, countdownDays: 10 });
    }
  });
});

describe('a bundle', () => {
  beforeEach(async () => {
    await take(ctx, 'store_id,sku,local_sku,units_per\namz-de,CUP,CUP-1,1\namz-fr,CUP-2PK,CUP-1,2\n');
    await sales('amz-de', 'CUP', 6);
    await sales('amz-fr', 'CUP-2PK', 2);
    await stock('amz-de,CUP,FBA,2026-10-26T08:00:00Z,101,40,\n');
  });

  it('takes several of the goods: six cups and two pairs a day are ten cups', async () => {
    expect((await bookOf('amz-de')).of('CUP')).toMatchObject({ available: 101, countdownDays: 10.1 });
  });

  it('has what its parts allow, in whole bundles', async () => {
    const { available, inbound, countdownDays } = (await bookOf('amz-fr')).of('CUP-2PK');
    expect({ available, inbound, countdownDays }).toEqual({ available: 50, inbound: 20, countdownDays: 10 });
  });

  it('is on order as its item is', async () => {
    await take(ctx, 'po_id,sku,ordered_on,promised_on,qty,qty_shipped\nPO1,CUP-1,2026-10-01,2026-11-01,301,100\n');
    expect((await bookOf('amz-de')).of('CUP').onOrder).toBe(201);
    expect((await bookOf('amz-fr')).of('CUP-2PK').onOrder).toBe(100);
  });
});

describe('each stage', () => {
  it('has one source: the order list stands above the stock report’s figure', async () => {
    await sales('amz-us', 'A', 5);
    await stock('amz-us,A,FBA,2026-10-26T08:00:00Z,100,,500\n');
    expect((await bookOf('amz-us')).of('A').onOrder).toBe(500);
    await take(ctx, 'po_id,sku,ordered_on,promised_on,qty,qty_shipped\nPO1,A,2026-10-01,2026-11-01,500,500\n');
    expect((await bookOf('amz-us')).of('A').onOrder).toBe(0);
  });

  it('of the way counts what has not been received yet', async () => {
    await sales('amz-us', 'A', 5);
    await stock('amz-us,A,FBA,2026-10-26T08:00:00Z,100,,\n');
    await take(
      ctx,
      'shipment_id,store_id,sku,qty_shipped,qty_received,mode,shipped_on,eta_sellable,status\nS1,amz-us,A,120,70,sea,2026-09-02,2026-11-02,RECEIVING\nS2,amz-us,A,80,0,sea,2026-09-02,2026-11-12,WORKING\n',
    );
    const book = await bookOf('amz-us');
    expect(book.of('A').arrivals).toMatchObject([{ units: 50, sellableOn: '2026-11-02' }]);
    expect(book.planOf('A').replenishment).toBeNull();
  });
});

describe('what orders have shown', () => {
  it('stands beside what was promised once three orders are known', async () => {
    await sales('amz-us', 'A', 5);
    await stock('amz-us,A,FBA,2026-10-26T08:00:00Z,100,,\n');
    await take(ctx, 'sku,supplier,production_days,qc_days,sea_days,receiving_days\nA,Main,3,1,30,5\n');
    expect((await bookOf('amz-us')).planOf('A').lead).toMatchObject({ days: 39, from: 'promised' });
    const orders = [5, 7, 4, 6, 5].map((took, i) => {
      const from = addDays(today, -100 + i);
      return `PO${i},A,Main,${from},10,10,10,${addDays(from, took)},DONE`;
    });
    await take(
      ctx,
      `po_id,sku,supplier,ordered_on,qty,qty_shipped,qty_received,ready_on,status\n${orders.join('\n')}\n`,
    );
    expect((await bookOf('amz-us')).planOf('A').lead).toMatchObject({ days: 42, max: 43 });
  });
});
