// What the tests of data coming in share: a policy with the stores of the sample reports, files made on the spot.

import path from 'node:path';
import { sql } from 'drizzle-orm';
import type { Context } from '../../src/context.ts';
import { type ImportInput, importFiles } from '../../src/ingest/import-files.ts';
import type { FileReport } from '../../src/ingest/report.ts';
import { type Day, day } from '../../src/lib/day.ts';
import { silentLog } from '../../src/lib/log.ts';
import type { Policy, Store } from '../../src/policy/policy.ts';
import type { Db } from '../../src/store/db.ts';
import { type ManualClock, manualClock } from '../support/clock.ts';
import { testPolicy } from '../support/team.ts';

/** The sample reports. */
export const samples = path.resolve('test/fixtures/reports');

const stores = [
  { id: 'amz-us', platform: 'amazon', zone: 'America/Los_Angeles', currency: 'USD', salesChannel: 'Amazon.com' },
  { id: 'amz-de', platform: 'amazon', zone: 'Europe/Berlin', currency: 'EUR', salesChannel: 'Amazon.de', pool: 'eu' },
  { id: 'amz-fr', platform: 'amazon', zone: 'Europe/Paris', currency: 'EUR', salesChannel: 'Amazon.fr', pool: 'eu' },
  { id: 'amz-jp', platform: 'amazon', zone: 'Asia/Tokyo', currency: 'JPY', salesChannel: 'Amazon.co.jp' },
  { id: 'cn-shop', name: '中国店', zone: 'Asia/Shanghai', currency: 'CNY' },
];

export function ingestPolicy(overrides: Record<string, unknown> = {}): Policy {
  return testPolicy({ stores, ...overrides });
}

/** A context whose clock stands at `now`. */
export function ingestContext(db: Db, now: string, policy = ingestPolicy()): Context & { clock: ManualClock } {
  const actor = { kind: 'system', job: 'test' } as const;
  return { db, clock: manualClock(now), policy, actor, log: silentLog, inTransaction: false, wake: () => {} };
}

export function storeOf(ctx: Context, id: string): Store {
  const store = ctx.policy.stores.find((each) => each.id === id);
  if (!store) throw new Error(`No store ${id}`);
  return store;
}

/** Imports one file made of `content`. */
export async function take(
  ctx: Context,
  content: string | Uint8Array,
  options: Omit<ImportInput, 'uploads' | 'paths'> & { name?: string } = {},
): Promise<FileReport> {
  const { name = 'sales.csv', ...rest } = options;
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const [report] = await importFiles(ctx, { uploads: [{ name, bytes }], ...rest });
  if (!report) throw new Error('No report');
  return report;
}

/** A table of daily sales: rows of store, SKU, day, units. */
export function salesCsv(rows: readonly (readonly [string, string, string, number | string])[]): string {
  return ['store_id,sku,date,units_ordered', ...rows.map((row) => row.join(',')), ''].join('\n');
}

/** An All Orders report of order lines. */
export function ordersTsv(
  lines: readonly {
    order: string;
    at: string;
    sku: string;
    /** An empty cell is refused. */
    units: number | '';
    status?: string;
    channel?: string;
    price?: string;
    updated?: string;
  }[],
): string {
  const header = [
    'amazon-order-id',
    'purchase-date',
    'last-updated-date',
    'order-status',
    'sales-channel',
    'sku',
    'quantity',
    'currency',
    'item-price',
  ];
  const rows = lines.map(
    ({ order, at, sku, units, status = 'Shipped', channel = 'Amazon.com', price = '', updated = at }) =>
      [order, at, updated, status, channel, sku, units, price && 'USD', price].join('\t'),
  );
  return [header.join('\t'), ...rows, ''].join('\r\n');
}

/** Sales in force of a store: day, SKU, units, orders, amount, pending units, cancelled lines, units of other channels. */
export async function salesOf(db: Db, storeId: string): Promise<(Day | string | number)[][]> {
  const rows = await db.execute<Record<string, string | number>>(sql`
    select day, sku, units, coalesce(orders, -1) as orders, coalesce(amount, 0)::float8 as amount, pending_units,
      cancelled_lines, other_channel_units
    from sales_days where store_id = ${storeId}`);
  return rows
    .map((row): (Day | string | number)[] => {
      const { day: on, sku, ...numbers } = row;
      return [day(String(on)), String(sku), ...Object.values(numbers).map(Number)];
    })
    .sort((a, b) => (`${a[0]} ${a[1]}` < `${b[0]} ${b[1]}` ? -1 : 1));
}

/** All that is in force, to compare two histories: sales, feed states, stock. */
export async function effectiveState(db: Db): Promise<unknown> {
  const sales = await db.execute(sql`
    select store_id, day, sku, source, units, orders, amount::float8 as amount, pending_units, cancelled_lines,
      other_channel_units
    from sales_days order by store_id, day, sku, source`);
  const feed = await db.execute(sql`
    select store_id, day, source, state, rows, units, whole_as_of, missing_orders from feed_days order by store_id, day, source`);
  const lines = await db.execute(sql`
    select store_id, order_id, sku, day, units, status from order_lines order by 1, 2, 3, 4, 5, 6`);
  const refused = await db.execute(sql`
    select store_id, day, sku, source, is_named, as_of from refused_days order by store_id, day, sku, source`);
  return { sales: [...sales], feed: [...feed], lines: [...lines], refused: [...refused] };
}
