// The weekly workbook, read back as a spreadsheet program would.

import readExcelFile from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';
import { day } from '../../src/lib/day.ts';
import { spreadsheetText } from '../../src/lib/spreadsheet-text.ts';
import { weeklyWorkbook } from '../../src/summary/workbook.ts';
import { exampleWeekly } from '../support/example-views.ts';
import { people, weeklyRow } from '../support/view-builders.ts';

async function sheetsOf(bytes: Uint8Array) {
  const sheets = await readExcelFile(Buffer.from(bytes));
  return new Map(sheets.map(({ sheet, data }) => [sheet, data]));
}

test('has a sheet for stock, slow stock, answers, causes and decisions, with headers in both languages', async () => {
  const sheets = await sheetsOf(await weeklyWorkbook(exampleWeekly));
  expect([...sheets.keys()]).toEqual([
    '库存 Inventory',
    '慢动销 Slow stock',
    '答复 Discipline',
    '原因 Causes',
    '决策 Decisions',
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
