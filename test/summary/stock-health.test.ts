// How well the stock of a store is kept, from files that came in.

import { beforeEach, expect, it } from 'vitest';
import type { Context } from '../../src/context.ts';
import { addDays, day } from '../../src/lib/day.ts';
import { stockHealth } from '../../src/summary/stock-health.ts';
import { lastSales, stockRows } from '../../src/summary/stock-rows.ts';
import { ingestContext, ingestPolicy, salesCsv, take } from '../ingest/support.ts';
import { testDatabase } from '../support/db.ts';

const database = testDatabase();
const sunday = day('2026-10-25');
let ctx: Context;

beforeEach(async () => {
  ctx = ingestContext(database.db, '2026-10-26T10:05:00Z', ingestPolicy({}));
  const days = Array.from({ length: 100 }, (_, back) => addDays(sunday, -99 + back));
  await take(
    ctx,
    salesCsv(
      days.flatMap((on, i) => [
        ['cn-shop', 'A', on, 6] as const,
        ['cn-shop', 'OLD', on, i === 0 ? 1 : 0] as const,
        ['cn-shop', 'NEVER', on, 0] as const,
      ]),
    ),
  );
  const header = 'store_id,sku,location,as_of,available\n';
  const rows = [26, 25, 24].map((date) => `cn-shop,A,SZ,2026-10-${date}T01:00:00Z,60\n`);
  const others = 'cn-shop,OLD,SZ,2026-10-26T01:00:00Z,9\ncn-shop,NEVER,SZ,2026-10-26T01:00:00Z,0\n';
  await take(ctx, header + rows.join('') + others, { name: 'inventory.csv' });
});

const healthOf = async () => {
  const stock = { rows: await stockRows(ctx), lastSales: await lastSales(ctx) };
  return stockHealth(ctx, { from: addDays(sunday, -6), to: sunday, ...stock });
};

it('counts as slow what has stock and has not sold for 90 days', async () => {
  expect(await healthOf()).toMatchObject([{ storeId: 'cn-shop', skus: 2, slow: 1, turnover: null }]);
});

it('turns over what the cost is known of: 180 sold at a mean of 60 in 30 days are 36.5 times a year', async () => {
  await take(ctx, 'sku,supplier,production_days,unit_cost,currency\nA,S1,10,5,CNY\nNOBODY,S1,10,7,USD\n', {
    name: 'lead_times.csv',
  });
  const [health] = await healthOf();
  expect(health?.turnover?.aYear).toBeCloseTo(36.5);
  expect(health?.turnover?.days).toBeCloseTo(10);
  expect(health?.turnover?.skus).toBe(1);
});
