// What came in: sales, stock, inbound, lead times, and which file each number came from.

import { sql } from 'drizzle-orm';
import {
  bigint,
  bigserial,
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  numeric,
  type PgIntegerBuilderInitial,
  pgTable,
  primaryKey,
  text,
} from 'drizzle-orm/pg-core';
import type { Bilingual } from '../../lib/language.ts';
import { type ReportedFigure, reportedFigures, stockFigures } from '../../rules/inventory/stock-figures.ts';
import { stockTiers as stockTierWords } from '../../rules/inventory/stock-tier.ts';
import { supplierTiers as supplierTierWords } from '../../rules/inventory/suppliers.ts';
import { calendarDay, instant } from './columns.ts';

/** A sellable item in one store. `known` is false while nobody assigned an item that merely turned up in a file. */
export const skus = pgTable(
  'skus',
  {
    storeId: text('store_id').notNull(),
    sku: text('sku').notNull(),
    name: text('name'),
    asin: text('asin'),
    fnsku: text('fnsku'),
    ownerId: text('owner_id'),
    /** A, B, C or D; null until first computed. */
    class: text('class'),
    known: boolean('known').notNull(),
    firstSeenOn: calendarDay('first_seen_on').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.storeId, t.sku] })],
);

export const ingestBatches = pgTable(
  'ingest_batches',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    sha256: text('sha256').notNull(),
    /** Which reader understood it, for instance "amazon-all-orders"; null when none did. */
    format: text('format'),
    fileName: text('file_name').notNull(),
    storeId: text('store_id'),
    /** The moment the numbers speak of: when the report was pulled. */
    asOf: instant('as_of').notNull(),
    receivedAt: instant('received_at').notNull(),
    receivedBy: text('received_by').notNull(),
    rowsIn: integer('rows_in').notNull(),
    rowsKept: integer('rows_kept').notNull(),
    rowsRefused: integer('rows_refused').notNull(),
    status: text('status').notNull(),
    code: text('code'),
    /** Reader's details: encoding, stores and days covered. */
    details: jsonb('details').notNull(),
    /** While the file is being read: when its reader must have given a sign of life again. */
    leaseUntil: instant('lease_until'),
  },
  (t) => [
    index('ingest_batches_sha256').on(t.sha256),
    index('ingest_batches_running').on(t.leaseUntil).where(sql`${t.status} = 'running'`),
  ],
);

export const ingestIssues = pgTable(
  'ingest_issues',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    batchId: bigint('batch_id', { mode: 'number' })
      .notNull()
      .references(() => ingestBatches.id),
    line: integer('line'),
    column: text('column_name'),
    code: text('code').notNull(),
    /** What stood there, cut and with invisible characters made visible. */
    found: text('found').notNull(),
    message: jsonb('message').notNull(),
  },
  (t) => [index('ingest_issues_batch').on(t.batchId)],
);

/** Effective sales of a SKU on a sales day, by source. */
export const salesDays = pgTable(
  'sales_days',
  {
    storeId: text('store_id').notNull(),
    day: calendarDay('day').notNull(),
    sku: text('sku').notNull(),
    source: text('source').notNull(),
    units: integer('units').notNull(),
    /** Distinct orders; null where the source does not count them. */
    orders: integer('orders'),
    amount: numeric('amount'),
    currency: text('currency'),
    pendingUnits: integer('pending_units').notNull().default(0),
    cancelledLines: integer('cancelled_lines').notNull().default(0),
    /** Units that left through another channel's orders: stock use, not this store's sales. */
    otherChannelUnits: integer('other_channel_units').notNull().default(0),
    asOf: instant('as_of').notNull(),
    batchId: bigint('batch_id', { mode: 'number' }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.storeId, t.day, t.sku, t.source] }),
    index('sales_days_sku').on(t.storeId, t.sku, t.day),
  ],
);

/**
 * Values that are no longer in force, and values that never were because a newer one was there already; append-only.
 * Together with `sales_days`, every value a sales day ever had.
 */
export const salesRevisions = pgTable(
  'sales_revisions',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    storeId: text('store_id').notNull(),
    day: calendarDay('day').notNull(),
    sku: text('sku').notNull(),
    source: text('source').notNull(),
    units: integer('units').notNull(),
    orders: integer('orders'),
    amount: numeric('amount'),
    asOf: instant('as_of').notNull(),
    batchId: bigint('batch_id', { mode: 'number' }).notNull(),
    /** The batch whose value took or kept its place. */
    replacedBy: bigint('replaced_by', { mode: 'number' }).notNull(),
    /** False for a value that arrived after a newer one and never took effect. */
    effective: boolean('effective').notNull(),
  },
  (t) => [index('sales_revisions_day').on(t.storeId, t.sku, t.day)],
);

/**
 * Which sales days a source covers, and how well. A SKU without a row on a `complete` day sold nothing;
 * on any other day nothing is known. `revision` grows with every change; `judgedRevision` is what was judged last.
 */
export const feedDays = pgTable(
  'feed_days',
  {
    storeId: text('store_id').notNull(),
    day: calendarDay('day').notNull(),
    source: text('source').notNull(),
    /** partial until the day is over in the store's zone at `asOf`; quarantined when it looks cut short. */
    state: text('state', { enum: ['partial', 'complete', 'quarantined'] }).notNull(),
    rows: integer('rows').notNull(),
    units: integer('units').notNull(),
    /** The newest file that had anything to say about the day. */
    asOf: instant('as_of').notNull(),
    /** The newest file that holds the day whole, so that what it lacks did not sell; null while there is none. */
    wholeAsOf: instant('whole_as_of'),
    batchId: bigint('batch_id', { mode: 'number' }).notNull(),
    firstBatchId: bigint('first_batch_id', { mode: 'number' }).notNull(),
    /** Orders of the day that are in force although the newest whole report lacks them, until a person decides. */
    missingOrders: integer('missing_orders').notNull().default(0),
    missingUnits: integer('missing_units').notNull().default(0),
    revision: integer('revision').notNull(),
    judgedRevision: integer('judged_revision').notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.storeId, t.day, t.source] }),
    index('feed_days_unjudged').on(t.storeId, t.day).where(sql`${t.judgedRevision} < ${t.revision}`),
  ],
);

/**
 * Sales days of SKUs that are unknown because the newest file that speaks of them has a row that was refused: no value is
 * read as 0, and the value in force stays as it was. SKU "" stands for every SKU that the file may have meant.
 */
export const refusedDays = pgTable(
  'refused_days',
  {
    storeId: text('store_id').notNull(),
    day: calendarDay('day').notNull(),
    sku: text('sku').notNull(),
    source: text('source').notNull(),
    /** Did the refused row name the SKU? Otherwise it is one of those that it may have meant. */
    isNamed: boolean('is_named').notNull(),
    /** Where the row stood and why it was refused, in both languages. */
    message: jsonb('message').$type<Bilingual>().notNull(),
    asOf: instant('as_of').notNull(),
    /** The newest whole file before it: an older one says nothing new about the value in force. */
    wholeBefore: instant('whole_before'),
    batchId: bigint('batch_id', { mode: 'number' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.storeId, t.day, t.sku, t.source] })],
);

/**
 * Order lines of order-level reports. They carry no line id: an order's lines are replaced together, by those that tell of a
 * later state of the order. An order that a report lacks stays until a person says otherwise.
 */
export const orderLines = pgTable(
  'order_lines',
  {
    storeId: text('store_id').notNull(),
    orderId: text('order_id').notNull(),
    lineNo: integer('line_no').notNull(),
    sku: text('sku').notNull(),
    day: calendarDay('day').notNull(),
    units: integer('units').notNull(),
    amount: numeric('amount'),
    currency: text('currency'),
    /** `refused`: the line could not be read; what its SKU sold on the day is unknown. */
    status: text('status', { enum: ['shipped', 'pending', 'cancelled', 'other_channel', 'refused'] }).notNull(),
    /** Of a refused line: where it stood and why it was refused. */
    refusal: jsonb('refusal').$type<Bilingual>(),
    /** The order's own last change, where the report tells it; else the report's moment. */
    toldAt: instant('told_at').notNull(),
    /** The report that told the lines. */
    asOf: instant('as_of').notNull(),
    batchId: bigint('batch_id', { mode: 'number' }).notNull(),
    /** The newest report that named the order. */
    seenAsOf: instant('seen_as_of').notNull(),
    /** A person has said that the order stands although a newer report lacks it. */
    kept: boolean('kept').notNull().default(false),
  },
  (t) => [primaryKey({ columns: [t.storeId, t.orderId, t.lineNo] }), index('order_lines_day').on(t.storeId, t.day)],
);

/** Stock of a SKU in a pool at a moment; null = not reported, 0 = reported zero. */
export const stockSnapshots = pgTable(
  'stock_snapshots',
  {
    storeId: text('store_id').notNull(),
    /** The store's pool when the file came in, or the store itself: stores of one pool report the same stock. */
    poolId: text('pool_id').notNull(),
    location: text('location').notNull(),
    sku: text('sku').notNull(),
    asOf: instant('as_of').notNull(),
    source: text('source').notNull(),
    ...figureColumns(),
    available: integer(stockFigures.available.column).notNull(),
    batchId: bigint('batch_id', { mode: 'number' }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.storeId, t.location, t.sku, t.source, t.asOf] }),
    index('stock_snapshots_newest').on(t.poolId, t.sku, t.location, t.asOf),
    index('stock_snapshots_days').on(t.poolId, t.asOf),
  ],
);

export const inboundLines = pgTable(
  'inbound_lines',
  {
    storeId: text('store_id').notNull(),
    shipmentId: text('shipment_id').notNull(),
    sku: text('sku').notNull(),
    shippedUnits: integer('shipped_units').notNull(),
    receivedUnits: integer('received_units').notNull(),
    mode: text('mode'),
    status: text('status').notNull(),
    shippedOn: calendarDay('shipped_on'),
    sellableOn: calendarDay('sellable_on'),
    /** The day on which all of it was first told as received; what the way really took is learned from it. */
    receivedOn: calendarDay('received_on'),
    asOf: instant('as_of').notNull(),
    batchId: bigint('batch_id', { mode: 'number' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.storeId, t.shipmentId, t.sku] })],
);

/** What a list told as received of a shipment that the list before had not; append-only. */
export const inboundReceipts = pgTable(
  'inbound_receipts',
  {
    storeId: text('store_id').notNull(),
    shipmentId: text('shipment_id').notNull(),
    sku: text('sku').notNull(),
    units: integer('units').notNull(),
    toldAt: instant('told_at').notNull(),
    /** The moment of the list before, which did not tell of them; null for the first list of a shipment. */
    notBefore: instant('not_before'),
    /** The day on which they were received, or, where no list tells it, on which they were due. */
    dueOn: calendarDay('due_on'),
    batchId: bigint('batch_id', { mode: 'number' }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.storeId, t.shipmentId, t.sku, t.toldAt] }),
    index('inbound_receipts_sku').on(t.sku, t.toldAt),
  ],
);

/**
 * Lead times and terms as given by people, in days, one row for each supplier ("" where none is named); a SKU's times hold
 * for every store that sells it.
 */
export const leadTimes = pgTable(
  'lead_times',
  {
    sku: text('sku').notNull(),
    supplier: text('supplier').notNull().default(''),
    /** A: main supplier, B: proven backup, C: last resort. */
    supplierTier: text('supplier_tier', { enum: supplierTierWords }).notNull().default('A'),
    moq: integer('moq'),
    casePack: integer('case_pack'),
    unitCost: numeric('unit_cost'),
    currency: text('currency'),
    productionDays: integer('production_days'),
    qcDays: integer('qc_days'),
    seaDays: integer('sea_days'),
    airDays: integer('air_days'),
    expressDays: integer('express_days'),
    receivingDays: integer('receiving_days'),
    safetyDays: integer('safety_days'),
    asOf: instant('as_of').notNull(),
    batchId: bigint('batch_id', { mode: 'number' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.sku, t.supplier] })],
);

/** Orders at suppliers, one row for each order and SKU; `sku` may be a SKU of a store or the item behind several. */
export const purchaseLines = pgTable(
  'purchase_lines',
  {
    orderId: text('order_id').notNull(),
    sku: text('sku').notNull(),
    supplier: text('supplier').notNull(),
    units: integer('units').notNull(),
    /** Handed to a forwarder; they are on their way, no longer on order. */
    shippedUnits: integer('shipped_units').notNull(),
    receivedUnits: integer('received_units').notNull(),
    orderedOn: calendarDay('ordered_on').notNull(),
    promisedOn: calendarDay('promised_on'),
    expectedOn: calendarDay('expected_on'),
    /** The day on which the goods were made; what production really took is learned from it. */
    readyOn: calendarDay('ready_on'),
    /** The day on which all of it was first told as received. */
    receivedOn: calendarDay('received_on'),
    unitCost: numeric('unit_cost'),
    currency: text('currency'),
    status: text('status').notNull(),
    asOf: instant('as_of').notNull(),
    batchId: bigint('batch_id', { mode: 'number' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.orderId, t.sku] }), index('purchase_lines_sku').on(t.sku)],
);

/** Which thing a SKU is: SKUs of one item sell from the same goods; a bundle takes several of them. */
export const skuItems = pgTable(
  'sku_items',
  {
    storeId: text('store_id').notNull(),
    sku: text('sku').notNull(),
    itemId: text('item_id').notNull(),
    unitsPer: integer('units_per').notNull(),
    asOf: instant('as_of').notNull(),
    batchId: bigint('batch_id', { mode: 'number' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.storeId, t.sku] }), index('sku_items_item').on(t.itemId)],
);

/** Who answers for a SKU, as files said; store "" = every store that sells it. `skus.ownerId` is what holds. */
export const skuOwners = pgTable(
  'sku_owners',
  {
    storeId: text('store_id').notNull(),
    sku: text('sku').notNull(),
    ownerId: text('owner_id').notNull(),
    asOf: instant('as_of').notNull(),
    batchId: bigint('batch_id', { mode: 'number' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.sku, t.storeId] })],
);

/** Planned promotions; sku null = the whole store. */
export const promotions = pgTable(
  'promotions',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    storeId: text('store_id').notNull(),
    sku: text('sku'),
    fromDay: calendarDay('from_day').notNull(),
    toDay: calendarDay('to_day').notNull(),
    note: text('note'),
    setBy: text('set_by').notNull(),
    setAt: instant('set_at').notNull(),
    /** When it was looked whether the stock will do; null until then. */
    stockCheckedAt: instant('stock_checked_at'),
  },
  (t) => [index('promotions_store').on(t.storeId, t.fromDay)],
);

/** What people expect to sell, by spans of days apart from each other; a newer file replaces all of a SKU's. */
export const forecasts = pgTable(
  'forecasts',
  {
    storeId: text('store_id').notNull(),
    sku: text('sku').notNull(),
    fromDay: calendarDay('from_day').notNull(),
    toDay: calendarDay('to_day').notNull(),
    /** Units a day. */
    perDay: doublePrecision('per_day').notNull(),
    asOf: instant('as_of').notNull(),
    batchId: bigint('batch_id', { mode: 'number' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.storeId, t.sku, t.fromDay] })],
);

/** What an answer said about a day of history: the baseline leaves it out, or restarts at it. */
export const dayMarks = pgTable(
  'day_marks',
  {
    storeId: text('store_id').notNull(),
    sku: text('sku').notNull(),
    day: calendarDay('day').notNull(),
    mark: text('mark', {
      enum: ['one_off', 'short_term', 'data_error', 'out_of_stock', 'promotion', 'new_level'],
    }).notNull(),
    caseId: bigint('case_id', { mode: 'number' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.storeId, t.sku, t.day, t.mark] })],
);

/**
 * Rows on their way in: read, not yet checked as a whole. They go with the end of their batch; those of a batch that died
 * are swept away. `held` rows wait for a person's word on a quarantined day.
 */
export const stagedRows = pgTable(
  'staged_rows',
  {
    batchId: bigint('batch_id', { mode: 'number' }).notNull(),
    line: integer('line').notNull(),
    storeId: text('store_id').notNull(),
    sku: text('sku').notNull(),
    day: calendarDay('day'),
    orderId: text('order_id'),
    status: text('status'),
    units: integer('units'),
    orders: integer('orders'),
    amount: numeric('amount'),
    currency: text('currency'),
    pendingUnits: integer('pending_units'),
    isComplete: boolean('is_complete'),
    /** Of an order line: the order's last change. */
    toldAt: instant('told_at'),
    /** What only one kind of file has, and a SKU's name where it first appears. */
    row: jsonb('row'),
    held: boolean('held').notNull().default(false),
  },
  (t) => [
    index('staged_rows_batch').on(t.batchId, t.storeId, t.day),
    index('staged_rows_held').on(t.storeId, t.day).where(sql`${t.held}`),
  ],
);

/**
 * Rows of a batch that were refused, by what they were about, as far as it can be told: store "" and SKU "" and no day
 * stand for all that the file may have meant. They go with the staged rows.
 */
export const stagedRefusals = pgTable(
  'staged_refusals',
  {
    batchId: bigint('batch_id', { mode: 'number' }).notNull(),
    line: integer('line').notNull(),
    storeId: text('store_id').notNull(),
    sku: text('sku').notNull(),
    day: calendarDay('day'),
    orderId: text('order_id'),
    message: jsonb('message').$type<Bilingual>().notNull(),
  },
  (t) => [index('staged_refusals_batch').on(t.batchId, t.storeId, t.day)],
);

/** Each SKU's stock tier as the last digest told it, so that the next one tells only what moved. */
export const stockTiers = pgTable(
  'stock_tiers',
  {
    storeId: text('store_id').notNull(),
    sku: text('sku').notNull(),
    tier: text('tier', { enum: stockTierWords }).notNull(),
    notedAt: instant('noted_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.storeId, t.sku] })],
);

/** A column for each figure that reports tell. */
function figureColumns() {
  const columns = reportedFigures.map((name) => [name, integer(stockFigures[name].column)]);
  return Object.fromEntries(columns) as {
    [F in ReportedFigure]: PgIntegerBuilderInitial<(typeof stockFigures)[F]['column']>;
  };
}
