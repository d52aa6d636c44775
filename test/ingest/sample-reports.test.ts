// The sample reports, whole: every number and every refusal that is expected of them.

import { copyFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { asc, sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '../../src/context.ts';
import { importFiles } from '../../src/ingest/import-files.ts';
import { day } from '../../src/lib/day.ts';
import { completeDays } from '../../src/store/feed.ts';
import { ingestBatches, ingestIssues } from '../../src/store/schema/index.ts';
import { loadPositions } from '../../src/store/stock.ts';
import { testDatabase } from '../support/db.ts';
import { ingestContext, salesOf, samples, storeOf } from './support.ts';

const database = testDatabase();
let ctx: Context;

beforeEach(() => {
  ctx = ingestContext(database.db, '2026-10-26T10:05:00Z');
});

describe('Amazon All Orders', () => {
  it.each(['us', 'de', 'jp'])('gives every expected cell of daily sales for amz-%s', async (country) => {
    const reports = await importFiles(ctx, { paths: [path.join(samples, 'amazon', country)] });
    const orders = reports.filter((report) => report.format === 'amazon-all-orders');
    expect(orders.map((report) => report.status)).toEqual(orders.map(() => 'accepted'));

    const expected = await expectedSales(`amz-${country}`);
    expect(expected.length).toBeGreaterThan(3);
    expect(await salesOf(database.db, `amz-${country}`)).toEqual(expected);
  });

  it('knows the days that are over whole, and the day that was not over as partial', async () => {
    const partial = path.join(
      samples,
      'amazon/us/all-orders-by-order-date_2026-10-19_2026-10-25_pulled-1025T2200Z_PARTIAL.txt',
    );
    const [report] = await importFiles(ctx, { paths: [partial] });

    expect(report?.asOf).toBe('2026-10-25T22:00:00.000Z');
    expect(report?.days).toEqual([
      { storeId: 'amz-us', from: '2026-10-19', to: '2026-10-25', complete: 6, partial: 1, quarantined: 0 },
    ]);
    expect((await completeDays(database.db, storeOf(ctx, 'amz-us'))).at(-1)?.day).toBe('2026-10-24');
  });

  it('keeps the newer pull whatever the order of arrival', async () => {
    const us = path.join(samples, 'amazon/us');
    const names = (await readdir(us)).filter((name) => name.startsWith('all-orders')).reverse();
    for (const name of names) await importFiles(ctx, { paths: [path.join(us, name)] });

    expect(await salesOf(database.db, 'amz-us')).toEqual(await expectedSales('amz-us'));
    expect((await completeDays(database.db, storeOf(ctx, 'amz-us'))).map((each) => each.day)).toHaveLength(42);
  });

  it('never stores what is personal', async () => {
    await importFiles(ctx, { paths: [path.join(samples, 'amazon/de')] });
    for (const table of ['order_lines', 'skus', 'ingest_batches', 'ingest_issues', 'sales_days']) {
      const rows = await database.db.execute(sql.raw(`select * from ${table}`));
      expect(JSON.stringify(rows)).not.toMatch(/München|80331|Köln/);
    }
  });
});

describe('Amazon FBA stock', () => {
  it.each(['us', 'de', 'jp'])('gives the expected figures that the report carries for amz-%s', async (country) => {
    const reports = await importFiles(ctx, { paths: [path.join(samples, 'amazon', country)] });
    const stock = reports.filter((report) => report.format === 'amazon-fba-stock');
    expect(stock.map((report) => [report.status, report.stores])).toEqual(
      stock.map(() => ['accepted', [`amz-${country}`]]),
    );

    const expected = JSON.parse(await readFile(path.join(samples, 'expected/inventory.json'), 'utf8'))[
      `amz-${country}`
    ];
    const positions = await loadPositions(database.db, storeOf(ctx, `amz-${country}`));
    expect([...positions.keys()].sort()).toEqual(Object.keys(expected).sort());
    for (const [sku, figures] of Object.entries<Record<string, number>>(expected)) {
      const [fba] = positions.get(sku)?.locations ?? [];
      expect({ sku, ...fbaFigures(fba) }).toEqual({ sku, ...expectedFigures(figures) });
    }
  });

  it('reads every generation of the header, and keeps what only one of them tells', async () => {
    await importFiles(ctx, { paths: [path.join(samples, 'amazon/us')] });
    const [fba] = (await loadPositions(database.db, storeOf(ctx, 'amz-us'))).get('LM-BOTTLE-BLK')?.locations ?? [];
    expect(fba).toMatchObject({ reservedTransfer: 14, researching: 0, inboundShipped: 600 });
  });

  it('asks for the store when neither the file nor its neighbours tell', async () => {
    const alone = path.join(samples, 'amazon/jp/GET_FBA_MYI_UNSUPPRESSED_INVENTORY_DATA_sjis.txt');
    const [asked] = await importFiles(ctx, { paths: [alone] });
    expect(asked).toMatchObject({ status: 'needs_input', code: 'STORE_NEEDED', rowsKept: 0 });
    expect(asked?.message.en).toContain('--store');

    const [told] = await importFiles(ctx, { paths: [alone], store: 'amz-jp' });
    expect(told).toMatchObject({ status: 'accepted', stores: ['amz-jp'], encoding: 'shift_jis' });
  });

  it('counts the stock a seller ships himself beside what lies at Amazon', async () => {
    await importFiles(ctx, { paths: [path.join(samples, 'amazon/us')] });
    const fan = (await loadPositions(database.db, storeOf(ctx, 'amz-us'))).get('LM-FAN-USB');
    expect(fan?.available).toBe(55);
    expect(fan?.locations[0]?.available).toBe(0);
  });
});

describe('bad files', async () => {
  const expected: Record<string, { status: string; code?: string; codes?: string[]; rows_accepted?: number }> =
    JSON.parse(await readFile(path.join(samples, 'bad/expected.json'), 'utf8'));

  it.each(Object.entries(expected))('%s comes to its expected end', async (name, wanted) => {
    await importFiles(ctx, { paths: [path.join(samples, 'amazon/us')] });
    const before = await salesOf(database.db, 'amz-us');
    const store = name.startsWith('wrong-marketplace') ? 'amz-us' : undefined;
    const [report] = await importFiles(ctx, { paths: [path.join(samples, 'bad', name)], store });

    expect(report?.status).toBe(wanted.status);
    if (wanted.code) expect(report?.code).toBe(wanted.code);
    if (wanted.codes) expect(report?.codes).toEqual(wanted.codes);
    if (wanted.rows_accepted !== undefined) expect(report?.rowsKept).toBe(wanted.rows_accepted);
    for (const issue of report?.issues ?? []) {
      expect(issue.message.en).toContain(name);
      expect(issue.message.zh).toContain(name);
      if (issue.line !== null) expect(issue.message.en).toContain(`line ${issue.line}`);
      expect(issue.message.zh).toMatch(/\p{Script=Han}/u);
    }
    if (wanted.status === 'rejected') expect(await salesOf(database.db, 'amz-us')).toEqual(before);
    const staged = await database.db.execute(sql`select count(*)::int as n from staged_rows`);
    expect(staged[0]?.n).toBe(0);
  });

  it('are all recorded with their issues, whatever became of them', async () => {
    const reports = await importFiles(ctx, { paths: [path.join(samples, 'bad')] });
    const batches = await database.db.select().from(ingestBatches).orderBy(asc(ingestBatches.id));
    expect(batches).toHaveLength(reports.length);
    expect(batches.map((batch) => batch.status)).not.toContain('running');
    const issues = await database.db.select().from(ingestIssues);
    expect(issues).toHaveLength(reports.reduce((sum, report) => sum + report.issues.length, 0));
  });

  it('name the missing column and what was there instead', async () => {
    const [report] = await importFiles(ctx, { paths: [path.join(samples, 'bad/missing-required-column.csv')] });
    expect(report?.issues[0]).toMatchObject({ column: 'sku', found: 'store_id, date, units_ordered' });
  });

  it('name every malformed line', async () => {
    const [report] = await importFiles(ctx, { paths: [path.join(samples, 'bad/ragged-rows.csv')] });
    expect(report?.issues.map((issue) => issue.line)).toEqual([2, 3, 4]);
  });
});

describe('a folder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'skuwatch-folder-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is read past the files that cannot be, and past half-written ones', async () => {
    await copyFile(path.join(samples, 'bad/login-page-saved-as.csv'), path.join(folder, 'a.csv'));
    await copyFile(path.join(samples, 'amazon/us/BusinessReport-10-25-26.csv'), path.join(folder, 'b.csv'));
    await copyFile(path.join(samples, 'generic/daily_sales.csv'), path.join(folder, 'c.csv'));
    for (const name of ['.hidden.csv', 'd.csv.part', 'e.tmp', '~$f.csv']) {
      await copyFile(path.join(samples, 'generic/daily_sales.csv'), path.join(folder, name));
    }
    const reports = await importFiles(ctx, { paths: [folder] });
    expect(reports.map((report) => [path.basename(report.file), report.status, report.code])).toEqual([
      ['a.csv', 'rejected', 'NOT_TABULAR'],
      ['b.csv', 'rejected', 'UNKNOWN_FORMAT'],
      ['c.csv', 'accepted', null],
    ]);
    expect(reports[1]?.message.en).toContain('Business Report');
  });

  it('that is not there is named', async () => {
    await expect(importFiles(ctx, { paths: [path.join(folder, 'nowhere')] })).rejects.toMatchObject({
      code: 'FILE_NOT_FOUND',
    });
  });
});

async function expectedSales(storeId: string) {
  const [header = '', ...lines] = (await readFile(path.join(samples, 'expected/daily_sales.csv'), 'utf8'))
    .trim()
    .split(/\r?\n/);
  expect(header).toBe('store_id,sku,date,units,orders,amount,pending_units,cancelled_lines,non_amazon_units');
  return lines
    .map((line) => line.split(','))
    .filter(([store]) => store === storeId)
    .map(([, sku = '', date = '', ...numbers]) => [day(date), sku, ...numbers.map(Number)])
    .sort((a, b) => (`${a[0]} ${a[1]}` < `${b[0]} ${b[1]}` ? -1 : 1));
}

function fbaFigures(
  fba: Awaited<ReturnType<typeof loadPositions>> extends Map<string, infer P>
    ? P extends { locations: readonly (infer S)[] }
      ? S | undefined
      : never
    : never,
) {
  const { available, inboundWorking, inboundShipped, inboundReceiving, unsellable, researching } = fba ?? {};
  const reserved = (fba?.reservedTransfer ?? 0) + (fba?.reservedOther ?? 0);
  return { available, inboundWorking, inboundShipped, inboundReceiving, unsellable, researching, reserved };
}

function expectedFigures(figures: Record<string, number>) {
  return {
    available: figures.available,
    inboundWorking: figures.inbound_working,
    inboundShipped: figures.inbound_shipped,
    inboundReceiving: figures.inbound_receiving,
    unsellable: figures.unfulfillable,
    researching: figures.researching,
    reserved:
      (figures.reserved_customer_order ?? 0) +
      (figures.reserved_fc_transfer ?? 0) +
      (figures.reserved_fc_processing ?? 0),
  };
}
