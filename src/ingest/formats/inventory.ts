// The plain table of stock: one row for each SKU and location at a moment.

import { reportedFigures, stockFigures } from '../../rules/inventory/stock-figures.ts';
import { wholeStock } from '../../store/stock.ts';
import { optionalCountCell, refused, signedCountCell, skippedTotals, skuCell, storeCell } from '../cells.ts';
import { readInstant } from '../instants.ts';
import { mergeStock } from '../merge/stock.ts';
import type { Cells, Format, ReadRun, RowReader } from './format.ts';

export const inventory: Format = {
  id: 'inventory',
  name: { zh: '库存', en: 'inventory' },
  plain: true,
  storeColumn: 'store_id',
  columns: [
    { field: 'store_id', names: ['store_id', 'store', 'shop', '店铺', '店铺名称'] },
    { field: 'sku', names: ['sku', 'msku', 'seller-sku', 'merchant sku', '商品编码'], required: true },
    { field: 'location', names: ['location', 'warehouse', '仓库'] },
    { field: 'as_of', names: ['as_of', 'snapshot_at', '截至时间'] },
    {
      field: 'available',
      names: ['available', '可用', '可用库存', '可售库存', 'FBA可售', 'FBA库存', '本地可用'],
      required: true,
      shows: 'numbers',
    },
    { field: 'reserved', names: ['reserved', '预留', '预留总数量'], shows: 'numbers' },
    { field: 'reserved_customer', names: ['reserved_customer', 'reserved_customer_order', '待发货'], shows: 'numbers' },
    { field: 'reserved_transfer', names: ['reserved_transfer', 'reserved_fc_transfer', '待调仓'], shows: 'numbers' },
    {
      field: 'reserved_processing',
      names: ['reserved_processing', 'reserved_fc_processing', '调仓中'],
      shows: 'numbers',
    },
    { field: 'inbound_working', names: ['inbound_working', '入库-处理中'], shows: 'numbers' },
    {
      field: 'inbound_shipped',
      names: ['inbound_shipped', '在途', '在途库存', 'FBA在途', '入库-已发出'],
      shows: 'numbers',
    },
    { field: 'inbound_receiving', names: ['inbound_receiving', '入库中', '入库-已接收'], shows: 'numbers' },
    { field: 'on_order', names: ['on_order', '已下单', '已下单库存', '待交付'], shows: 'numbers' },
    { field: 'unsellable', names: ['unsellable', 'unfulfillable', '不可售'], shows: 'numbers' },
    { field: 'researching', names: ['researching'], shows: 'numbers' },
    { field: 'name', names: ['name', 'title', 'product_name', '品名', '商品名称'] },
  ],
  signature: ['sku', 'available'],
  signs: 2,
  quoted: true,
  reader: (run) => stockReader(run),
  merge: mergeStock,
};

/** Columns that may be empty, by the name under which they are staged. */
const optional: readonly (readonly [name: string, column: string])[] = [
  ['reserved', 'reserved'],
  ...reportedFigures
    .filter(
      (name) => name !== 'available' && inventory.columns.some(({ field }) => field === stockFigures[name].column),
    )
    .map((name) => [name, stockFigures[name].column] as const),
];

function stockReader(run: ReadRun): RowReader {
  return {
    read: ({ line }, cells) => {
      if (skippedTotals(run, [cells('store_id'), cells('sku'), cells('name')], line)) return;
      const at = (column: string) => ({ line, column });
      const store = storeCell(run, cells('store_id'), at('store_id'));
      if (!store) return;
      const sku = skuCell(run, store.id, cells('sku'), at('sku'));
      if (sku === undefined) return;
      const asOf = momentOf(run, cells, line);
      if (asOf === undefined) return;
      const available = signedCountCell(run, cells('available'), at('available'));
      if (available === undefined) return;
      const counts: Record<string, number | null> = {};
      for (const [name, column] of optional) {
        const count = optionalCountCell(run, cells(column), at(column));
        if (count === undefined) return;
        counts[name] = count;
      }
      const { reserved = null, ...rest } = counts;
      const told = (rest.reservedCustomer ?? 0) + (rest.reservedTransfer ?? 0) + (rest.reservedProcessing ?? 0);
      run.stage({
        line,
        storeId: store.id,
        sku,
        row: {
          location: cells('location').normalize('NFKC').toUpperCase().slice(0, 60) || wholeStock,
          ...(asOf && { asOf: asOf.toISOString() }),
          available,
          ...rest,
          reservedOther: reserved === null ? null : Math.max(0, reserved - told),
          name: cells('name').slice(0, 200) || null,
        },
      });
    },
  };
}

/** The row's own moment; null for the file's; undefined when the row was refused. */
function momentOf(run: ReadRun, cells: Cells, line: number): Date | null | undefined {
  const text = cells('as_of');
  if (text === '') return null;
  const at = readInstant(text);
  const place = { line, column: 'as_of' };
  if (!at) return refused(run, 'INVALID_DATE', place, text);
  return at > run.now ? refused(run, 'FUTURE_DATE', place, text, run.now.toISOString()) : at;
}
