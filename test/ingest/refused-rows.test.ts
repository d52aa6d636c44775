import { beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '../../src/context.ts';
import { addDays, type Day, day, dayRange } from '../../src/lib/day.ts';
import { loadSalesWindow, refusalOn } from '../../src/store/sales.ts';
import { testDatabase } from '../support/db.ts';
import { ingestContext, ordersTsv, salesCsv, salesOf, storeOf, take } from './support.ts';

const database = testDatabase();
let ctx: Context;
const last = day('2026-03-02');
const skus = ['LAMP', 'CABLE', 'PLUG', 'CUP'];
const at = (hour: number) => new Date(`2026-03-03T0${hour}:00:00+08:00`);

type Row = [string, string, string, number | string];
const rowsOf = (on: Day, changed: Record<string, number | string> = {}): Row[] =>
  skus.map((sku) => ['cn-shop', sku, on, changed[sku] ?? 100]);

beforeEach(() => {
  ctx = ingestContext(database.db, '2026-03-03T10:00:00+08:00');
});

const history = () => take(ctx, salesCsv(dayRange(addDays(last, -56), addDays(last, -1)).flatMap((on) => rowsOf(on))));

/** What judging sees of the last day: "?" where a SKU is unknown. */
async function known(storeId = 'cn-shop', on = last): Promise<Record<string, number | string>> {
  const window = await loadSalesWindow(database.db, { store: storeOf(ctx, storeId), through: on, days: 3 });
  return Object.fromEntries(
    window.series.map(({ sku, quantity }) => {
      const units = quantity.at(-1) ?? Number.NaN;
      return [sku, Number.isNaN(units) ? '?' : units];
    }),
  );
}

const valueInForce = async (sku: string, on = last) =>
  (await salesOf(database.db, 'cn-shop')).find(([each, code]) => each === on && code === sku)?.[2];

describe('a refused row', () => {
  beforeEach(history);

  it.each([
    ['an unreadable quantity', 'N/A', 'is not a number'],
    ['a negative quantity', '-3', 'is negative'],
    ['no quantity', '', 'is empty'],
  ])('with %s leaves its SKU unknown and the others known', async (_name, cell, why) => {
    const report = await take(ctx, salesCsv(rowsOf(last, { CABLE: cell })));
    expect(report).toMatchObject({ status: 'partial', rowsKept: 3, rowsRefused: 1 });
    expect(await known()).toEqual({ LAMP: 100, CABLE: '?', PLUG: 100, CUP: 100 });
    expect((await refusalOn(database.db, storeOf(ctx, 'cn-shop'), { sku: 'CABLE', day: last }))?.en).toContain(why);
  });

  it('among conflicting duplicates leaves the SKU unknown and names both values', async () => {
    const report = await take(ctx, salesCsv([...rowsOf(last, { CABLE: 60 }), ['cn-shop', 'CABLE', last, 40]]));
    expect(report.issues[0]?.message.en).toContain('60, 40');
    expect(await known()).toMatchObject({ LAMP: 100, CABLE: '?' });
  });

  it('beside a good one of the same SKU and day leaves it unknown', async () => {
    await take(ctx, salesCsv([...rowsOf(last), ['cn-shop', 'CABLE', last, 'N/A']]));
    expect(await known()).toMatchObject({ LAMP: 100, CABLE: '?' });
  });

  it('does not take away the value in force, and a later good row heals it', async () => {
    await take(ctx, salesCsv(rowsOf(last)), { asOf: at(7) });
    await take(ctx, salesCsv(rowsOf(last, { CABLE: -3 })), { asOf: at(8) });
    expect(await valueInForce('CABLE')).toBe(100);
    expect(await known()).toMatchObject({ CABLE: '?' });

    await take(ctx, salesCsv([['cn-shop', 'CABLE', last, 90]]), { asOf: at(9) });
    expect(await known()).toEqual({ LAMP: 100, CABLE: 90, PLUG: 100, CUP: 100 });
    expect(await refusalOn(database.db, storeOf(ctx, 'cn-shop'), { sku: 'CABLE', day: last })).toBeUndefined();
  });

  it('is healed by a newer whole file without the SKU: it sold nothing', async () => {
    await take(ctx, salesCsv(rowsOf(last, { CABLE: 'N/A' })), { asOf: at(7) });
    await take(ctx, salesCsv(rowsOf(last).filter(([, sku]) => sku !== 'CABLE')), { asOf: at(8) });
    expect(await known()).toMatchObject({ CABLE: 0 });
  });

  it('of an older pull changes nothing', async () => {
    await take(ctx, salesCsv(rowsOf(last)), { asOf: at(8) });
    await take(ctx, salesCsv(rowsOf(last, { CABLE: 'N/A' })), { asOf: at(7) });
    expect(await known()).toMatchObject({ CABLE: 100 });
  });

  it('without a readable SKU leaves those unknown that have no row of their own', async () => {
    const rows = rowsOf(last).filter(([, sku]) => sku !== 'CABLE');
    await take(ctx, salesCsv([...rows, ['cn-shop', '1.2E+11', last, 100]]));
    expect(await known()).toEqual({ LAMP: 100, CABLE: '?', PLUG: 100, CUP: 100 });
  });

  it('without a readable day leaves its SKU unknown where it has no other row', async () => {
    await take(
      ctx,
      salesCsv(rowsOf(last).map((row) => (row[1] === 'CABLE' ? ['cn-shop', 'CABLE', '2026-02-31', 1] : row))),
    );
    expect(await known()).toEqual({ LAMP: 100, CABLE: '?', PLUG: 100, CUP: 100 });
  });

  it('does not make a file look cut short', async () => {
    const report = await take(ctx, salesCsv(rowsOf(last, { CABLE: 'N/A', PLUG: 'N/A' })));
    expect(report.status).toBe('partial');
    expect(await known()).toEqual({ LAMP: 100, CABLE: '?', PLUG: '?', CUP: 100 });
  });

  it('of a day that has no other rows keeps all values and asks for a new judgement', async () => {
    await take(ctx, salesCsv(rowsOf(last)), { asOf: at(7) });
    await take(ctx, salesCsv(rowsOf(last, { LAMP: 'x', CABLE: 'x', PLUG: 'x', CUP: 'x' })), { asOf: at(8) });
    expect(await valueInForce('CABLE')).toBe(100);
    expect(await known()).toEqual({ LAMP: '?', CABLE: '?', PLUG: '?', CUP: '?' });
  });
});

describe('a refused order line', () => {
  const noon = `${last}T20:00:00+00:00`;
  const name = `orders-by-order-date_${last}_${last}.txt`;
  const line = (order: string, sku: string, units: number | '') => ({ order, at: noon, sku, units });
  const now = '2026-03-03T20:00:00Z';
  const at = (hour: number) => new Date(`2026-03-03T1${hour}:00:00Z`);
  const units = async () => (await salesOf(database.db, 'amz-us')).map(([, sku, sold]) => `${sku}:${sold}`);

  it('makes its SKU’s day unknown, not smaller, until the order is told well', async () => {
    ctx = ingestContext(database.db, now);
    await take(ctx, ordersTsv([line('1', 'A', 3), line('2', 'A', ''), line('3', 'B', 1)]), { name, asOf: at(1) });
    expect(await known('amz-us')).toEqual({ A: '?', B: 1 });
    expect(await units()).toEqual(['A:3', 'B:1']);

    await take(ctx, ordersTsv([line('2', 'A', 2)]), { name: 'by-last-update.txt', asOf: at(2) });
    expect(await known('amz-us')).toEqual({ A: 5, B: 1 });
  });

  it('leaves the order as it was known', async () => {
    ctx = ingestContext(database.db, now);
    await take(ctx, ordersTsv([line('1', 'A', 3), line('2', 'A', 2)]), { name, asOf: at(1) });
    await take(ctx, ordersTsv([line('1', 'A', 3), line('2', 'A', '')]), { name, asOf: at(2) });
    expect(await units()).toEqual(['A:5']);
    expect(await known('amz-us')).toEqual({ A: '?' });
  });
});
