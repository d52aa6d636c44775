import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { actingAs, type Context } from '../../src/context.ts';
import { importFiles } from '../../src/ingest/import-files.ts';
import { leadTimes, skus } from '../../src/store/schema/index.ts';
import { loadArrivals, loadPlannedShipments, loadPositions } from '../../src/store/stock.ts';
import { loadLeadTimes } from '../../src/store/supply.ts';
import { recentSettingChanges } from '../../src/store/team-settings.ts';
import { testDatabase } from '../support/db.ts';
import { ingestContext, ingestPolicy, salesCsv, samples, storeOf, take } from './support.ts';

const database = testDatabase();
let ctx: Context;

beforeEach(() => {
  ctx = ingestContext(database.db, '2026-10-26T10:05:00Z');
});

const ownerOf = async (sku: string, storeId = 'amz-us') =>
  (await database.db.select().from(skus).where(eq(skus.sku, sku))).find((row) => row.storeId === storeId)?.ownerId;

describe('the sample tables', () => {
  it('are all read', async () => {
    const people = [
      { id: 'op-wang', name: '王' },
      { id: 'op-li', name: '李' },
    ];
    ctx = ingestContext(database.db, '2026-10-26T10:05:00Z', ingestPolicy({ people }));
    const reports = await importFiles(ctx, { paths: [path.join(samples, 'generic')] });
    expect(reports.map((report) => [path.basename(report.file), report.format, report.status])).toEqual([
      ['daily_sales.csv', 'daily-sales', 'accepted'],
      ['inbound.csv', 'inbound', 'accepted'],
      ['inventory_snapshot.csv', 'inventory', 'accepted'],
      ['lead_times.csv', 'lead-times', 'accepted'],
      ['sku_map.csv', 'items', 'partial'],
      ['库存周报_GBK.csv', 'inventory', 'accepted_with_warning'],
    ]);

    const store = storeOf(ctx, 'amz-us');
    const bottle = (await loadPositions(database.db, store)).get('LM-BOTTLE-BLK');
    expect(bottle).toMatchObject({ available: 180, reservedOther: 42, onOrder: 500, elsewhere: 420, inbound: 600 });
    expect((await loadArrivals(database.db, store)).get('LM-BOTTLE-BLK')).toEqual([
      { shipmentId: 'FBA19SEED001', units: 600, sellableOn: '2026-11-28', mode: 'sea', status: 'SHIPPED' },
    ]);
    expect((await loadArrivals(database.db, store)).get('LM-STAND-ALU')).toMatchObject([{ units: 50 }]);
    expect((await loadLeadTimes(database.db)).get('LM-LAMP-S')?.[0]).toMatchObject({
      productionDays: 20,
      seaDays: 35,
      moq: 100,
    });
    expect(await ownerOf('LM-BOTTLE-BLK')).toBe('op-wang');
  });

  it('of stock in GBK is read for the store that is said', async () => {
    const bytes = await readFile(path.join(samples, 'generic/库存周报_GBK.csv'));
    const report = await take(ctx, bytes, { store: 'cn-shop' });
    expect(report).toMatchObject({ encoding: 'gb18030', rowsKept: 3 });
    expect(report.encodingSamples).toContain('保温杯 750ml（黑）');
    expect((await loadPositions(database.db, storeOf(ctx, 'cn-shop'))).get('LM-BOTTLE-BLK')).toMatchObject({
      available: 1180,
      inbound: 600,
      onOrder: 500,
    });
  });
});

describe('stock', () => {
  const table = (rows: string) => `store_id,sku,location,as_of,available,inbound_shipped\n${rows}`;

  it('of stores that share a pool is counted once, by the newest report', async () => {
    await take(ctx, table('amz-de,A,FBA,2026-10-26T08:00:00Z,140,\namz-fr,A,FBA,2026-10-26T09:00:00Z,138,\n'));
    for (const id of ['amz-de', 'amz-fr']) {
      expect((await loadPositions(database.db, storeOf(ctx, id))).get('A')).toMatchObject({ available: 138 });
    }
    expect((await loadPositions(database.db, storeOf(ctx, 'amz-us'))).size).toBe(0);
  });

  it('at Amazon is what can be sold; what lies elsewhere is told apart', async () => {
    await take(ctx, table('amz-us,A,FBA,2026-10-26T08:00:00Z,180,600\namz-us,A,SZ,2026-10-25T08:00:00Z,420,\n'));
    expect((await loadPositions(database.db, storeOf(ctx, 'amz-us'))).get('A')).toMatchObject({
      available: 180,
      elsewhere: 420,
      inbound: 600,
      asOf: new Date('2026-10-26T08:00:00Z'),
    });
  });

  it('that was not reported is unknown, not zero; oversold stock stays below zero', async () => {
    await take(ctx, table('cn-shop,A,SZ,2026-10-26T08:00:00Z,-3,\n'));
    expect((await loadPositions(database.db, storeOf(ctx, 'cn-shop'))).get('A')).toMatchObject({
      available: -3,
      inbound: null,
    });
  });

  it('of the future is refused', async () => {
    expect(await take(ctx, table('amz-us,A,FBA,2026-10-26T11:00:00Z,1,\n'))).toMatchObject({
      status: 'rejected',
      code: 'FUTURE_DATE',
    });
  });
});

describe('shipments', () => {
  const table = (rows: string) => `shipment_id,store_id,sku,qty_shipped,qty_received,eta_sellable,status\n${rows}`;

  it('that have not left are shown apart, and ended ones not at all', async () => {
    await take(
      ctx,
      table(
        'S1,amz-us,A,100,0,2026-11-20,WORKING\nS2,amz-us,A,50,20,2026-11-10,SHIPPED\nS3,amz-us,A,70,0,2026-11-01,CANCELLED\nS4,amz-us,A,10,10,2026-11-01,RECEIVING\n',
      ),
    );
    const store = storeOf(ctx, 'amz-us');
    expect((await loadArrivals(database.db, store)).get('A')).toMatchObject([{ shipmentId: 'S2', units: 30 }]);
    expect((await loadPlannedShipments(database.db, store)).get('A')).toMatchObject([{ shipmentId: 'S1', units: 100 }]);
  });

  it('are brought up to date by the newer file only', async () => {
    const at = (hour: number) => new Date(`2026-10-26T0${hour}:00:00Z`);
    await take(ctx, table('S1,amz-us,A,100,60,2026-11-20,RECEIVING\n'), { asOf: at(9) });
    await take(ctx, table('S1,amz-us,A,100,0,2026-11-20,SHIPPED\n'), { asOf: at(8) });
    expect((await loadArrivals(database.db, storeOf(ctx, 'amz-us'))).get('A')).toMatchObject([{ units: 40 }]);
  });
});

describe('owners', () => {
  it('hold for SKUs that are there and for those that come later, one store before all stores', async () => {
    await take(ctx, salesCsv([['amz-us', 'A', '2026-10-25', 3]]));
    await take(ctx, 'store_id,sku,owner\n,A,Li\namz-de,B,WANG\n,B,li\n', { name: 'owners.csv' });
    await take(
      ctx,
      salesCsv([
        ['amz-de', 'B', '2026-10-25', 3],
        ['amz-us', 'B', '2026-10-25', 3],
      ]),
    );
    expect([await ownerOf('A'), await ownerOf('B', 'amz-de'), await ownerOf('B', 'amz-us')]).toEqual([
      'li',
      'wang',
      'li',
    ]);
  });

  it('are changed by a file only where whoever brought it may hand the SKU over; what changed is on record', async () => {
    await take(ctx, salesCsv([['amz-us', 'A', '2026-10-25', 5]]));
    await take(ctx, 'sku,owner\nA,wang\n', { name: 'owners.csv' });
    const as = (personId: string) => actingAs(ctx, { kind: 'person', personId, role: 'operator' });

    const taken = await take(as('li'), 'sku,owner\nA,li\nNEW,li\n', { name: 'mine.csv' });
    expect(taken).toMatchObject({ status: 'partial', code: 'OWNER_KEPT', rowsKept: 0, rowsRefused: 2 });
    expect(await take(as('li'), 'sku,production_days,owner\nA,15,li\n')).toMatchObject({
      code: 'OWNER_KEPT',
      rowsKept: 1,
    });
    expect(await ownerOf('A')).toBe('wang');

    await take(as('wang'), 'sku,owner\nA,li\n', { name: 'handed.csv' });
    expect(await ownerOf('A')).toBe('li');
    expect(await recentSettingChanges(database.db, { limit: 9 })).toMatchObject([
      { changedBy: 'wang', setting: 'owner', scope: 'sku:amz-us/A', before: 'wang', after: 'li' },
      { changedBy: 'system', setting: 'owner', scope: 'sku:amz-us/A', before: null, after: 'wang' },
    ]);
  });

  it('who are nobody of the team are named, and the row refused', async () => {
    const report = await take(ctx, 'sku,owner\nA,zhang\nB,li\n');
    expect(report).toMatchObject({ format: 'owners', status: 'partial', code: 'UNKNOWN_OWNER', rowsKept: 1 });
    expect(report.issues[0]?.message.en).toContain('"zhang"');
  });

  it('in a table of lead times do not hold up the lead times', async () => {
    const report = await take(ctx, 'sku,production_days,sea_days,owner\nA,15天,32,zhang\n');
    expect(report).toMatchObject({
      format: 'lead-times',
      status: 'partial',
      code: 'OWNER_NOT_SET',
      rowsKept: 1,
      rowsRefused: 0,
    });
    expect(await database.db.select().from(leadTimes)).toMatchObject([{ sku: 'A', productionDays: 15, seaDays: 32 }]);
  });

  it('are set by the same file once the person has joined the team', async () => {
    const csv = 'sku,production_days,owner\nA,15,zhang\n';
    await take(ctx, salesCsv([['amz-us', 'A', '2026-10-25', 3]]));
    await take(ctx, csv);
    const people = [{ id: 'zhang', name: 'Zhang' }];
    const later = ingestContext(
      database.db,
      '2026-10-26T10:06:00Z',
      ingestPolicy({ people, stores: ctx.policy.stores.map(({ id, zone }) => ({ id, zone })) }),
    );
    expect(await take(later, csv)).toMatchObject({ status: 'accepted' });
    expect(await ownerOf('A')).toBe('zhang');
  });
});
