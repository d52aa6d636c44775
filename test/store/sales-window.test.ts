import { beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '../../src/context.ts';
import { addDays, day } from '../../src/lib/day.ts';
import { dayMark, stockKnown } from '../../src/rules/sales-window.ts';
import { loadSalesWindow } from '../../src/store/sales.ts';
import { dayMarks, promotions } from '../../src/store/schema/index.ts';
import { stockOnDays } from '../../src/store/stock-days.ts';
import { ingestContext, ordersTsv, salesCsv, storeOf, take } from '../ingest/support.ts';
import { testDatabase } from '../support/db.ts';

const database = testDatabase();
let ctx: Context;
const last = day('2026-10-25');
const on = (back: number) => addDays(last, -back);

beforeEach(() => {
  ctx = ingestContext(database.db, '2026-10-26T10:05:00Z');
});

async function windowOf(days: number, measure: 'units' | 'orders' = 'units') {
  const store = { ...storeOf(ctx, 'amz-us'), measure };
  const window = await loadSalesWindow(database.db, { store, through: last, days });
  return { ...window, of: (sku: string) => window.series.find((each) => each.sku === sku) };
}

it('tells a day without a sale from a day without a feed', async () => {
  await take(
    ctx,
    salesCsv([
      ['amz-us', 'A', on(3), 4],
      ['amz-us', 'B', on(3), 1],
      ['amz-us', 'A', on(1), 6],
      ['amz-us', 'A', on(0), 5],
    ]),
  );
  const window = await windowOf(5);

  expect(window.days).toEqual([on(4), on(3), on(2), on(1), on(0)]);
  expect(window.complete).toEqual([false, true, false, true, true]);
  expect([...(window.of('A')?.quantity ?? [])]).toEqual([Number.NaN, 4, Number.NaN, 6, 5]);
  expect([...(window.of('B')?.quantity ?? [])]).toEqual([Number.NaN, 1, Number.NaN, 0, 0]);
});

it('limited to some SKUs, says of them what the whole window says', async () => {
  await take(
    ctx,
    salesCsv([
      ['amz-us', 'A', on(2), 4],
      ['amz-us', 'B', on(1), 7],
      ['amz-us', 'C', on(0), 9],
    ]),
  );
  const mark = { storeId: 'amz-us', day: on(1), mark: 'one_off', caseId: 1 } as const;
  await database.db.insert(dayMarks).values(['A', 'B'].map((sku) => ({ ...mark, sku })));
  const whole = await windowOf(3);
  const asked = { store: storeOf(ctx, 'amz-us'), through: last, days: 3 };
  const limited = await loadSalesWindow(database.db, { ...asked, only: ['B', 'C'] });
  expect(limited.complete).toEqual(whole.complete);
  expect(limited.series).toEqual(whole.series.filter(({ sku }) => sku !== 'A'));
  expect((await loadSalesWindow(database.db, { ...asked, only: [] })).series).toEqual([]);
});

it('knows nothing of a SKU before it was first seen', async () => {
  await take(
    ctx,
    salesCsv([
      ['amz-us', 'A', on(2), 4],
      ['amz-us', 'A', on(1), 4],
      ['amz-us', 'NEW', on(1), 2],
      ['amz-us', 'A', on(0), 4],
    ]),
  );
  expect([...((await windowOf(3)).of('NEW')?.quantity ?? [])]).toEqual([Number.NaN, 2, 0]);
});

it('counts partial days as unknown', async () => {
  await take(
    ctx,
    'store_id,sku,date,units_ordered,complete\namz-us,A,2026-10-24,3,true\namz-us,A,2026-10-25,3,false\n',
  );
  const window = await windowOf(2);
  expect(window.complete).toEqual([true, false]);
  expect([...(window.of('A')?.quantity ?? [])]).toEqual([3, Number.NaN]);
});

it('measures orders where the store is judged in orders, and gives the last price', async () => {
  const at = '2026-10-25T20:00:00+00:00';
  const name = 'orders-by-order-date_2026-10-25_2026-10-25.txt';
  await take(
    ctx,
    ordersTsv([
      { order: '1', at, sku: 'A', units: 3, price: '30.00' },
      { order: '2', at, sku: 'A', units: 1, status: 'Pending' },
    ]),
    { name },
  );
  const inOrders = (await windowOf(1, 'orders')).of('A');
  expect([...(inOrders?.quantity ?? [])]).toEqual([2]);
  expect([...((await windowOf(1)).of('A')?.quantity ?? [])]).toEqual([4]);
  expect(inOrders?.price).toBe(10);
});

it('reads only the source that counts', async () => {
  await take(ctx, salesCsv([['amz-us', 'A', last, 5]]));
  await take(ctx, ordersTsv([{ order: '1', at: '2026-10-25T20:00:00+00:00', sku: 'A', units: 9 }]), {
    name: 'orders-by-order-date_2026-10-25_2026-10-25.txt',
  });
  expect([...((await windowOf(1)).of('A')?.quantity ?? [])]).toEqual([5]);
});

it('marks promotions, answered days and restarted levels', async () => {
  await take(
    ctx,
    salesCsv(
      [0, 1, 2, 3].flatMap(
        (back) =>
          [
            ['amz-us', 'A', on(back), 4],
            ['amz-us', 'B', on(back), 4],
          ] as const,
      ),
    ),
  );
  const set = { setBy: 'li', setAt: ctx.clock.now() };
  await database.db.insert(promotions).values([
    { storeId: 'amz-us', sku: 'A', fromDay: on(9), toDay: on(2), ...set },
    { storeId: 'amz-us', sku: null, fromDay: on(0), toDay: addDays(last, 5), ...set },
  ]);
  await database.db.insert(dayMarks).values([
    { storeId: 'amz-us', sku: 'A', day: on(3), mark: 'one_off', caseId: 1 },
    { storeId: 'amz-us', sku: 'A', day: on(2), mark: 'new_level', caseId: 1 },
    { storeId: 'amz-us', sku: 'B', day: on(1), mark: 'data_error', caseId: 2 },
  ]);
  const window = await windowOf(4);
  expect([...(window.of('A')?.promotion ?? [])]).toEqual([1, 1, 0, 1]);
  expect([...(window.of('B')?.promotion ?? [])]).toEqual([0, 0, 0, 1]);
  expect([...(window.of('A')?.mark ?? [])]).toEqual([dayMark.oneOff, 0, 0, 0]);
  expect([...(window.of('B')?.mark ?? [])]).toEqual([0, 0, dayMark.dataError, 0]);
  expect([window.of('A')?.levelFrom, window.of('B')?.levelFrom]).toEqual([1, 0]);
});

it('knows the days on which nothing was there to sell', async () => {
  await take(
    ctx,
    salesCsv(
      [0, 1, 2].flatMap(
        (back) =>
          [
            ['amz-us', 'A', on(back), 1],
            ['amz-us', 'B', on(back), 1],
          ] as const,
      ),
    ),
  );
  const moments = ['2026-10-24T10:00:00Z', '2026-10-25T10:00:00Z', '2026-10-26T10:00:00Z'];
  const rows = moments.map((at) => `amz-us,A,FBA,${at},0\namz-us,A,SZ,${at},500\namz-us,B,FBA,${at},7`).join('\n');
  await take(ctx, `store_id,sku,location,as_of,available\n${rows}\n`);
  const window = await windowOf(3);
  expect([...(window.of('A')?.stock ?? [])]).toEqual([stockKnown.unknown, stockKnown.out, stockKnown.out]);
  expect([...(window.of('B')?.stock ?? [])]).toEqual([stockKnown.unknown, stockKnown.inStock, stockKnown.inStock]);
});

describe('stock on days', () => {
  const hour = 3_600_000;
  const starts = [0, 24 * hour, 48 * hour];
  const states = (...moments: [number, number][]) => [
    ...stockOnDays(
      moments.map(([at, sellable]) => ({ at: at * hour, sellable })),
      starts,
      stockKnown,
    ),
  ];
  const { unknown, inStock, out } = stockKnown;

  it('is out from a quarter of the day on', () => {
    expect(states([18, 0], [30, 0])).toEqual([out, out]);
    expect(states([19, 0], [29, 0])).toEqual([unknown, unknown]);
  });

  it('is not concluded from one snapshot, nor over a gap of more than two days', () => {
    expect(states([10, 0])).toEqual([unknown, unknown]);
    expect(states([0, 0], [49, 0])).toEqual([unknown, unknown]);
  });

  it('is in stock where something was seen and nothing says otherwise', () => {
    expect(states([10, 5], [30, 0])).toEqual([inStock, unknown]);
  });
});
