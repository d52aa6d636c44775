import { beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '../../src/context.ts';
import { settleMissingOrders } from '../../src/ingest/settle-waiting-days.ts';
import { day } from '../../src/lib/day.ts';
import { completeDays } from '../../src/store/feed.ts';
import { daysWithMissingOrders } from '../../src/store/reads/waiting-days.ts';
import { orderLines } from '../../src/store/schema/index.ts';
import { testDatabase } from '../support/db.ts';
import { ingestContext, ingestPolicy, ordersTsv, salesOf, storeOf, take } from './support.ts';

const database = testDatabase();
let ctx: Context;
const byDate = { name: 'all-orders-by-order-date_2026-10-24_2026-10-25.txt' };
const byUpdate = { name: 'all-orders-by-last-update.txt' };
const asOf = (hour: number) => new Date(`2026-10-26T${String(hour).padStart(2, '0')}:00:00Z`);

beforeEach(() => {
  ctx = ingestContext(database.db, '2026-10-26T12:00:00Z');
});

const unitsOf = async () =>
  (await salesOf(database.db, 'amz-us')).map(([on, sku, units, orders]) => `${on} ${sku} ${units}/${orders}`);

const noon = (on: string) => `${on}T20:00:00+00:00`;

it('counts two lines of one order that are alike as two sales', async () => {
  const line = { order: '1', at: noon('2026-10-25'), sku: 'A', units: 1 };
  await take(ctx, ordersTsv([line, line]), byDate);
  expect(await unitsOf()).toEqual(['2026-10-25 A 2/1']);
});

it('puts an order on the day that it was at the store', async () => {
  const lines = [
    { order: '1', at: '2026-10-25T06:59:59+00:00', sku: 'A', units: 1 },
    { order: '2', at: '2026-10-25T07:00:00+00:00', sku: 'A', units: 2 },
  ];
  await take(ctx, ordersTsv(lines), byDate);
  expect(await unitsOf()).toEqual(['2026-10-24 A 1/1', '2026-10-25 A 2/1']);
});

describe('a later report by order date', () => {
  it('keeps the orders that it lacks, and lets a person decide', async () => {
    await take(
      ctx,
      ordersTsv([
        { order: '1', at: noon('2026-10-25'), sku: 'A', units: 1 },
        { order: '2', at: noon('2026-10-25'), sku: 'B', units: 5 },
      ]),
      { ...byDate, asOf: asOf(9) },
    );
    await take(ctx, ordersTsv([{ order: '1', at: noon('2026-10-25'), sku: 'A', units: 3 }]), {
      ...byDate,
      asOf: asOf(10),
    });
    expect(await unitsOf()).toEqual(['2026-10-25 A 3/1', '2026-10-25 B 5/1']);
    const [waiting] = await daysWithMissingOrders(database.db);
    expect(waiting).toMatchObject({ storeId: 'amz-us', day: '2026-10-25', orders: 1, units: 5 });

    await settleMissingOrders(ctx, { storeId: 'amz-us', day: day('2026-10-25'), decision: 'take' });
    expect(await unitsOf()).toEqual(['2026-10-25 A 3/1']);
    expect(await daysWithMissingOrders(database.db)).toEqual([]);
  });

  it('does not ask again about orders that a person has kept', async () => {
    const both = ordersTsv([
      { order: '1', at: noon('2026-10-25'), sku: 'A', units: 1 },
      { order: '2', at: noon('2026-10-25'), sku: 'B', units: 5 },
    ]);
    const one = (units: number) => ordersTsv([{ order: '1', at: noon('2026-10-25'), sku: 'A', units }]);
    await take(ctx, both, { ...byDate, asOf: asOf(9) });
    expect(await take(ctx, one(3), { ...byDate, asOf: asOf(10) })).toMatchObject({
      status: 'quarantined',
      code: 'ORDERS_MISSING',
    });
    await settleMissingOrders(ctx, { storeId: 'amz-us', day: day('2026-10-25'), decision: 'keep' });
    expect(await take(ctx, one(4), { ...byDate, asOf: asOf(11) })).toMatchObject({ status: 'accepted' });
    expect(await unitsOf()).toEqual(['2026-10-25 A 4/1', '2026-10-25 B 5/1']);
    await expect(
      settleMissingOrders(ctx, { storeId: 'amz-us', day: day('2026-10-25'), decision: 'keep' }),
    ).rejects.toMatchObject({ code: 'NOTHING_HELD' });
  });

  it('only adds to its first day when it does not say that it was asked from there', async () => {
    await take(ctx, ordersTsv([{ order: '1', at: noon('2026-10-24'), sku: 'A', units: 1 }]), {
      ...byDate,
      asOf: asOf(9),
    });
    const later = ordersTsv([
      { order: '2', at: noon('2026-10-24'), sku: 'A', units: 2 },
      { order: '3', at: noon('2026-10-25'), sku: 'A', units: 4 },
    ]);
    const report = await take(ctx, later, { name: 'orders-by-order-date.txt', asOf: asOf(10) });
    expect(await unitsOf()).toEqual(['2026-10-24 A 3/2', '2026-10-25 A 4/1']);
    expect(report.days).toMatchObject([{ complete: 2, partial: 0 }]);
  });

  it('leaves its first day open when nothing else has told of it', async () => {
    const lines = [
      { order: '2', at: noon('2026-10-24'), sku: 'A', units: 2 },
      { order: '3', at: noon('2026-10-25'), sku: 'A', units: 4 },
    ];
    await take(ctx, ordersTsv(lines), { name: 'orders-by-order-date.txt', asOf: asOf(10) });
    expect((await completeDays(database.db, storeOf(ctx, 'amz-us'))).map((each) => each.day)).toEqual(['2026-10-25']);
  });
});

describe('a report by last update', () => {
  const orders = ordersTsv([
    { order: '1', at: noon('2026-10-24'), sku: 'A', units: 1, status: 'Pending' },
    { order: '2', at: noon('2026-10-24'), sku: 'A', units: 2 },
    { order: '2', at: noon('2026-10-24'), sku: 'B', units: 1 },
  ]);
  const update = ordersTsv([
    { order: '1', at: noon('2026-10-24'), sku: 'A', units: 0, status: 'Cancelled' },
    { order: '2', at: noon('2026-10-24'), sku: 'A', units: 4 },
  ]);

  it('replaces all lines of the orders it names and leaves the others and the day’s state', async () => {
    await take(ctx, orders, { ...byDate, asOf: asOf(9) });
    await take(ctx, update, { ...byUpdate, asOf: asOf(10) });
    expect(await salesOf(database.db, 'amz-us')).toEqual([[day('2026-10-24'), 'A', 4, 1, 0, 0, 1, 0]]);
    expect(await completeDays(database.db, storeOf(ctx, 'amz-us'))).toHaveLength(2);
  });

  it('gives way to what a newer report by order date said, whichever comes first', async () => {
    await take(ctx, update, { ...byUpdate, asOf: asOf(8) });
    await take(ctx, orders, { ...byDate, asOf: asOf(9) });
    expect(await unitsOf()).toEqual(['2026-10-24 A 3/2', '2026-10-24 B 1/1']);
    await take(ctx, `${update}\r\n`, { ...byUpdate, asOf: asOf(8) });
    expect(await unitsOf()).toEqual(['2026-10-24 A 3/2', '2026-10-24 B 1/1']);
  });

  it('makes no day complete by itself', async () => {
    await take(ctx, update, byUpdate);
    expect(await completeDays(database.db, storeOf(ctx, 'amz-us'))).toEqual([]);
  });
});

describe('how a report was made', () => {
  const lines = [
    { order: '1', at: noon('2026-10-25'), sku: 'A', units: 1, updated: noon('2026-10-25') },
    { order: '2', at: noon('2026-10-24'), sku: 'A', units: 1, updated: '2026-10-25T21:00:00+00:00' },
    { order: '3', at: noon('2026-10-25'), sku: 'A', units: 1, updated: '2026-10-25T20:30:00+00:00' },
  ];

  it('is asked when neither the name nor the order of the rows tells', async () => {
    const report = await take(ctx, ordersTsv(lines), { name: '123456789.txt' });
    expect(report).toMatchObject({ status: 'needs_input', code: 'REPORT_KIND_NEEDED' });
    expect(await database.db.select().from(orderLines)).toEqual([]);
    expect(await take(ctx, ordersTsv(lines), { name: '123456789.txt', orders: 'by-order-date' })).toMatchObject({
      status: 'accepted',
    });
  });

  it('shows in the column it is sorted by', async () => {
    const [a, b, c] = ['2026-10-24T20:00:00+00:00', '2026-10-25T20:00:00+00:00', '2026-10-25T21:00:00+00:00'];
    const report = (rows: [string, string][]) =>
      ordersTsv(rows.map(([at, updated], i) => ({ order: `${at} ${i}`, at, updated, sku: 'A', units: 1 })));
    const byPurchase = await take(
      ctx,
      report([
        [a, c],
        [b, b],
        [c, c],
      ]),
      { name: '1.txt' },
    );
    expect(byPurchase.days).toMatchObject([{ complete: 1, partial: 1 }]);
    const byChange = await take(
      ctx,
      report([
        [c, a],
        [a, b],
        [b, c],
      ]),
      { name: '2.txt' },
    );
    expect(byChange.status).toBe('accepted');
    expect(await unitsOf()).toEqual(['2026-10-24 A 2/2', '2026-10-25 A 4/4']);
  });
});

describe('a report of several marketplaces', () => {
  const lines = [
    { order: '1', at: noon('2026-10-25'), sku: 'A', units: 1 },
    { order: '2', at: noon('2026-10-25'), sku: 'A', units: 2, channel: 'Amazon.de' },
    { order: '3', at: noon('2026-10-25'), sku: 'A', units: 3, channel: 'Amazon.ca' },
    { order: '4', at: noon('2026-10-25'), sku: 'A', units: 4, channel: 'Non-Amazon DE' },
  ];

  it('goes to each its own; what no store takes is refused by name', async () => {
    const report = await take(ctx, ordersTsv(lines), byDate);
    expect(report).toMatchObject({
      status: 'partial',
      code: 'UNKNOWN_STORE',
      rowsKept: 3,
      rowsRefused: 1,
      stores: ['amz-de', 'amz-us'],
    });
    expect(report.issues[0]).toMatchObject({ line: 4, found: 'Amazon.ca' });
    expect(await unitsOf()).toEqual(['2026-10-25 A 1/1']);
    expect(await salesOf(database.db, 'amz-de')).toEqual([[day('2026-10-25'), 'A', 2, 1, 0, 0, 0, 4]]);
  });

  it('is taken by the only store there is, whatever channel it comes through', async () => {
    const policy = ingestPolicy({ stores: [{ id: 'mine', zone: 'America/Los_Angeles' }] });
    const own = ingestContext(database.db, '2026-10-26T12:00:00Z', policy);
    await take(own, ordersTsv(lines.slice(0, 1)), byDate);
    expect(await salesOf(database.db, 'mine')).toHaveLength(1);
  });
});

it('amounts are those of lines that have a price; cancelled lines count apart', async () => {
  const at = noon('2026-10-25');
  await take(
    ctx,
    ordersTsv([
      { order: '1', at, sku: 'A', units: 2, price: '49.98' },
      { order: '2', at, sku: 'A', units: 1, status: 'Pending' },
      { order: '3', at, sku: 'A', units: 1, status: 'Cancelled', price: '24.99' },
    ]),
    byDate,
  );
  expect(await salesOf(database.db, 'amz-us')).toEqual([[day('2026-10-25'), 'A', 3, 2, 49.98, 1, 1, 0]]);
});
