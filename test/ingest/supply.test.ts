// What people keep of their suppliers: terms, orders, and which thing each SKU is.

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '../../src/context.ts';
import {
  loadItems,
  loadLeadTimes,
  loadOpenPurchases,
  observedProduction,
  observedTransit,
} from '../../src/store/supply.ts';
import { testDatabase } from '../support/db.ts';
import { ingestContext, samples, take } from './support.ts';

const database = testDatabase();
let ctx: Context;

beforeEach(() => {
  ctx = ingestContext(database.db, '2026-10-26T10:05:00Z');
});

const codes = (report: Awaited<ReturnType<typeof take>>) => report.issues.map(({ code, line }) => [code, line]);

describe('terms of suppliers', () => {
  const header = 'sku,supplier,supplier_tier,unit_cost,currency,moq,production_days,sea_days\n';

  it('are kept for each supplier, the main one first', async () => {
    await take(ctx, `${header}A,Backup,B,46,CNY,50,8,32\nA,Main,A,41.5,CNY,300,15,32\n`);
    expect((await loadLeadTimes(database.db)).get('A')).toMatchObject([
      { supplier: 'Main', supplierTier: 'A', unitCost: '41.5', currency: 'CNY', moq: 300 },
      { supplier: 'Backup', supplierTier: 'B', moq: 50 },
    ]);
  });

  it('without a supplier’s name are those of the main one, before and after it is named', async () => {
    await take(ctx, 'sku,production_days,sea_days\nA,15,32\n');
    await take(ctx, `${header}A,Main,A,41.5,CNY,300,,\n`);
    await take(ctx, 'sku,production_days,sea_days\nA,18,33\n');
    expect((await loadLeadTimes(database.db)).get('A')).toMatchObject([
      { supplier: 'Main', moq: 300, unitCost: '41.5', productionDays: 18, seaDays: 33 },
    ]);
  });

  it('refuse a rank that is none and a price without a currency, and say what to write', async () => {
    const report = await take(ctx, `${header}A,Main,D,,,300,15,32\nB,Main,A,40,,300,15,32\nC,Main,A,,,300,15,32\n`);
    expect(report).toMatchObject({ status: 'partial', rowsKept: 1, rowsRefused: 2 });
    expect(codes(report)).toEqual([
      ['INVALID_VALUE', 2],
      ['INVALID_VALUE', 3],
    ]);
    expect(report.issues[0]?.message.en).toContain('A / B / C');
  });
});

describe('orders at suppliers', () => {
  const header = 'po_id,sku,supplier,ordered_on,qty,qty_shipped,qty_received,promised_on,ready_on,status\n';

  it('are open until everything has come', async () => {
    await take(
      ctx,
      `${header}PO1,A,Main,2026-10-01,500,0,0,2026-10-20,,OPEN\nPO2,A,Main,2026-08-01,300,300,300,2026-08-16,2026-08-18,DONE\n`,
    );
    expect((await loadOpenPurchases(database.db)).get('A')).toMatchObject([{ orderId: 'PO1', units: 500 }]);
  });

  it('are replaced by a newer list, and keep what it does not tell', async () => {
    await take(ctx, `${header}PO1,A,Main,2026-10-01,500,0,0,2026-10-20,,OPEN\n`);
    await take(ctx, 'po_id,sku,ordered_on,qty,qty_shipped,expected_on\nPO1,A,2026-10-01,500,200,2026-10-25\n');
    expect((await loadOpenPurchases(database.db)).get('A')).toMatchObject([
      { shippedUnits: 200, promisedOn: '2026-10-20', expectedOn: '2026-10-25' },
    ]);
  });

  it('teach how long a supplier really takes', async () => {
    await take(
      ctx,
      `${header}PO1,A,Main,2026-07-01,1,1,1,,2026-07-06,DONE\nPO2,B,Main,2026-08-01,1,1,1,,2026-08-08,DONE\nPO3,A,Main,2026-09-01,1,0,0,,,OPEN\n`,
    );
    expect((await observedProduction(database.db)).get('Main')).toMatchObject([
      { sku: 'B', days: 7 },
      { sku: 'A', days: 5 },
    ]);
  });

  it('teach it by the day of receipt where no day of finishing is told', async () => {
    await take(
      ctx,
      'po_id,sku,supplier,ordered_on,qty,qty_shipped,qty_received,ready_on,received_on,status\nPO1,A,Main,2026-07-01,1,1,1,,2026-07-09,DONE\nPO2,A,Main,2026-08-01,1,1,1,2026-08-06,2026-08-12,DONE\n',
    );
    expect((await observedProduction(database.db)).get('Main')).toMatchObject([{ days: 5 }, { days: 8 }]);
  });
});

describe('shipments', () => {
  const header = 'shipment_id,store_id,sku,qty_shipped,qty_received,mode,shipped_on,eta_sellable,received_on,status\n';

  it('teach how long a way really takes, by the day that is told', async () => {
    await take(
      ctx,
      `${header}S1,amz-us,A,10,10,sea,2026-08-01,2026-09-05,2026-09-09,CLOSED\nS2,amz-us,A,10,0,sea,2026-09-01,2026-10-28,,SHIPPED\n`,
    );
    expect(await observedTransit(database.db, 'amz-us')).toEqual(new Map([['sea', [39]]]));
  });

  it('and by the day on which all of it was first told as received, where none is', async () => {
    await take(ctx, `${header}S1,amz-us,A,10,4,air,2026-10-10,2026-10-24,,RECEIVING\n`, {
      asOf: new Date('2026-10-24T04:00:00Z'),
    });
    await take(ctx, `${header}S1,amz-us,A,10,10,air,2026-10-10,2026-10-24,,CLOSED\n`, {
      asOf: new Date('2026-10-26T04:00:00Z'),
    });
    await take(ctx, `${header}S1,amz-us,A,10,10,air,2026-10-10,2026-10-25,,CLOSED\n`, {
      asOf: new Date('2026-10-26T09:00:00Z'),
    });
    expect(await observedTransit(database.db, 'amz-us')).toEqual(new Map([['air', [16]]]));
  });
});

describe('SKUs and items', () => {
  it('of the samples are read; a store that nobody knows is refused', async () => {
    const report = await take(ctx, await readFile(path.join(samples, 'generic/sku_map.csv')));
    expect(report.format).toBe('items');
    expect(await loadItems(database.db, ['amz-us'])).toEqual([
      { storeId: 'amz-us', sku: 'LM-BOTTLE-BLK', itemId: 'LOCAL-1', unitsPer: 1 },
    ]);
  });

  it('refuse a bundle of nothing', async () => {
    const report = await take(ctx, 'store_id,sku,local_sku,units_per\namz-us,A,L1,0\namz-us,B,L1,2\n');
    expect(report).toMatchObject({ rowsKept: 1, rowsRefused: 1 });
    expect(codes(report)).toEqual([['INVALID_VALUE', 2]]);
  });
});
