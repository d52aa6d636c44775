// Between two reports the stock is the last one, less what was sold since, plus what was received.

import { beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '../../src/context.ts';
import { loadStock } from '../../src/inventory/book.ts';
import { type Day, day, dayRange } from '../../src/lib/day.ts';
import { ingestContext, ingestPolicy, salesCsv, storeOf, take } from '../ingest/support.ts';
import type { ManualClock } from '../support/clock.ts';
import { testDatabase } from '../support/db.ts';

const database = testDatabase();
const stores = [
  { id: 'cn-shop', zone: 'Asia/Shanghai', currency: 'CNY' },
  { id: 'orders-shop', zone: 'Asia/Shanghai', currency: 'CNY', measure: 'orders' },
  { id: 'amz-de', platform: 'amazon', zone: 'Europe/Berlin', currency: 'EUR', pool: 'eu' },
  { id: 'amz-fr', platform: 'amazon', zone: 'Europe/Paris', currency: 'EUR', pool: 'eu' },
];
let ctx: Context & { clock: ManualClock };

beforeEach(() => {
  ctx = ingestContext(database.db, '2026-03-09T10:00+08:00', ingestPolicy({ stores }));
});

const sold = (storeId: string, sku: string, from: string, to: string, units: number | ((on: Day) => number)) =>
  take(
    ctx,
    salesCsv(
      dayRange(day(from), day(to)).map(
        (on) => [storeId, sku, on, typeof units === 'number' ? units : units(on)] as const,
      ),
    ),
    { name: `${storeId}-${sku}-${to}.csv` },
  );
const reported = (storeId: string, sku: string, asOf: string, available: number) =>
  take(ctx, `store_id,sku,location,as_of,available\n${storeId},${sku},FBA,${asOf},${available}\n`, {
    name: `stock-${storeId}-${sku}-${asOf}.csv`,
  });
const shipped = (asOf: string, row: string) =>
  take(ctx, `shipment_id,store_id,sku,qty_shipped,qty_received,mode,shipped_on,eta_sellable\n${row}\n`, {
    name: `inbound-${asOf}.csv`,
    asOf: new Date(asOf),
  });
const stockOf = async (storeId: string, sku: string) =>
  (await loadStock(ctx, storeOf(ctx, storeId), { levels: new Map() })).of(sku);

describe('a week-old report', () => {
  it('is brought up to now by the sales: 1,200 at 100 a day are 600 after six whole days, and last six days, not twelve', async () => {
    await sold('cn-shop', 'LAMP', '2026-02-01', '2026-03-08', 100);
    await reported('cn-shop', 'LAMP', '2026-03-02T20:00:00+08:00', 1200);
    const stock = await stockOf('cn-shop', 'LAMP');
    expect(stock).toMatchObject({ available: 600, countdownDays: 6, tier: 'yellow', stale: false });
    expect(stock.estimate).toMatchObject({ since: '2026-03-02', reported: 1200, sold: 600, through: '2026-03-08' });
  });

  it('gives way to a new report at once', async () => {
    await sold('cn-shop', 'LAMP', '2026-02-01', '2026-03-08', 100);
    await reported('cn-shop', 'LAMP', '2026-03-02T20:00:00+08:00', 1200);
    await reported('cn-shop', 'LAMP', '2026-03-09T08:00:00+08:00', 650);
    expect(await stockOf('cn-shop', 'LAMP')).toMatchObject({ available: 650, estimate: null });
  });

  it('takes usual days where the sales have not come in, and says how many', async () => {
    await sold('cn-shop', 'LAMP', '2026-02-01', '2026-03-06', 100);
    await reported('cn-shop', 'LAMP', '2026-03-02T20:00:00+08:00', 1200);
    const stock = await stockOf('cn-shop', 'LAMP');
    expect(stock).toMatchObject({ available: 600, estimate: { sold: 400, unknownDays: 2, assumed: 200 } });
  });

  it('is not touched in a store that is counted in orders: its age is told', async () => {
    await sold('orders-shop', 'LAMP', '2026-02-01', '2026-03-08', 100);
    await reported('orders-shop', 'LAMP', '2026-03-02T20:00:00+08:00', 1200);
    expect(await stockOf('orders-shop', 'LAMP')).toMatchObject({ available: 1200, estimate: null, stale: true });
  });
});

describe('goods received since the report', () => {
  beforeEach(async () => {
    await sold('cn-shop', 'LAMP', '2026-02-01', '2026-03-08', 100);
    await shipped('2026-03-01T09:00:00+08:00', 'S1,cn-shop,LAMP,500,200,sea,2026-01-20,2026-03-04');
    await take(
      ctx,
      'store_id,sku,location,as_of,available,inbound_shipped\ncn-shop,LAMP,FBA,2026-03-02T20:00:00+08:00,1200,300\n',
    );
  });

  it('are added, and are on their way no longer', async () => {
    await shipped('2026-03-07T09:00:00+08:00', 'S1,cn-shop,LAMP,500,500,sea,2026-01-20,2026-03-04');
    const stock = await stockOf('cn-shop', 'LAMP');
    expect(stock).toMatchObject({ available: 900, inbound: 0, arrivals: [], estimate: { received: 300 } });
  });

  it('are counted once, however often the list comes in', async () => {
    await shipped('2026-03-07T09:00:00+08:00', 'S1,cn-shop,LAMP,500,400,sea,2026-01-20,2026-03-04');
    await shipped('2026-03-08T09:00:00+08:00', 'S1,cn-shop,LAMP,500,500,sea,2026-01-20,2026-03-04');
    expect(await stockOf('cn-shop', 'LAMP')).toMatchObject({ available: 900, estimate: { received: 300 } });
  });

  it('are not added where the report may hold them already', async () => {
    await shipped('2026-03-07T09:00:00+08:00', 'S1,cn-shop,LAMP,500,500,sea,2026-01-20,2026-02-28');
    expect(await stockOf('cn-shop', 'LAMP')).toMatchObject({ available: 600, estimate: { received: 0 } });
  });
});

describe('a stock of several stores', () => {
  beforeEach(async () => {
    await sold('amz-de', 'CUP', '2026-02-01', '2026-03-08', 10);
    await sold('amz-fr', 'CUP-2PK', '2026-02-01', '2026-03-08', 3);
    await take(ctx, 'store_id,sku,local_sku,units_per\namz-de,CUP,CUP-1,1\namz-fr,CUP-2PK,CUP-1,2\n');
  });

  it('loses what all of them sold, bundles in pieces; every store sees the same goods', async () => {
    await reported('amz-de', 'CUP', '2026-03-02T20:00:00+01:00', 301);
    expect(await stockOf('amz-de', 'CUP')).toMatchObject({ available: 205, estimate: { sold: 96 } });
    expect(await stockOf('amz-fr', 'CUP-2PK')).toMatchObject({ available: 102, estimate: { sold: 48 } });
  });

  it('leaves a bundle that has stock of its own to its own sales', async () => {
    await reported('amz-de', 'CUP', '2026-03-02T20:00:00+01:00', 301);
    await reported('amz-fr', 'CUP-2PK', '2026-03-02T20:00:00+01:00', 50);
    expect((await stockOf('amz-de', 'CUP')).available).toBe(241);
    expect((await stockOf('amz-fr', 'CUP-2PK')).available).toBe(32);
  });
});
