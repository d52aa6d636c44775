// Files that mean harm or are simply broken: each gets its refusal, nothing changes, nothing is thrown.

import { gzipSync } from 'node:zlib';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '../../src/context.ts';
import { sweepDeadBatches } from '../../src/ingest/batches.ts';
import { importStatuses } from '../../src/ingest/report.ts';
import { armFailpoint } from '../../src/lib/failpoint.ts';
import type { Db } from '../../src/store/db.ts';
import { skus } from '../../src/store/schema/index.ts';
import { testDatabase } from '../support/db.ts';
import { effectiveState, ingestContext, salesCsv, salesOf, take } from './support.ts';

const database = testDatabase();
let ctx: Context;
const header = 'store_id,sku,date,units_ordered\n';
const row = 'amz-us,A,2026-10-25,3\n';

beforeEach(() => {
  ctx = ingestContext(database.db, '2026-10-26T10:05:00Z');
});
afterEach(() => armFailpoint(undefined));

async function stagedRows(): Promise<number> {
  const rows = await database.db.execute<{ n: number }>(sql`
    select (select count(*) from staged_rows)::int + (select count(*) from staged_refusals)::int as n`);
  return rows[0]?.n ?? -1;
}

describe('is refused whole', () => {
  const lone = Buffer.concat([
    Buffer.from(`${header}amz-us,LM`),
    Buffer.from([0xed, 0xa0, 0x80]),
    Buffer.from(',2026-10-25,3\n'),
  ]);
  const wideLone = Buffer.concat([
    iconv.encode(`${header}amz-us,`, 'utf-16le', { addBOM: true }),
    Buffer.from([0x00, 0xd8]),
    iconv.encode(',2026-10-25,3\n', 'utf-16le'),
  ]);
  const cases: [string, string, Uint8Array | string][] = [
    ['a NUL in a cell', 'BINARY_CONTENT', `${header}amz-us,A\0B,2026-10-25,3\n`],
    [
      'a NUL in UTF-16',
      'BINARY_CONTENT',
      iconv.encode(`${header}amz-us,A\0B,2026-10-25,3\n`, 'utf-16le', { addBOM: true }),
    ],
    ['a lone surrogate in UTF-16', 'UNKNOWN_ENCODING', wideLone],
    [
      'a surrogate in UTF-8 that fits no other encoding',
      'UNKNOWN_ENCODING',
      Buffer.concat([lone, Buffer.from([0xff, 0x81, 0x8d])]),
    ],
    ['100,000 columns', 'TOO_MANY_COLUMNS', `${Array.from({ length: 20_000 }, (_, i) => `c${i % 10}`).join(',')}\n`],
    ['a header that never ends', 'MALFORMED_ROWS', 'x,'.repeat(100_000)],
    [
      'a quotation mark that is never closed',
      'MALFORMED_ROWS',
      `${header}${row}"amz-us,A,2026-10-25,3\n${row.repeat(50)}`,
    ],
    ['a quoted cell of megabytes', 'MALFORMED_ROWS', `${header}"${'x'.repeat(3_000_000)}",A,2026-10-25,3\n`],
    ['a last row cut short', 'MALFORMED_ROWS', `${header}${row}amz-us,A,2026-1`],
    [
      'a cut gzip',
      'CORRUPT_ARCHIVE',
      gzipSync(salesCsv(Array.from({ length: 500 }, (_, i) => ['amz-us', `S${i}`, '2026-10-25', i] as const))).subarray(
        0,
        -40,
      ),
    ],
    ['a gzip with a wrong byte', 'CORRUPT_ARCHIVE', corrupted(gzipSync(`${header}${row.repeat(300)}`))],
    ['a gzip bomb', 'TOO_LARGE', gzipSync(Buffer.alloc(40 * 1024 ** 2, 'a'))],
    [
      'a gzip in which a workbook lies',
      'UNKNOWN_FORMAT',
      gzipSync(Buffer.from('PK\x03\x04 xl/workbook.xml PK\x05\x06', 'latin1')),
    ],
    ['blank lines only', 'EMPTY_FILE', '\n\r\n   \n'],
    ['a mark and nothing else', 'EMPTY_FILE', Buffer.from([0xef, 0xbb, 0xbf])],
    ['an error of an API', 'NOT_TABULAR', '{"errors":[{"code":"Unauthorized"}]}'],
    ['a PDF', 'BINARY_CONTENT', '%PDF-1.7\n'],
    ['a column that stands twice', 'DUPLICATE_COLUMN', 'store_id,sku,sku,date,units\namz-us,A,B,2026-10-25,3\n'],
    ['a table of something else', 'UNKNOWN_FORMAT', 'city,population\nBerlin,3700000\n'],
  ];

  it.each(cases)('%s: %s', async (_name, code, content) => {
    await take(ctx, `${header}${row}`);
    const before = await effectiveState(database.db);
    const report = await take(ctx, content, { name: 'hostile.csv' });
    expect(report).toMatchObject({ code, rowsKept: 0, status: 'rejected' });
    expect(report.message.zh).toContain('hostile.csv');
    expect(await effectiveState(database.db)).toEqual(before);
    expect(await stagedRows()).toBe(0);
  });
});

describe('row by row', () => {
  it.each([
    ['a zero-width character', 'LM\u200b-1', 'SUSPECT_SKU', '⟨U+200B⟩'],
    ['a character that turns the text around', 'LM\u202e1-', 'SUSPECT_SKU', '⟨U+202E⟩'],
    ['a byte-order mark', 'LM\ufeff1', 'SUSPECT_SKU', '⟨U+FEFF⟩'],
    ['a replacement character', 'LM\ufffd1', 'SUSPECT_SKU', '⟨U+FFFD⟩'],
  ])('%s in a SKU is refused and shown', async (_name, sku, code, shown) => {
    const report = await take(ctx, `${header}${row}amz-us,${sku},2026-10-25,3\n`);
    expect(report).toMatchObject({ status: 'partial', code, rowsKept: 1, rowsRefused: 1 });
    expect(report.issues[0]?.found).toContain(shown);
  });

  it.each(['2026-02-30', '20261332', '46023', '2026-10-25T25:00:00+08:00'])('the day %s is refused', async (on) => {
    expect(await take(ctx, `${header}amz-us,A,${on},3\n${row}`)).toMatchObject({
      status: 'partial',
      code: 'INVALID_DATE',
    });
  });

  it('SQL, markup and formulas are a SKU’s letters', async () => {
    const codes = [
      "'; drop table sales_days; --",
      '<img src=x onerror=alert(1)>',
      '=cmd|calc',
      '{"__proto__":1}',
      '%_\\',
    ];
    const lines = codes.map((code) => `amz-us,"${code.replaceAll('"', '""')}",2026-10-25,3\n`);
    expect(await take(ctx, header + lines.join(''))).toMatchObject({ status: 'accepted', rowsKept: codes.length });
    const stored = await database.db.select({ sku: skus.sku }).from(skus);
    expect(stored.map((each) => each.sku).sort()).toEqual([...codes].sort());
  });
});

describe('other ways of writing the same table', () => {
  it.each([
    ['UTF-8 with a mark', Buffer.from(`\ufeff${header}${row}`), 'utf-8'],
    [
      'UTF-16 with tabs, as Excel writes it',
      iconv.encode((header + row).replaceAll(',', '\t').replaceAll('\n', '\r\n'), 'utf-16le', { addBOM: true }),
      'utf-16le',
    ],
    ['UTF-16, big end first', iconv.encode(header + row, 'utf-16be', { addBOM: true }), 'utf-16be'],
    ['carriage returns only', Buffer.from((header + row).replaceAll('\n', '\r')), 'utf-8'],
    ['no line end at the end', Buffer.from((header + row).trimEnd()), 'utf-8'],
    ['blank lines and empty cells behind', Buffer.from(`${header}\n\n${row.trimEnd()},,\n,,,\n`), 'utf-8'],
    ['gzip', gzipSync(header + row), 'utf-8'],
  ])('%s', async (_name, bytes, encoding) => {
    expect(await take(ctx, bytes)).toMatchObject({ status: 'accepted', rowsKept: 1, encoding });
    expect(await salesOf(database.db, 'amz-us')).toEqual([['2026-10-25', 'A', 3, -1, 0, 0, 0, 0]]);
  });

  it('the same content packed is the same content', async () => {
    await take(ctx, header + row);
    expect(await take(ctx, gzipSync(header + row))).toMatchObject({ code: 'ALREADY_READ' });
  });
});

it('any bytes at all end in a report and leave nothing behind', async () => {
  const piece = fc.oneof(
    fc.constantFrom(
      header,
      row,
      'amz-us,B,2026-10-24,1\n',
      '"',
      '\t',
      '\0',
      '合计,,,\n',
      '\ufeff',
      ',,,\n',
      'amz-xx,A,2026-10-25,-1\n',
    ),
    fc.string({ unit: 'binary', maxLength: 40 }),
  );
  const text = fc.array(piece, { maxLength: 12 }).map((parts) => Buffer.from(parts.join('')));
  const bytes = fc.oneof(
    text,
    fc.uint8Array({ maxLength: 80 }),
    text.map((each) => gzipSync(each)),
  );
  await fc.assert(
    fc.asyncProperty(bytes, async (content) => {
      const report = await take(ctx, content, { name: 'any.csv' });
      expect(importStatuses).toContain(report.status);
      expect(report.rowsKept + report.rowsRefused).toBeLessThanOrEqual(report.rowsIn);
      if (report.status === 'rejected' || report.status === 'needs_input')
        expect(report.issues.length).toBeGreaterThan(0);
    }),
    { numRuns: 150 },
  );
  expect(await stagedRows()).toBe(0);
});

it.each(['import.after-part', 'import.after-staging', 'import.before-commit'] as const)(
  'what breaks off at %s changes nothing, and the file can come again',
  async (place) => {
    await take(ctx, salesCsv([['amz-us', 'A', '2026-10-24', 3]]));
    const before = await effectiveState(database.db);
    armFailpoint(place, () => {
      throw new Error('broken off');
    });
    const content = salesCsv([
      ['amz-us', 'A', '2026-10-24', 9],
      ['amz-us', 'A', '2026-10-25', 5],
    ]);
    await expect(take(ctx, content)).rejects.toThrow('broken off');
    armFailpoint(undefined);
    expect(await effectiveState(database.db)).toEqual(before);

    expect(await take(ctx, content)).toMatchObject({ status: 'accepted', code: null, rowsKept: 2 });
    expect((await salesOf(database.db, 'amz-us')).map(([, , units]) => units)).toEqual([9, 5]);
  },
);

it('what is read by a reader that was taken for dead meanwhile changes nothing, and the file can come again', async () => {
  const content = salesCsv([['amz-us', 'A', '2026-10-25', 5]]);
  const swept: Db = Object.create(database.db);
  swept.transaction = async (...work) => {
    await sweepDeadBatches(database.db, new Date('2026-10-27T10:00:00Z'));
    return database.db.transaction(...work);
  };
  const before = await effectiveState(database.db);
  await expect(take({ ...ctx, db: swept }, content)).rejects.toThrow('taken for dead');
  expect(await effectiveState(database.db)).toEqual(before);

  expect(await take(ctx, content)).toMatchObject({ status: 'accepted', rowsKept: 1 });
});

function corrupted(bytes: Buffer): Buffer {
  const changed = Buffer.from(bytes);
  changed[20] = (changed[20] ?? 0) ^ 0xff;
  return changed;
}
