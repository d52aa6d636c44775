import path from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import readXlsxFile from 'read-excel-file/node';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '../../src/context.ts';
import { type ExportInput, exportTable, exportTableNames } from '../../src/export/export-table.ts';
import { csvOf } from '../../src/export/write.ts';
import { importFiles } from '../../src/ingest/import-files.ts';
import { day } from '../../src/lib/day.ts';
import { anomalyCases, answers } from '../../src/store/schema/index.ts';
import { saveVerdicts } from '../../src/store/verdicts.ts';
import { effectiveState, ingestContext, salesCsv, samples, take } from '../ingest/support.ts';
import { testDatabase } from '../support/db.ts';
import { anomalyCase, verdict } from '../support/factories.ts';

const database = testDatabase();
let ctx: Context;

beforeEach(() => {
  ctx = ingestContext(database.db, '2026-10-26T10:05:00Z');
});

async function bytesOf(input: ExportInput): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of (await exportTable(ctx, input)).content) parts.push(part);
  return Buffer.concat(parts);
}

async function csv(input: Omit<ExportInput, 'format'>): Promise<Record<string, string>[]> {
  return parse(await bytesOf({ ...input, format: 'csv' }), { columns: true });
}

const sheetRows = async (input: Omit<ExportInput, 'format'>) => {
  const sheets = await readXlsxFile(await bytesOf({ ...input, format: 'xlsx' }));
  const [first] = sheets;
  return first && 'data' in first ? first.data : [];
};

it('a workbook of more rows than it may have is refused', async () => {
  await take(ctx, salesCsv(['A', 'B'].map((sku) => ['amz-us', sku, '2026-10-25', 1])));
  const refused = bytesOf({ table: 'sales', format: 'xlsx', maxWorkbookRows: 2 });
  await expect(refused).rejects.toMatchObject({ code: 'TOO_MANY_ROWS' });
  expect(await sheetRows({ table: 'sales', maxWorkbookRows: 3 })).toHaveLength(3);
});

describe('sales', () => {
  it('come back whole, across pages, as they can be imported again', async () => {
    const rows = Array.from({ length: 4_100 }, (_, i) => ['amz-us', `SKU-${i}`, '2026-10-25', i % 50] as const);
    await take(ctx, salesCsv(rows));
    const out = await csv({ table: 'sales' });
    expect(out).toHaveLength(4_100);
    expect(out.find((row) => row.sku === 'SKU-4099')).toMatchObject({
      store_id: 'amz-us',
      date: '2026-10-25',
      units: '49',
      state: 'complete',
      finality: 'provisional',
      source: 'daily-sales',
    });

    const before = await effectiveState(database.db);
    expect(await take(ctx, await bytesOf({ table: 'sales', format: 'csv' }), { name: 'again.csv' })).toMatchObject({
      status: 'accepted',
    });
    expect((await effectiveState(database.db)) as object).toMatchObject({
      sales: (before as { sales: unknown }).sales,
    });
  });

  it('are cut to the days asked for, and hold only the source that counts', async () => {
    await importFiles(ctx, { paths: [path.join(samples, 'amazon/us'), path.join(samples, 'generic/daily_sales.csv')] });
    const out = await csv({ table: 'sales', from: day('2026-10-24'), to: day('2026-10-25') });
    expect(new Set(out.map((row) => row.date))).toEqual(new Set(['2026-10-24', '2026-10-25']));
    expect(new Set(out.map((row) => row.source))).toEqual(new Set(['amazon-all-orders']));
    expect(out.find((row) => row.sku === 'LM-BOTTLE-BLK' && row.date === '2026-10-25')).toMatchObject({
      units: '35',
      orders: '32',
      amount: '699.72',
      pending_units: '7',
      cancelled_lines: '3',
      non_amazon_units: '0',
    });
  });
});

describe('inventory', () => {
  const table = (at: string, units: number) => `store_id,sku,location,as_of,available\namz-us,A,FBA,${at},${units}\n`;

  it('is the latest report, or every report of the days asked for', async () => {
    await take(ctx, table('2026-10-24T08:00:00Z', 10));
    await take(ctx, table('2026-10-26T08:00:00Z', 4));
    expect((await csv({ table: 'inventory' })).map((row) => row.available)).toEqual(['4']);
    const all = await csv({ table: 'inventory', from: day('2026-10-20'), to: day('2026-10-26') });
    expect(all.map((row) => [row.as_of, row.available])).toEqual([
      ['2026-10-24T08:00:00.000Z', '10'],
      ['2026-10-26T08:00:00.000Z', '4'],
    ]);
  });
});

it('verdicts, cases and answers come out with what they rest on', async () => {
  const { id: _id, ...opened } = anomalyCase();
  await database.db.insert(anomalyCases).values({ ...opened, id: 1042 });
  const judged = verdict();
  const at = { storeId: 'amz-us', day: judged.day, judgedAt: ctx.clock.now() };
  await saveVerdicts(database.db, at, [{ verdict: judged, word: judged.word, caseId: 1042, unasked: null }], []);
  await database.db.insert(answers).values({
    caseId: 1042,
    round: 1,
    revision: 1,
    answeredBy: 'li',
    answeredAt: new Date('2026-03-03T15:59:00Z'),
    late: false,
    formKind: 'surge',
    formVersion: 1,
    values: { cause: 'season', nature: 'one_off', detail: '=1+1' },
  });
  const [told] = JSON.parse((await bytesOf({ table: 'verdicts', format: 'json' })).toString());
  expect(told).toMatchObject({
    sku: 'LM-LAMP-S',
    verdict: 'deviation',
    deviation: 0.85,
    current: true,
    evidence: { level: 34 },
  });
  expect(await csv({ table: 'cases' })).toMatchObject([
    { case_id: '1042', status: 'open', assignee: 'li', resolution: '' },
  ]);
  expect(await csv({ table: 'answers', to: day('2026-03-03') })).toMatchObject([
    { case_id: '1042', cause: 'season', late: 'false' },
  ]);
  expect(await csv({ table: 'answers', from: day('2026-03-04') })).toEqual([]);
});

describe('formulas', () => {
  const codes = ['=HYPERLINK("http://127.0.0.1")', '+1', '-1+2', '@SUM(A1)', '＝1＋1', '\u00a0=1'];

  it('are text in CSV and workbooks, and as they were in JSON', async () => {
    await take(ctx, salesCsv(codes.map((code) => ['amz-us', `"${code.replaceAll('"', '""')}"`, '2026-10-25', 1])));
    for (const { sku = '' } of await csv({ table: 'sales' })) expect(sku).toMatch(/^'/);
    const [, ...rows] = await sheetRows({ table: 'sales' });
    expect(rows).toHaveLength(codes.length);
    for (const row of rows) expect(String(row[1])).toMatch(/^'/);
    const plain: { sku: string }[] = JSON.parse((await bytesOf({ table: 'sales', format: 'json' })).toString());
    expect(plain.map((row) => row.sku).sort()).toEqual(codes.map((code) => code.normalize('NFKC').trim()).sort());
  });

  it('cannot begin in any cell of a CSV, whatever is in it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'binary', maxLength: 20 }), { minLength: 1, maxLength: 20 }),
        async (texts) => {
          const columns = [
            { key: 'text', title: { zh: '', en: '' }, kind: 'text', value: (row: string) => row },
          ] as const;
          const parts: Uint8Array[] = [];
          for await (const part of csvOf({
            columns,
            pages: async function* () {
              yield texts;
            },
          }))
            parts.push(part);
          const cells: string[][] = parse(Buffer.concat(parts), {
            from: 2,
            skip_empty_lines: false,
            relax_column_count: true,
          });
          for (const [cell = ''] of cells) expect(cell).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);
        },
      ),
      { numRuns: 500 },
    );
  });
});

it('every table can be exported in every format while there is nothing in it', async () => {
  for (const table of exportTableNames) {
    expect(await csv({ table })).toEqual([]);
    expect(JSON.parse((await bytesOf({ table, format: 'json' })).toString())).toEqual([]);
    expect(await sheetRows({ table })).toHaveLength(1);
  }
});

it('a workbook has its headings in the language of the reader', async () => {
  const zh = await sheetRows({ table: 'inventory', language: 'zh' });
  const en = await sheetRows({ table: 'inventory', language: 'en' });
  expect([zh[0]?.[4], en[0]?.[4]]).toEqual(['可用', 'Available']);
});
