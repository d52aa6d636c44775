// The monthly forecast that people edit and import back: what is taken, what is refused with which words, what holds.

import readExcelFile from 'read-excel-file/node';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Day, day } from '../../src/lib/day.ts';
import { loadForecasts } from '../../src/store/said-of-sales.ts';
import { weeklyWorkbook } from '../../src/summary/workbook.ts';
import type { ManualClock } from '../support/clock.ts';
import { testDatabase } from '../support/db.ts';
import { exampleWeekly } from '../support/example-views.ts';
import { weeklyRow } from '../support/view-builders.ts';
import { ingestContext, take } from './support.ts';

const database = testDatabase();
let ctx: ReturnType<typeof ingestContext> & { clock: ManualClock };

beforeEach(() => {
  ctx = ingestContext(database.db, '2026-03-09T10:05:00Z');
});

const forecast = (...lines: string[]) => take(ctx, `${lines.join('\n')}\n`, { name: 'forecast.csv' });
const spansOf = async (sku: string, storeId = 'amz-us') =>
  (await loadForecasts(database.db, storeId, { only: [sku], since: new Date(0) })).get(sku)?.spans;
const english = 'store,sku,from,next_15,next_30,2026-04,2026-05';

describe('a forecast table', () => {
  it('with English headers is read, months by what their header says', async () => {
    const report = await forecast(english, 'amz-us,LAMP,2026-03-09,150,450,600,310');
    expect(report).toMatchObject({ format: 'forecast', status: 'accepted', rowsKept: 1 });
    expect(await spansOf('LAMP')).toEqual([
      { from: '2026-03-09', to: '2026-03-23', perDay: 10 },
      { from: '2026-03-24', to: '2026-04-07', perDay: 20 },
      { from: '2026-04-08', to: '2026-04-30', perDay: 20 },
      { from: '2026-05-01', to: '2026-05-31', perDay: 10 },
    ]);
  });

  it('with Chinese headers is read, the store by its name', async () => {
    await forecast('店铺,商品编码,起始日,未来 15 天,未来30天,2026年4月', '中国店,LAMP,2026年3月10日,,"1,500",');
    expect(await spansOf('LAMP', 'cn-shop')).toEqual([{ from: '2026-03-10', to: '2026-04-08', perDay: 50 }]);
  });

  it('whose months a spreadsheet program has rewritten is read all the same', async () => {
    await forecast('store,sku,next_15,Apr-26,May 2026,2026/6', 'amz-us,LAMP,,300,310,600');
    expect((await spansOf('LAMP'))?.map(({ from, perDay }) => [from, perDay])).toEqual([
      ['2026-04-01', 10],
      ['2026-05-01', 10],
      ['2026-06-01', 20],
    ]);
  });

  it('without a first day begins on the day on which it comes in', async () => {
    await forecast('store,sku,next_15', 'amz-us,LAMP,30');
    // 10:05 UTC is still the 9th in Los Angeles.
    expect((await spansOf('LAMP'))?.[0]).toMatchObject({ from: '2026-03-09', perDay: 2 });
  });

  it('is what the weekly workbook holds, saved as CSV', async () => {
    const rows = [weeklyRow({ sku: 'LAMP', storeId: 'amz-us', dailyRate: 10, trend: 1.2 })];
    const to: Day = day('2026-03-08');
    const sheets = await readExcelFile(Buffer.from(await weeklyWorkbook({ ...exampleWeekly, rows, to })));
    const cells = sheets.find(({ sheet }) => sheet === '预测 Forecast')?.data ?? [];
    const text = (cell: unknown) => (cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell ?? ''));
    const report = await forecast(...cells.map((row) => row.map(text).join(',')));
    expect(report).toMatchObject({ format: 'forecast', status: 'accepted' });
    const spans = (await spansOf('LAMP')) ?? [];
    expect(spans[0]).toMatchObject({ from: '2026-03-09', perDay: 12 });
    expect(spans.at(-1)).toMatchObject({ to: '2026-08-31', perDay: 10 });
  });
});

describe('a newer table', () => {
  it('replaces all that was said of its SKUs, and leaves the others', async () => {
    await forecast(english, 'amz-us,LAMP,2026-03-09,150,450,600,310', 'amz-us,CABLE,2026-03-09,15,30,30,31');
    ctx.clock.set(new Date('2026-03-10T10:00:00Z'));
    await forecast('store,sku,from,next_15', 'amz-us,LAMP,2026-03-10,300');
    expect(await spansOf('LAMP')).toEqual([{ from: '2026-03-10', to: '2026-03-24', perDay: 20 }]);
    expect(await spansOf('CABLE')).toHaveLength(4);
  });

  it('with an empty row takes back what was said of a SKU', async () => {
    await forecast(english, 'amz-us,LAMP,2026-03-09,150,450,600,310');
    ctx.clock.set(new Date('2026-03-10T10:00:00Z'));
    await forecast(english, 'amz-us,LAMP,2026-03-10,,,,');
    expect(await spansOf('LAMP')).toBeUndefined();
  });

  it('that speaks of an older moment changes nothing', async () => {
    await forecast(english, 'amz-us,LAMP,2026-03-09,150,450,600,310');
    const older = { name: 'old.csv', asOf: new Date('2026-03-01T00:00:00Z') };
    await take(ctx, 'store,sku,from,next_15\namz-us,LAMP,2026-03-01,999\n', older);
    expect((await spansOf('LAMP'))?.[0]?.perDay).toBe(10);
  });
});

describe('what cannot be right is refused, row by row, with what to do', () => {
  it.each([
    ['thirty days below the fifteen they hold', '150,100,,', 'INVALID_VALUE', 'next_30', '≥ 150'],
    ['units below zero', '-5,,,', 'NEGATIVE_FORECAST', 'next_15', 'leave the cell empty'],
    ['a word', 'many,,,', 'NOT_A_NUMBER', 'next_15', 'many'],
    ['more than any shop sells', '99999999,,,', 'OUT_OF_RANGE', 'next_15', 'larger than can be'],
    ['a month below zero', '1,2,-3,', 'NEGATIVE_FORECAST', '2026-04', 'below 0'],
  ])('%s', async (_what, cells, code, column, words) => {
    const report = await forecast(english, `amz-us,LAMP,2026-03-09,${cells}`, 'amz-us,CABLE,2026-03-09,15,30,30,31');
    expect(report).toMatchObject({ status: 'partial', rowsKept: 1, rowsRefused: 1 });
    expect(report.issues).toMatchObject([{ code, column, line: 2 }]);
    expect(report.issues[0]?.message.en).toContain(words);
    expect(report.issues[0]?.message.zh).toMatch(/没有导入/);
    expect(await spansOf('LAMP')).toBeUndefined();
  });

  it.each([
    ['2025-12-01', 'INVALID_VALUE'],
    ['2026-06-01', 'INVALID_VALUE'],
    ['soon', 'INVALID_DATE'],
  ])('a table that begins on %s', async (from, code) => {
    const report = await forecast(english, `amz-us,LAMP,${from},15,30,30,31`);
    expect(report).toMatchObject({ code, rowsKept: 0, rowsRefused: 1 });
  });

  it('a month that stands there twice, as a whole', async () => {
    const report = await forecast('store,sku,next_15,2026-04,Apr-26', 'amz-us,LAMP,1,2,3');
    expect(report).toMatchObject({ status: 'rejected', code: 'DUPLICATE_COLUMN' });
  });

  it('a table without a store where there are several', async () => {
    expect(await forecast('sku,next_15', 'LAMP,15')).toMatchObject({ status: 'needs_input', code: 'STORE_NEEDED' });
  });

  it('a sum line, which is left out', async () => {
    const report = await forecast(english, 'amz-us,LAMP,2026-03-09,15,30,30,31', '合计,,,15,30,30,31');
    expect(report).toMatchObject({ rowsKept: 1, codes: ['TOTALS_SKIPPED'] });
  });
});
