// The sample reports from the files to what people are shown, against what follows from them by plain arithmetic
// (`expected/checks.json`, `expected/inventory.json`, `expected/daily_sales.csv`); and pools, which never count twice.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { judgePending } from '../../src/cases/judge-pending.ts';
import { importFiles } from '../../src/ingest/import-files.ts';
import { loadStock } from '../../src/inventory/book.ts';
import { loadPlanView } from '../../src/inventory/plan-view.ts';
import { addDays, day, dayRange } from '../../src/lib/day.ts';
import { newestCompleteDay } from '../../src/store/sales.ts';
import { stockSnapshots } from '../../src/store/schema/index.ts';
import { verdictsOfSku } from '../../src/store/verdicts.ts';
import { ingestContext, ingestPolicy, salesCsv, samples, storeOf, take } from '../ingest/support.ts';
import { testDatabase } from '../support/db.ts';

const database = testDatabase();
const now = '2026-10-26T10:05:00Z';
const today = day('2026-10-26');
const read = (name: string) => readFileSync(path.join(samples, 'expected', name), 'utf8');
const checks = JSON.parse(read('checks.json'));
const inventory: Record<string, Record<string, Record<string, number>>> = JSON.parse(read('inventory.json'));
const sales = parse(read('daily_sales.csv'), { columns: true }) as Record<string, string>[];
let ctx: ReturnType<typeof ingestContext>;

beforeEach(() => {
  ctx = ingestContext(database.db, now);
});

const importAmazon = (country: string) => importFiles(ctx, { paths: [path.join(samples, 'amazon', country)] });

/** Units of a SKU on the last three days that the store's files cover, as the expected file has them; no row is no sale. */
function lastThreeDays(storeId: string, sku: string): number[] {
  const first =
    sales
      .filter((each) => each.store_id === storeId)
      .map(({ date = '' }) => date)
      .sort()[0] ?? '';
  const known = dayRange(addDays(today, -3), addDays(today, -1)).filter((on) => on >= first);
  return known.map((on) => {
    const row = sales.find((each) => each.store_id === storeId && each.sku === sku && each.date === on);
    return Number(row?.units ?? 0);
  });
}

describe('the seed formula', () => {
  it('gives the countdown of checks.json, and the next arrival beside it', async () => {
    const check = checks.stockout_countdown_seed_formula;
    await importAmazon('us');
    await importFiles(ctx, { paths: [path.join(samples, 'generic/inbound.csv')] });
    const { stock, plan } = await loadPlanView(ctx, storeOf(ctx, check.store_id), check.sku);
    expect(stock.lastThreeDays).toEqual(check.last_3_full_days);
    expect(plan.countdown?.inputs).toMatchObject({ available: check.available, mean: check.avg_3d });
    expect(stock.countdownDays).toBeCloseTo(check.days, 3);
    expect(stock.arrivals[0]?.sellableOn).toBe(check.next_inbound_sellable);
  });

  it.each(['amz-us', 'amz-de', 'amz-jp'])(
    'gives the countdown of every SKU of %s, with its stock by stage',
    async (storeId) => {
      await importAmazon(storeId.slice(4));
      const book = await loadStock(ctx, storeOf(ctx, storeId), { levels: new Map() });
      for (const [sku, figures] of Object.entries(inventory[storeId] ?? {})) {
        const units = lastThreeDays(storeId, sku);
        const mean = units.reduce((sum, each) => sum + each, 0) / units.length;
        const stock = book.of(sku);
        const { available, inbound, countdownDays } = stock;
        const merchant = book.factsOf(sku).position?.locations[0]?.merchantAvailable ?? 0;
        // Amazon's stock report tells what is reserved in one number.
        const kinds = [stock.reservedCustomer, stock.reservedTransfer, stock.reservedProcessing, stock.reservedOther];
        const reserved = kinds.reduce<number>((sum, each) => sum + (each ?? 0), 0);
        expect({ sku, available, reserved, inbound }).toEqual({
          sku,
          available: (figures.available ?? 0) + merchant,
          reserved:
            (figures.reserved_customer_order ?? 0) +
            (figures.reserved_fc_transfer ?? 0) +
            (figures.reserved_fc_processing ?? 0),
          inbound: (figures.inbound_shipped ?? 0) + (figures.inbound_receiving ?? 0),
        });
        if (book.factsOf(sku).daily.length > 0 && mean > 0) {
          expect(countdownDays, sku).toBeCloseTo(Math.max(0, available ?? 0) / mean, 6);
        }
      }
    },
  );
});

describe('what the days say', () => {
  const verdictOn = async (sku: string, on: string) => {
    const [newest] = await verdictsOfSku(database.db, 'amz-us', sku, day(on), 1);
    return newest;
  };

  beforeEach(async () => {
    ctx = ingestContext(database.db, now, ingestPolicy({ detection: { policy: 'literal' } }));
    await importAmazon('us');
    while ((await judgePending(ctx)).length > 0);
  });

  it('a day exactly 20 % above a level of five asks', async () => {
    const { sku, deviation_vs_flat_baseline } = checks.exact_boundary;
    const verdict = await verdictOn(sku, '2026-10-25');
    expect(verdict).toMatchObject({ word: 'deviation', direction: 'up', units: 6 });
    expect(verdict?.deviation).toBeCloseTo(deviation_vs_flat_baseline, 9);
  });

  it('the drop is seen as one', async () => {
    const verdict = await verdictOn(checks.drop.sku, '2026-10-25');
    expect(verdict).toMatchObject({ word: 'deviation', direction: 'down' });
  });

  it('a new SKU is learned about, not asked about', async () => {
    expect((await verdictOn(checks.new_sku.sku, '2026-10-25'))?.word).toBe('learning');
  });
});

it('a partial file makes no whole day', async () => {
  const { file, pulled_at } = checks.partial_file;
  ctx = ingestContext(database.db, pulled_at);
  await importFiles(ctx, { paths: [path.join(samples, file)] });
  expect(await newestCompleteDay(database.db, storeOf(ctx, 'amz-us'))).toBe('2026-10-24');
});

it('days on which nothing was sellable are no days without demand', async () => {
  const { sku, from, to } = checks.out_of_stock_gap;
  await importAmazon('us');
  const gap = dayRange(day(from), day(to));
  const reports = dayRange(addDays(day(from), -1), day(to)).map(
    (on) => `amz-us,${sku},FBA,${on}T20:00:00Z,${gap.includes(on) ? 0 : 5}`,
  );
  await take(ctx, `store_id,sku,location,as_of,available\n${reports.join('\n')}\n`, { name: 'stock.csv' });
  const book = await loadStock(ctx, storeOf(ctx, 'amz-us'), { levels: new Map() });
  const days = dayRange(addDays(today, -30), addDays(today, -1));
  const units = (on: string) =>
    Number(sales.find((each) => each.store_id === 'amz-us' && each.sku === sku && each.date === on)?.units ?? 0);
  const sellable = days.filter((on) => !gap.includes(on));
  const { mean = 0, days: counted = 0 } = book.planOf(sku).sales ?? {};
  // The day on which it sold out may count or not; those behind it do not.
  expect(counted).toBeLessThanOrEqual(sellable.length);
  expect(counted).toBeGreaterThanOrEqual(sellable.length - 1);
  expect(mean).toBeGreaterThan(days.reduce((sum, on) => sum + units(on), 0) / days.length);
});

describe('a pool', () => {
  it('is counted once for all its countries, as checks.json wants: 140, never 280', async () => {
    expect(checks.pan_eu_double_count.rule).toContain('140, never 280');
    await importAmazon('de');
    await take(ctx, 'store_id,sku,location,as_of,available\namz-fr,LM-BOTTLE-BLK,FBA,2026-10-26T09:12:00Z,140\n');
    for (const storeId of ['amz-de', 'amz-fr']) {
      expect((await loadStock(ctx, storeOf(ctx, storeId), { levels: new Map() })).of('LM-BOTTLE-BLK').available).toBe(
        140,
      );
    }
  });

  it('never doubles, however many of its stores report the same goods, and whenever', async () => {
    const ids = ['s0', 's1', 's2', 's3'];
    const policy = ingestPolicy({ stores: ids.map((id) => ({ id, zone: 'Asia/Shanghai', pool: 'p' })) });
    ctx = ingestContext(database.db, now, policy);
    await take(ctx, salesCsv(ids.map((id) => [id, 'A', '2026-10-25', 3] as const)));
    const report = fc.record({ store: fc.constantFrom(...ids), hour: fc.integer({ min: 0, max: 9 }) });
    const reports = fc.uniqueArray(report, {
      minLength: 1,
      maxLength: 8,
      selector: ({ store, hour }) => `${store} ${hour}`,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(500), { minLength: 10, maxLength: 10 }), reports, async (byHour, told) => {
        await database.db.delete(stockSnapshots);
        await database.db.insert(stockSnapshots).values(
          told.map(({ store, hour }) => ({
            ...{ storeId: store, poolId: 'p', location: 'WH', sku: 'A', source: 'file', batchId: 1 },
            asOf: new Date(`2026-10-26T0${hour}:00:00Z`),
            available: byHour[hour] ?? 0,
            inboundShipped: byHour[hour] ?? 0,
          })),
        );
        const newest = byHour[Math.max(...told.map(({ hour }) => hour))] ?? 0;
        for (const id of ids) {
          const { available, inbound } = (await loadStock(ctx, storeOf(ctx, id), { levels: new Map() })).of('A');
          expect({ available, inbound }).toEqual({ available: newest, inbound: newest });
        }
      }),
      { numRuns: 15 },
    );
  });
});
