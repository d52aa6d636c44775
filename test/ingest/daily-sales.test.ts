import { asc, eq, sql } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '../../src/context.ts';
import { settleHeldDay } from '../../src/ingest/settle-waiting-days.ts';
import { addDays, type Day, day, dayRange } from '../../src/lib/day.ts';
import { completeDays, effectiveSource, markJudged, unjudgedDays } from '../../src/store/feed.ts';
import { heldDays } from '../../src/store/reads/waiting-days.ts';
import { feedDays, ingestBatches, salesRevisions, skus } from '../../src/store/schema/index.ts';
import type { ManualClock } from '../support/clock.ts';
import { testDatabase } from '../support/db.ts';
import { ingestContext, salesCsv, salesOf, storeOf, take } from './support.ts';

const database = testDatabase();
let ctx: Context & { clock: ManualClock };
const last = day('2026-10-25');

beforeEach(() => {
  ctx = ingestContext(database.db, '2026-10-26T10:05:00Z');
});

type Row = [string, string, string, number];

/** `count` SKUs sold `units` each on a day. */
function dayOf(on: Day, count = 5, units = 3): Row[] {
  return Array.from({ length: count }, (_, i): Row => ['amz-us', `SKU-${i}`, on, units]);
}

/** Ten days up to the one before the last. */
function history(): string {
  return salesCsv(dayRange(addDays(last, -10), addDays(last, -1)).flatMap((on) => dayOf(on)));
}

const unitsOn = async (on: Day) =>
  (await salesOf(database.db, 'amz-us')).filter(([each]) => each === on).map(([, sku, units]) => `${sku}:${units}`);

const feedOn = async (on: Day) => (await database.db.select().from(feedDays).where(eq(feedDays.day, on)))[0];

describe('a file that comes again', () => {
  it('changes nothing and says so', async () => {
    const first = await take(ctx, history());
    const revisions = (await completeDays(database.db, storeOf(ctx, 'amz-us'))).map((each) => each.revision);
    const second = await take(ctx, history(), { name: 'the same under another name.csv' });

    expect(first).toMatchObject({ status: 'accepted', code: null, rowsKept: 50 });
    expect(second).toMatchObject({ status: 'accepted', code: 'ALREADY_READ', rowsIn: 50, stores: ['amz-us'] });
    expect(second.message.zh).toContain('没有变化');
    expect((await completeDays(database.db, storeOf(ctx, 'amz-us'))).map((each) => each.revision)).toEqual(revisions);
    expect(await database.db.select().from(salesRevisions)).toEqual([]);
    expect(await database.db.select().from(ingestBatches)).toHaveLength(2);
  });

  it('completes the day that was not over when it came first', async () => {
    ctx.clock.set('2026-10-26T06:00:00Z');
    const [csv] = [salesCsv(dayOf(last))];
    expect((await take(ctx, csv)).days).toMatchObject([{ complete: 0, partial: 1 }]);
    expect(await completeDays(database.db, storeOf(ctx, 'amz-us'))).toEqual([]);

    ctx.clock.set('2026-10-26T10:00:00Z');
    expect((await take(ctx, csv)).days).toMatchObject([{ complete: 1, partial: 0 }]);
    expect(await completeDays(database.db, storeOf(ctx, 'amz-us'))).toEqual([{ day: last, revision: 2 }]);
  });
});

describe('a day told again', () => {
  it('is replaced by the newer pull, and the old value is kept', async () => {
    await take(ctx, salesCsv(dayOf(last, 5, 3)), { asOf: new Date('2026-10-26T08:00:00Z') });
    await take(ctx, salesCsv([...dayOf(last, 4, 3), ['amz-us', 'SKU-4', last, 9]]), {
      asOf: new Date('2026-10-26T09:00:00Z'),
    });

    expect(await unitsOn(last)).toEqual(['SKU-0:3', 'SKU-1:3', 'SKU-2:3', 'SKU-3:3', 'SKU-4:9']);
    expect(await feedOn(last)).toMatchObject({ revision: 2, units: 21, state: 'complete' });
    const kept = await database.db.select().from(salesRevisions);
    expect(kept).toMatchObject([{ sku: 'SKU-4', units: 3, effective: true, asOf: new Date('2026-10-26T08:00:00Z') }]);
  });

  it('is kept as a revision, and replaces nothing, when the pull is older', async () => {
    await take(ctx, salesCsv(dayOf(last, 5, 3)), { asOf: new Date('2026-10-26T09:00:00Z') });
    await take(ctx, salesCsv(dayOf(last, 5, 7)), { asOf: new Date('2026-10-26T08:00:00Z') });

    expect(await feedOn(last)).toMatchObject({ revision: 1, units: 15 });
    const kept = await database.db.select().from(salesRevisions).orderBy(asc(salesRevisions.sku));
    expect(kept.map((row) => [row.sku, row.units, row.effective])).toEqual(
      [0, 1, 2, 3, 4].map((i) => [`SKU-${i}`, 7, false]),
    );
  });

  it('loses the SKUs that the newer, equally long file lacks: they sold nothing', async () => {
    await take(ctx, salesCsv(dayOf(last, 5)), { asOf: new Date('2026-10-26T08:00:00Z') });
    await take(ctx, salesCsv(dayOf(last, 4)), { asOf: new Date('2026-10-26T09:00:00Z') });
    expect(await unitsOn(last)).toEqual(['SKU-0:3', 'SKU-1:3', 'SKU-2:3', 'SKU-3:3']);
    expect(await feedOn(last)).toMatchObject({ revision: 2, units: 12 });
  });

  it('keeps the SKUs that a short correction does not name', async () => {
    await take(ctx, `${history()}${salesCsv(dayOf(last)).split('\n').slice(1).join('\n')}`);
    const report = await take(ctx, salesCsv([['amz-us', 'SKU-2', last, 8]]));
    expect(report.status).toBe('accepted');
    expect(await unitsOn(last)).toEqual(['SKU-0:3', 'SKU-1:3', 'SKU-2:8', 'SKU-3:3', 'SKU-4:3']);
  });

  it('asks to be judged again only when something that counts has changed', async () => {
    const store = storeOf(ctx, 'amz-us');
    await take(ctx, salesCsv(dayOf(last)), { asOf: new Date('2026-10-26T08:00:00Z') });
    await markJudged(database.db, store.id, [{ day: last, revision: 1 }]);
    expect(await unjudgedDays(database.db, store)).toEqual([]);

    await take(ctx, `${salesCsv(dayOf(last))}\n`, { asOf: new Date('2026-10-26T09:00:00Z') });
    expect(await unjudgedDays(database.db, store)).toEqual([]);

    await take(ctx, salesCsv(dayOf(last, 5, 4)), { asOf: new Date('2026-10-26T09:30:00Z') });
    expect(await unjudgedDays(database.db, store)).toEqual([{ day: last, revision: 2 }]);
  });
});

describe('a day that looks cut short', () => {
  beforeEach(async () => {
    await take(ctx, history());
  });

  it('is set aside with the counts, until somebody accepts it', async () => {
    const report = await take(ctx, salesCsv(dayOf(last, 2)));
    expect(report).toMatchObject({ status: 'quarantined', code: 'ROW_COUNT_DROP' });
    expect(report.issues[0]).toMatchObject({ found: 'amz-us 2026-10-25: 2' });
    expect(report.message.en).toContain('usually about 5');
    expect(await unitsOn(last)).toEqual([]);
    expect(await feedOn(last)).toMatchObject({ state: 'quarantined', rows: 2 });
    expect(await heldDays(database.db)).toMatchObject([{ storeId: 'amz-us', day: last, rows: 2, units: 6 }]);

    await settleHeldDay(ctx, { storeId: 'amz-us', day: last, decision: 'accept' });
    expect(await unitsOn(last)).toEqual(['SKU-0:3', 'SKU-1:3']);
    expect(await feedOn(last)).toMatchObject({ state: 'complete' });
    expect(await heldDays(database.db)).toEqual([]);
  });

  it('is forgotten when somebody drops it', async () => {
    await take(ctx, salesCsv(dayOf(last, 2)));
    await settleHeldDay(ctx, { storeId: 'amz-us', day: last, decision: 'drop' });
    expect(await feedOn(last)).toBeUndefined();
    expect(await heldDays(database.db)).toEqual([]);
    await expect(settleHeldDay(ctx, { storeId: 'amz-us', day: last, decision: 'drop' })).rejects.toMatchObject({
      code: 'NOTHING_HELD',
    });
  });

  it('gives way to the whole file', async () => {
    await take(ctx, salesCsv(dayOf(last, 2)));
    const whole = await take(ctx, salesCsv(dayOf(last)));
    expect(whole.status).toBe('accepted');
    expect(await feedOn(last)).toMatchObject({ state: 'complete', rows: 5 });
    expect(await heldDays(database.db)).toEqual([]);
  });

  it('is judged by its rows alone: one on which nothing sold at all is set aside too', async () => {
    expect(await take(ctx, salesCsv(dayOf(last, 5, 0)))).toMatchObject({ status: 'quarantined', code: 'ALL_ZERO_DAY' });
    expect(await unitsOn(last)).toEqual([]);
  });
});

describe('SKUs', () => {
  it('of the first file of a store are known; later ones wait to be assigned', async () => {
    await take(ctx, salesCsv(dayOf(addDays(last, -1), 3)));
    const report = await take(ctx, salesCsv([...dayOf(last, 3), ['amz-us', 'NEW-1', last, 2]]));

    expect(report).toMatchObject({ status: 'partial', code: 'UNKNOWN_SKU', rowsRefused: 0, rowsKept: 4 });
    const rows = await database.db.select().from(skus).orderBy(asc(skus.sku));
    expect(rows.map((row) => [row.sku, row.known, row.firstSeenOn])).toEqual([
      ['NEW-1', false, last],
      ['SKU-0', true, addDays(last, -1)],
      ['SKU-1', true, addDays(last, -1)],
      ['SKU-2', true, addDays(last, -1)],
    ]);
  });

  it('are one key for their look-alikes', async () => {
    await take(
      ctx,
      salesCsv([
        ['amz-us', 'ＳＫＵ－1', addDays(last, -1), 2],
        ['amz-us', 'SKU-1', last, 3],
      ]),
    );
    expect((await salesOf(database.db, 'amz-us')).map(([, sku]) => sku)).toEqual(['SKU-1', 'SKU-1']);
  });
});

describe('the table itself', () => {
  it('may be Chinese, with a title for the store and a sum line', async () => {
    const report = await take(
      ctx,
      '店铺,SKU,日期,销量,订单量,销售额,币种\n中国店,A-1,2026年10月25日,"1,180",900,"¥12,345.60",CNY\n合计,,,"1,180",,,\n',
    );
    expect(report).toMatchObject({ status: 'accepted_with_warning', code: 'TOTALS_SKIPPED', rowsKept: 1 });
    expect(await salesOf(database.db, 'cn-shop')).toEqual([[last, 'A-1', 1180, 900, 12345.6, 0, 0, 0]]);
  });

  it('may be written by a German spreadsheet', async () => {
    const report = await take(
      ctx,
      'store_id;sku;date;units_ordered;sales_amount\namz-de;A-1;25.10.2026;1.234;34.428,60\n',
    );
    expect(report.status).toBe('accepted');
    expect(await salesOf(database.db, 'amz-de')).toEqual([[last, 'A-1', 1234, -1, 34428.6, 0, 0, 0]]);
  });

  it('is read once its convention is said', async () => {
    const csv = salesCsv([
      ['amz-us', 'A-1', '03/04/2026', 5],
      ['amz-us', 'A-2', '03/04/2026', '1.200' as unknown as number],
    ]);
    expect(await take(ctx, csv)).toMatchObject({ status: 'needs_input', code: 'AMBIGUOUS_DATE' });
    expect(await take(ctx, csv, { dates: 'dmy' })).toMatchObject({ status: 'needs_input', code: 'AMBIGUOUS_NUMBER' });
    expect(await take(ctx, csv, { dates: 'dmy', numbers: 'comma' })).toMatchObject({ status: 'accepted', rowsKept: 2 });
    expect(await unitsOn(day('2026-04-03'))).toEqual(['A-1:5', 'A-2:1200']);
  });

  it('counts an exactly repeated row once, and skips a repeated header', async () => {
    const csv =
      'store_id,sku,date,units_ordered\namz-us,A,2026-10-25,3\nstore_id,sku,date,units_ordered\namz-us,A,2026-10-25,3\n';
    expect(await take(ctx, csv)).toMatchObject({
      status: 'accepted_with_warning',
      codes: ['DUPLICATE_ROWS', 'REPEATED_HEADER'],
      rowsIn: 3,
      rowsKept: 1,
      rowsRefused: 0,
    });
  });

  it('names both lines that contradict each other', async () => {
    const report = await take(
      ctx,
      salesCsv([
        ['amz-us', 'A', last, 3],
        ['amz-us', 'B', last, 1],
        ['amz-us', 'A', last, 4],
      ]),
    );
    expect(report).toMatchObject({ status: 'partial', code: 'DUPLICATE_KEY_CONFLICT', rowsKept: 1, rowsRefused: 2 });
    expect(report.issues[0]?.message.en).toContain('lines 2, 4');
  });

  it('does not mix two currencies in one day, and keeps the other days', async () => {
    const csv = `store_id,sku,date,units,amount,currency
amz-us,A,2026-10-24,1,10.00,USD
amz-us,A,2026-10-25,1,10.00,USD
amz-us,B,2026-10-25,1,9.00,EUR
`;
    const report = await take(ctx, csv);
    expect(report).toMatchObject({ status: 'partial', code: 'CURRENCY_CONFLICT', rowsKept: 1, rowsRefused: 2 });
    expect((await salesOf(database.db, 'amz-us')).map(([on]) => on)).toEqual(['2026-10-24']);
  });

  it('tells of amounts in another currency than the store’s', async () => {
    const csv = 'store_id,sku,date,units,amount,currency\namz-us,A,2026-10-25,1,10.00,EUR\n';
    expect(await take(ctx, csv)).toMatchObject({
      status: 'accepted_with_warning',
      code: 'OTHER_CURRENCY',
      rowsKept: 1,
    });
  });

  it('needs a store: by column, by name, or by what was said', async () => {
    const csv = `sku,date,units\nA,${last},3\n`;
    expect(await take(ctx, csv)).toMatchObject({ status: 'needs_input', code: 'STORE_NEEDED' });
    expect(await take(ctx, csv, { store: 'amz-us' })).toMatchObject({ status: 'accepted', stores: ['amz-us'] });
    expect(await take(ctx, salesCsv(dayOf(last)), { store: 'amz-de' })).toMatchObject({
      status: 'rejected',
      code: 'WRONG_STORE',
    });
    await expect(take(ctx, csv, { store: 'nowhere' })).rejects.toMatchObject({ code: 'UNKNOWN_STORE' });
  });

  it('is asked about when its days lie years back', async () => {
    const csv = salesCsv([['amz-us', 'A', '2020-01-01', 3]]);
    expect(await take(ctx, csv)).toMatchObject({ status: 'needs_input', code: 'OLD_DATE', rowsKept: 0 });
    expect(await take(ctx, csv, { allowOld: true })).toMatchObject({ status: 'accepted', rowsKept: 1 });
  });

  it('may call a day incomplete', async () => {
    const csv = 'store_id,sku,date,units_ordered,complete\namz-us,A,2026-10-24,3,true\namz-us,A,2026-10-25,3,false\n';
    expect((await take(ctx, csv)).days).toMatchObject([{ complete: 1, partial: 1 }]);
  });
});

describe('the source that counts', () => {
  it('is the first that delivered, unless the policy names one', async () => {
    const store = storeOf(ctx, 'amz-us');
    expect(await effectiveSource(database.db, store)).toBeUndefined();
    await take(ctx, salesCsv(dayOf(last)));
    expect(await effectiveSource(database.db, store)).toBe('daily-sales');
    expect(await effectiveSource(database.db, { ...store, salesSource: 'amazon-all-orders' })).toBe(
      'amazon-all-orders',
    );
  });
});

it('a reader that died leaves nothing that counts, and is swept away by the next import', async () => {
  await database.db.insert(ingestBatches).values({
    sha256: 'x',
    fileName: 'dead.csv',
    asOf: ctx.clock.now(),
    receivedAt: ctx.clock.now(),
    receivedBy: 'system',
    rowsIn: 0,
    rowsKept: 0,
    rowsRefused: 0,
    status: 'running',
    details: {},
    leaseUntil: new Date('2026-10-26T10:04:00Z'),
  });
  await database.db.execute(sql`
    insert into staged_rows (batch_id, line, store_id, sku, day, units) values (1, 2, 'amz-us', 'A', '2026-10-25', 5)`);
  await take(ctx, history());

  const batches = await database.db.select().from(ingestBatches).orderBy(asc(ingestBatches.id));
  expect(batches[0]).toMatchObject({ status: 'failed', code: 'INTERRUPTED' });
  const staged = await database.db.execute(sql`select count(*)::int as n from staged_rows`);
  expect(staged[0]?.n).toBe(0);
  expect((await salesOf(database.db, 'amz-us')).some(([, sku]) => sku === 'A')).toBe(false);
});
