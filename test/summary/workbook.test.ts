// The weekly workbook, read back as a spreadsheet program would.

import readExcelFile from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';
import { day } from '../../src/lib/day.ts';
import { spreadsheetText } from '../../src/lib/spreadsheet-text.ts';
import { weeklyWorkbook } from '../../src/summary/workbook.ts';
import { exampleWeekly } from '../support/example-views.ts';
import { unzip } from '../support/unzip.ts';
import { people, weeklyRow } from '../support/view-builders.ts';

async function sheetsOf(bytes: Uint8Array) {
  const sheets = await readExcelFile(Buffer.from(bytes));
  return new Map(sheets.map(({ sheet, data }) => [sheet, data]));
}

test('has a sheet for stock, slow stock, answers, causes, decisions, health and forecast, with headers in both languages', async () => {
  const sheets = await sheetsOf(await weeklyWorkbook(exampleWeekly));
  expect([...sheets.keys()]).toEqual([
    '库存 Inventory',
    '慢动销 Slow stock',
    '答复 Discipline',
    '原因 Causes',
    '决策 Decisions',
    '库存健康 Health',
    '预测 Forecast',
  ]);
  expect(sheets.get('库存 Inventory')?.[0]?.slice(0, 6)).toEqual([
    '店铺 Store',
    'SKU',
    '名称 Name',
    '负责人 Owner',
    '可用 Available',
    '在途 Inbound',
  ]);
});

test('numbers are numbers, days are dates, and what is not known stays empty', async () => {
  const row = weeklyRow({ available: 1390, inbound: null, dailyRate: 33.7, stockOutOn: day('2026-11-26') });
  const sheets = await sheetsOf(await weeklyWorkbook({ ...exampleWeekly, rows: [row] }));
  const cells = sheets.get('库存 Inventory')?.[1] ?? [];
  expect(cells[4]).toBe(1390);
  expect(cells[5]).toBeNull();
  expect(cells[9]).toBe(33.7);
  expect(cells[11]).toEqual(new Date('2026-11-26T00:00:00Z'));
});

test('answers are summed by person and for the team, shares as fractions', async () => {
  const sheets = await sheetsOf(await weeklyWorkbook(exampleWeekly));
  const rows = sheets.get('答复 Discipline') ?? [];
  expect(rows.map(([who]) => who)).toEqual(['负责人 Owner', '李娜', '王芳', '合计 Total']);
  expect(rows.at(-1)?.[3]).toBeCloseTo(19 / 23);
});

test('the inventory sheet has every column of the summary', async () => {
  const sheets = await sheetsOf(await weeklyWorkbook(exampleWeekly));
  const titles = (sheets.get('库存 Inventory')?.[0] ?? []).map((title) => String(title).split(' ')[0]);
  for (const column of [
    'SKU',
    '可用',
    '在途',
    '已下单',
    '采购周期（天）',
    '补货周期（天）',
    '日均销量',
    '断货倒计时（天）',
  ])
    expect(titles).toContain(column);
  for (const column of ['预警', '分类', '建议补货']) expect(titles).toContain(column);
});

test('the forecast is a table to start from: the trend bends the next 30 days, months take the plain mean', async () => {
  const rows = [weeklyRow({ dailyRate: 10, trend: 1.2 }), weeklyRow({ sku: 'NEW', dailyRate: null, trend: null })];
  const sheets = await sheetsOf(await weeklyWorkbook({ ...exampleWeekly, rows }));
  const [header, first, ...more] = sheets.get('预测 Forecast') ?? [];
  expect(header?.slice(5)).toEqual([
    '起始日 From',
    '未来 15 天 Next 15 days',
    '未来 30 天 Next 30 days',
    '2026-12',
    '2027-01',
    '2027-02',
    '2027-03',
    '2027-04',
  ]);
  const from = new Date('2026-11-23T00:00:00Z');
  expect(first?.slice(3)).toEqual([10, 1.2, from, 180, 360, 310, 310, 280, 310, 300]);
  expect(more).toEqual([]);
});

test('shares of the health sheet are fractions, and what is not known stays empty', async () => {
  const sheets = await sheetsOf(await weeklyWorkbook(exampleWeekly));
  const [, us, de] = sheets.get('库存健康 Health') ?? [];
  expect(us?.[3]).toBeCloseTo(2 / 190);
  expect(us?.[4]).toBeCloseTo(31 / 1498);
  expect(de?.slice(4)).toEqual([null, null, null, null]);
});

describe('what a spreadsheet program finds in the file', () => {
  const parts = weeklyWorkbook(exampleWeekly).then(unzip);

  test('every sheet has a frozen header, and not one formula', async () => {
    const sheets = [...(await parts)].filter(([name]) => /worksheets\/sheet\d+\.xml$/.test(name));
    expect(sheets).toHaveLength(7);
    for (const [name, xml] of sheets) {
      expect(xml, name).toMatch(/<pane[^>]*ySplit="1"[^>]*state="frozen"/);
      expect(xml, name).not.toMatch(/<f[ >]/);
      expect(xml, name).toMatch(/<col [^>]*width="\d/);
    }
  });

  test('numbers, shares, days and codes have formats of their own', async () => {
    const styles = (await parts).get('xl/styles.xml') ?? '';
    for (const format of ['@', '#,##0', '#,##0.0', '0.0%', '0.00', 'yyyy-mm-dd'])
      expect(styles).toContain(`formatCode="${format}"`);
  });

  test('every part it names is there, and every part is well-formed UTF-8', async () => {
    const files = await parts;
    const types = files.get('[Content_Types].xml') ?? '';
    for (const [, part] of types.matchAll(/PartName="\/([^"]+)"/g)) expect(files.has(part ?? '')).toBe(true);
    for (const [name, xml] of files) expect(xml, name).not.toContain('\uFFFD');
  });
});

describe('formulas', () => {
  test('text that a spreadsheet would run as a formula is made text, wherever it comes from', async () => {
    const evil = '=HYPERLINK("http://x","y")';
    const weekly = {
      ...exampleWeekly,
      rows: [weeklyRow({ sku: evil, name: '＝1+1', owner: '@SUM(1)', storeId: '+1' })],
      slow: [{ storeId: '-1', sku: '\t=1', name: '\r=1', daysWithoutSale: 40, available: 1 }],
      causes: [{ cause: '=1', direction: 'up' as const, count: 1 }],
      decisions: exampleWeekly.decisions.map((each) => ({ ...each, by: { ...people.lina, name: '=1' } })),
    };
    for (const [name, rows] of await sheetsOf(await weeklyWorkbook(weekly))) {
      for (const cell of rows.flat()) {
        if (typeof cell === 'string') expect(cell, name).toMatch(/^[^=+\-@＝＋－＠\t\r\n\0]/);
      }
    }
  });

  test.each(['=1', '+1', '-1', '@x', '＝1', '＋1', '－1', '＠x', '\t=1', ' =1', '\r=1', '\n@x', '\0=1', '\ttext'])(
    '%j gets an apostrophe',
    (text) => {
      expect(spreadsheetText(text)).toBe(`'${text}`);
    },
  );

  test.each(['LM-1', 'a=b', '', '12', '不锈钢=好'])('%j stays as it is', (text) => {
    expect(spreadsheetText(text)).toBe(text);
  });
});
