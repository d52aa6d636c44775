// Every figure of a SKU's stock, in units: where it is stored, which places' reports count for it, and what it is called.
// Schema, merge, position, views, form fields, checks, exports and texts are derived from this table.

import type { Bilingual } from '../../lib/language.ts';

interface Naming {
  /** In plans, summaries and exported tables. */
  name: Bilingual;
  /** The form asks for it under this label. */
  field?: { label: Bilingual; required?: true };
  /** Stock reserved for something: what for, as a card lists it. */
  reservedFor?: Bilingual;
  /** An answer that differs much from the report needs a reason; how that sentence names the figure. */
  compared?: Bilingual;
}

interface Reported extends Naming {
  /** Of the table of stock reports, and of the plain table that is imported and exported. */
  column: string;
  /**
   * Whose reports are added up. `sellable`: places that are sold from; `transit`: those, or the others where they say
   * nothing of goods on their way (Amazon and the seller's sheet may list the same cartons); `all`: every place.
   */
  from: 'sellable' | 'transit' | 'all';
}

interface Summed extends Naming {
  sumOf: readonly string[];
}

export const stockFigures = {
  available: {
    column: 'available',
    from: 'sellable',
    name: { zh: '可用', en: 'Available' },
    field: { label: { zh: '可售库存', en: 'Available' }, required: true },
    compared: { zh: '可售', en: 'available' },
  },
  /** What the seller ships from his own shelf under the same SKU (Amazon's merchant-fulfilled quantity). */
  merchantAvailable: {
    column: 'merchant_available',
    from: 'sellable',
    name: { zh: '自发货可用', en: 'Merchant-fulfilled' },
  },
  reservedCustomer: {
    column: 'reserved_customer',
    from: 'sellable',
    name: { zh: '预留-买家订单', en: 'Reserved: customer orders' },
    field: { label: { zh: '预留：客户订单', en: 'Reserved: customer orders' } },
    reservedFor: { zh: '客户订单', en: 'customer orders' },
  },
  reservedTransfer: {
    column: 'reserved_transfer',
    from: 'sellable',
    name: { zh: '预留-调仓', en: 'Reserved: transfer' },
    field: { label: { zh: '预留：调拨中', en: 'Reserved: transfers' } },
    reservedFor: { zh: '调拨', en: 'transfers' },
  },
  reservedProcessing: {
    column: 'reserved_processing',
    from: 'sellable',
    name: { zh: '预留-处理中', en: 'Reserved: processing' },
    field: { label: { zh: '预留：处理中', en: 'Reserved: processing' } },
    reservedFor: { zh: '处理中', en: 'processing' },
  },
  reservedOther: {
    column: 'reserved_other',
    from: 'sellable',
    name: { zh: '预留-未区分', en: 'Reserved: not told apart' },
    reservedFor: { zh: '其他', en: 'other' },
  },
  /** Planned, not yet shipped: never counted as on its way. */
  inboundWorking: {
    column: 'inbound_working',
    from: 'transit',
    name: { zh: '在途-待发货', en: 'Inbound: working' },
  },
  inboundShipped: {
    column: 'inbound_shipped',
    from: 'transit',
    name: { zh: '在途-已发货', en: 'Inbound: shipped' },
  },
  inboundReceiving: {
    column: 'inbound_receiving',
    from: 'transit',
    name: { zh: '在途-接收中', en: 'Inbound: receiving' },
  },
  /** Shipped or being received, not yet sellable. */
  inbound: {
    sumOf: ['inboundShipped', 'inboundReceiving'],
    name: { zh: '在途', en: 'Inbound' },
    field: { label: { zh: '在途库存', en: 'Inbound' }, required: true },
    compared: { zh: '在途', en: 'inbound' },
  },
  onOrder: {
    column: 'on_order',
    from: 'all',
    name: { zh: '已下单', en: 'On order' },
    field: { label: { zh: '已下单未发货', en: 'On order' } },
    compared: { zh: '已下单未发货', en: 'on order' },
  },
  unsellable: { column: 'unsellable', from: 'all', name: { zh: '不可售', en: 'Unsellable' } },
  researching: { column: 'researching', from: 'all', name: { zh: '调查中', en: 'Researching' } },
} as const satisfies Record<string, Reported | Summed>;

export type StockFigure = keyof typeof stockFigures;
type With<Property extends keyof Reported | keyof Summed> = {
  [F in StockFigure]: (typeof stockFigures)[F] extends Readonly<Record<Property, unknown>> ? F : never;
}[StockFigure];

/** Figures that reports tell; the others are sums of them. */
export type ReportedFigure = With<'column'>;
/** Figures whose corrected number is compared with the report. */
export type ComparedFigure = With<'compared'>;

/** Units by figure; null = nobody reported it, 0 = reported zero. */
export type StockFigures = Record<StockFigure, number | null>;

const names = Object.keys(stockFigures) as StockFigure[];
export const reportedFigures = figuresWith('column');
export const formFigures = figuresWith('field');
export const reservedFigures = figuresWith('reservedFor');
export const comparedFigures = figuresWith('compared');

/** One value for each figure. */
export function eachFigure(unitsOf: (name: StockFigure) => number | null): StockFigures {
  return Object.fromEntries(names.map((name) => [name, unitsOf(name)])) as StockFigures;
}

/** All figures from what was reported of each: sums are made, and are null when none of their parts was reported. */
export function withSums(reported: (name: ReportedFigure) => number | null): StockFigures {
  return eachFigure((name) => {
    const declared = stockFigures[name];
    return 'sumOf' in declared ? sumKnown(declared.sumOf.map(reported)) : reported(name as ReportedFigure);
  });
}

/** The sum of what is known; null when nothing is. */
export function sumKnown(counts: readonly (number | null)[]): number | null {
  const known = counts.filter((count) => count !== null);
  return known.length === 0 ? null : known.reduce((sum, count) => sum + count, 0);
}

function figuresWith<Property extends keyof Reported | keyof Summed>(property: Property): With<Property>[] {
  return names.filter((name): name is With<Property> => property in stockFigures[name]);
}
