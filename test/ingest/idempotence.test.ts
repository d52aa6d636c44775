// Whatever the order in which files arrive, and however often, the state in force is that of the newest words.

import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { testDatabase } from '../support/db.ts';
import { effectiveState, ingestContext, ordersTsv, salesCsv, take } from './support.ts';

const database = testDatabase();

async function empty(): Promise<void> {
  await database.db.execute(sql`
    truncate sales_days, sales_revisions, feed_days, order_lines, skus, ingest_issues, ingest_batches, staged_rows,
      staged_refusals, refused_days
    restart identity cascade`);
}

interface Delivery {
  content: string;
  name: string;
  /** Minutes after 08:00 at which it was pulled. */
  pulled: number;
}

async function stateAfter(deliveries: readonly Delivery[]): Promise<unknown> {
  await empty();
  const ctx = ingestContext(database.db, '2026-10-28T12:00:00Z');
  for (const { content, name, pulled } of deliveries) {
    const asOf = new Date(Date.parse('2026-10-28T08:00:00Z') + pulled * 60_000);
    const report = await take(ctx, content, { name, asOf });
    const isTaken = ['accepted', 'accepted_with_warning', 'partial'].includes(report.status);
    if (!isTaken && report.code !== 'ORDERS_MISSING') throw new Error(JSON.stringify(report));
  }
  return await effectiveState(database.db);
}

const days = ['2026-10-25', '2026-10-26', '2026-10-27'];
const skus = ['A', 'B', 'C'];

/** What a table says of a SKU's day: its units, or a cell that is refused. */
const cell = fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 9 }) }, fc.constantFrom('N/A', '-2'));

/** A table that holds all SKUs but at most one on one or more days. */
const table = fc
  .record({
    days: fc.subarray(days, { minLength: 1 }),
    units: fc.array(cell, { minLength: 12, maxLength: 12 }),
    lacks: fc.array(fc.nat(7), { minLength: 3, maxLength: 3 }),
  })
  .map((of) =>
    salesCsv(
      of.days.flatMap((on, d) =>
        ['A', 'B', 'C', 'D'].flatMap((sku, s) =>
          of.lacks[d] === s ? [] : [['amz-us', sku, on, of.units[d * 4 + s] ?? 1] as const],
        ),
      ),
    ),
  );

/** Orders that exist, each on its one day, as a report sees them: with the units of the moment, or not at all. */
const orderSlots = Array.from({ length: 6 }, (_, i) => ({
  order: `o${i}`,
  on: days[i % 3] ?? '',
  sku: skus[i % 2] ?? '',
}));
const seenOrders = fc
  .tuple(
    fc.subarray(orderSlots, { minLength: 1 }),
    fc.array(fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 5 }) }, fc.constant('')), {
      minLength: 6,
      maxLength: 6,
    }),
  )
  .map(([slots, units]) =>
    ordersTsv(slots.map(({ order, on, sku }, i) => ({ order, at: `${on}T20:00:00+00:00`, sku, units: units[i] ?? 1 }))),
  );
const orderReport = fc
  .record({ content: seenOrders, kind: fc.constantFrom('by-order-date', 'by-last-update') })
  .map(({ content, kind }) => ({
    content,
    name: kind === 'by-order-date' ? 'orders-by-order-date_2026-10-25_2026-10-27.txt' : 'orders-by-last-update.txt',
  }));

function arrivals(files: fc.Arbitrary<{ content: string; name: string }>) {
  return fc
    .uniqueArray(fc.record({ file: files, pulled: fc.nat(100) }), {
      minLength: 1,
      maxLength: 5,
      selector: (each) => each.pulled,
    })
    .map((list): Delivery[] => list.map(({ file, pulled }) => ({ ...file, pulled })))
    .chain((list) =>
      fc.record({
        inOrder: fc.constant([...list].sort((a, b) => a.pulled - b.pulled)),
        shuffled: fc.shuffledSubarray([...list, ...list], { minLength: list.length * 2, maxLength: list.length * 2 }),
      }),
    );
}

it.each([
  ['daily sales', table.map((content) => ({ content, name: 'sales.csv' }))],
  ['order reports', orderReport],
])(
  '%s: any order of arrival, each file twice, gives the state of the newest words',
  async (_name, files) => {
    await fc.assert(
      fc.asyncProperty(arrivals(files), async ({ inOrder, shuffled }) => {
        expect(await stateAfter(shuffled)).toEqual(await stateAfter(inOrder));
      }),
      { numRuns: 25, endOnFailure: true },
    );
  },
  120_000,
);

it('the same orders under the name of another report are another report: the days that it holds whole stay whole', async () => {
  const content = ordersTsv([{ order: 'o1', at: '2026-10-26T20:00:00+00:00', sku: 'A', units: 2 }]);
  const whole = { content, name: 'orders-by-order-date_2026-10-25_2026-10-27.txt', pulled: 22 };
  const updates = { content, name: 'orders-by-last-update.txt', pulled: 38 };
  const shorter = { content, name: 'orders-by-order-date_2026-10-25_2026-10-26.txt', pulled: 40 };
  const inOrder = await stateAfter([whole, updates, shorter]);
  expect(await stateAfter([updates, updates, whole, shorter, whole, updates])).toEqual(inOrder);
  expect(await stateAfter([shorter, whole, updates, shorter])).toEqual(inOrder);
});
