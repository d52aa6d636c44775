// Small files that people really have, each with what must come of it.

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { importFiles } from '../../src/ingest/import-files.ts';
import { day } from '../../src/lib/day.ts';
import { inboundLines } from '../../src/store/schema/index.ts';
import { emptyAll, testDatabase } from '../support/db.ts';
import { ingestContext, ingestPolicy, salesOf, samples, take } from './support.ts';

const database = testDatabase();
const onlyShop = ingestPolicy({ stores: [{ id: 'cn-shop', zone: 'Asia/Shanghai', currency: 'CNY' }] });
const contextOf = (policy = onlyShop) => ingestContext(database.db, '2026-11-30T04:00:00Z', policy);
const bytesOf = (name: string) => readFile(path.join(samples, 'cases', name));
const takeCase = async (name: string, ctx = contextOf()) => take(ctx, await bytesOf(name), { name });
const unitsOf = async (storeId = 'cn-shop') =>
  (await salesOf(database.db, storeId)).map(([on, sku, units]) => `${on} ${sku} ${units}`);

describe('order lines', () => {
  it('are summed by day, cancelled ones left out', async () => {
    const report = await takeCase('order-lines-same-day.csv');
    expect(report).toMatchObject({ format: 'order-lines', rowsIn: 7, rowsRefused: 0 });
    expect(report.codes).not.toContain('DUPLICATE_ROWS');
    expect(await unitsOf()).toEqual([
      '2026-11-20 AB-100 3',
      '2026-11-21 AB-100 2',
      '2026-11-21 AB-200 0',
      '2026-11-22 AB-100 4',
    ]);
  });

  it('may tell the time of day', async () => {
    expect(await takeCase('woo-renamed.csv')).toMatchObject({ rowsKept: 2, rowsRefused: 0 });
    expect(await unitsOf()).toEqual(['2026-11-26 woo-0034 2', '2026-11-26 woo-0065 2']);
  });

  it('are of the day that it was at the store, where they tell their offset from UTC', async () => {
    await take(contextOf(), 'order_id,date,sku,qty\n1,2026-11-26T17:30:00Z,A,1\n2,2026-11-26T10:00:00Z,A,1\n');
    expect(await unitsOf()).toEqual(['2026-11-26 A 1', '2026-11-27 A 1']);
  });

  it('with one that was refused leave the sum of its SKU unknown, not smaller', async () => {
    const report = await take(
      contextOf(),
      'order_id,date,sku,qty\n1,2026-11-26,A,1\n2,2026-11-26,A,\n3,2026-11-26,B,2\n',
    );
    expect(report).toMatchObject({ status: 'partial', rowsRefused: 1 });
    expect(await unitsOf()).toEqual(['2026-11-26 B 2']);
  });
});

it('rows of one SKU and day at different times are no repetitions: they are asked about', async () => {
  const report = await take(contextOf(), 'date,sku,qty\n2026-11-26 10:00:00,A,1\n2026-11-26 11:00:00,A,1\n');
  expect(report).toMatchObject({ code: 'DUPLICATE_KEY_CONFLICT', rowsRefused: 2 });
  expect(report.message.en).toContain('order number');
});

it.each(['headers-zh-1.csv', 'headers-zh-2.csv', 'headers-zh-3.csv', 'semicolon.csv', 'us-dates.csv'])(
  '%s is read as it is',
  async (name) => {
    expect(await takeCase(name)).toMatchObject({ format: 'daily-sales', status: 'accepted' });
    expect(await unitsOf()).toEqual(['2026-11-20 AB-100 5', '2026-11-21 AB-100 6']);
  },
);

describe('Amazon Fulfilled Shipments', () => {
  it.each([
    ['with rows', (text: string) => text],
    ['with a header only', (text: string) => `${text.split('\n')[0]}\n`],
  ])('are named for what they are, %s', async (_name, cut) => {
    const text = (await bytesOf('fulfilled-shipments-taken-as-inbound.txt')).toString();
    const report = await take(contextOf(), cut(text), { name: 'shipments.txt' });
    expect(report).toMatchObject({ status: 'rejected', code: 'UNKNOWN_FORMAT' });
    expect(report.message.en).toContain('Fulfilled Shipments');
    expect(await database.db.select().from(inboundLines)).toEqual([]);
  });
});

it.each([
  [
    'settlement',
    'settlement-id\tsettlement-start-date\tdeposit-date\ttotal-amount\ttransaction-type\tsku\n1\t2\t3\t4\t5\t6\n',
    'settlement report',
  ],
  [
    'ledger',
    'Date\tFNSKU\tASIN\tMSKU\tTitle\tEvent Type\tReference ID\tQuantity\tFulfillment Center\tDisposition\n1\t2\t3\t4\t5\t6\t7\t8\t9\t0\n',
    'inventory ledger',
  ],
  [
    'order report',
    'order-id\torder-item-id\tpurchase-date\tpayments-date\tbuyer-email\tsku\tquantity-purchased\n1\t2\t3\t4\t5\t6\t7\n',
    'order report',
  ],
])('an Amazon %s is named for what it is', async (_name, text, name) => {
  const report = await take(contextOf(), text, { name: 'report.txt' });
  expect(report.code).toBe('UNKNOWN_FORMAT');
  expect(report.message.en).toContain(name);
});

it('a header without rows is NO_ROWS, whatever else is not known', async () => {
  const stock = 'sku\tfnsku\tasin\tafn-fulfillable-quantity\tafn-reserved-quantity\tafn-unsellable-quantity\n';
  expect(await take(contextOf(ingestPolicy()), stock, { name: 'stock.txt' })).toMatchObject({ code: 'NO_ROWS' });
});

it('every outcome names what the file was taken for, and whose it is', async () => {
  const ctx = contextOf(ingestPolicy());
  const csv = 'store_id,sku,date,units\ncn-shop,A,2026-11-26,1\n';
  const first = await take(ctx, csv);
  expect(first.message).toEqual({
    zh: 'sales.csv：导入 1 行；识别为每日销量，店铺：中国店。',
    en: 'sales.csv: 1 rows imported; read as daily sales of 中国店.',
  });
  expect((await take(ctx, csv)).message.en).toBe(
    'sales.csv: already read, nothing changed; read as daily sales of 中国店.',
  );
});

describe('an older pull', () => {
  const [morning, older] = ['all-orders-by-order-date_a_pulled-morning.txt', 'all-orders-by-order-date_b_older.txt'];

  it.each([
    ['first', [older, morning]],
    ['last', [morning, older]],
  ])('takes nothing away when it comes %s', async (_name, names) => {
    const ctx = contextOf(ingestPolicy());
    for (const name of names) await takeCase(name, ctx);
    const sold = (await salesOf(database.db, 'amz-us')).find(([on]) => on === day('2026-11-25'));
    expect(sold?.[2]).toBe(16);
  });
});

it('files of one upload give the same result in any order', async () => {
  const sold = (units: number) => new TextEncoder().encode(`date,sku,qty\n2026-11-26,A,${units}\n`);
  const uploads = [
    { name: 'sales_pulled-20261128T1000Z.csv', bytes: sold(3) },
    { name: 'sales_pulled-20261127T1000Z.csv', bytes: sold(2) },
    { name: 'sales.csv', bytes: sold(7) },
    { name: 'sales-2.csv', bytes: sold(8) },
  ];
  const found = new Set<string>();
  for (const order of [uploads, [...uploads].reverse()]) {
    await emptyAll(database.db);
    await importFiles(contextOf(), { uploads: order });
    found.add((await unitsOf()).join());
  }
  expect([...found]).toHaveLength(1);
});
