// The plain table of daily sales: one row for each SKU and day, from an ERP, a script or a spreadsheet.

import {
  countCell,
  optionalAmountCell,
  optionalCountCell,
  refused,
  salesDayCell,
  skippedTotals,
  skuCell,
  storeCell,
  subjectOf,
} from '../cells.ts';
import { timeIn } from '../dates.ts';
import { mergeDailySales } from '../merge/daily-sales.ts';
import type { Cells, Format, ReadRun, RowReader } from './format.ts';

export const dailySales: Format = {
  id: 'daily-sales',
  name: { zh: '每日销量', en: 'daily sales' },
  plain: true,
  storeColumn: 'store_id',
  columns: [
    { field: 'store_id', names: ['store_id', 'store', 'shop', '店铺', '店铺名称'] },
    {
      field: 'sku',
      names: ['sku', 'msku', 'seller-sku', 'merchant sku', '商品编码', 'SKU编码', '商家编码', '货号'],
      required: true,
    },
    {
      field: 'date',
      names: ['date', 'day', 'sales_date', '日期', '销售日期', '统计日期'],
      required: true,
      shows: 'dates',
    },
    {
      field: 'units_ordered',
      names: [
        'units_ordered',
        'units',
        'quantity',
        'qty',
        'units_sold',
        'qty sold',
        '销量',
        '销售数量',
        '销售件数',
        '支付件数',
        '数量',
      ],
      required: true,
      shows: 'numbers',
    },
    { field: 'orders', names: ['orders', 'order_count', '订单量', '订单数'], shows: 'numbers' },
    {
      field: 'sales_amount',
      names: ['sales_amount', 'amount', 'sales', 'revenue', '销售额', '销售金额'],
      shows: 'numbers',
    },
    { field: 'currency', names: ['currency', '币种'] },
    { field: 'pending_units', names: ['pending_units'], shows: 'numbers' },
    { field: 'complete', names: ['complete', 'is_complete', '完整'] },
    { field: 'name', names: ['name', 'title', 'product_name', '品名', '商品名称'] },
  ],
  signature: ['date', 'units_ordered', 'sku'],
  signs: 2,
  quoted: true,
  reader: (run) => salesReader(run),
  merge: mergeDailySales,
};

function salesReader(run: ReadRun): RowReader {
  return {
    read: ({ line }, cells) => {
      if (skippedTotals(run, [cells('store_id'), cells('sku'), cells('date')], line)) return;
      run.about(() => subjectOf(run, { store: cells('store_id'), sku: cells('sku'), day: cells('date') }));
      const at = (column: string) => ({ line, column });
      const store = storeCell(run, cells('store_id'), at('store_id'));
      if (!store) return;
      const sku = skuCell(run, store.id, cells('sku'), at('sku'));
      if (sku === undefined) return;
      const day = salesDayCell(run, store, cells('date'), at('date'));
      if (day === undefined) return;
      const units = countCell(run, cells('units_ordered'), at('units_ordered'));
      if (units === undefined) return;
      const orders = optionalCountCell(run, cells('orders'), at('orders'));
      const pendingUnits = optionalCountCell(run, cells('pending_units'), at('pending_units'));
      const amount = optionalAmountCell(run, cells('sales_amount'), at('sales_amount'));
      if (orders === undefined || pendingUnits === undefined || amount === undefined) return;
      const time = timeIn(cells('date'));
      const isComplete = yesOrNo(cells('complete'));
      if (isComplete === undefined)
        return refused(run, 'INVALID_VALUE', at('complete'), cells('complete'), 'true / false');
      run.stage({
        line,
        storeId: store.id,
        sku,
        day,
        // Two rows of one day at different times are no repetition of each other.
        ...(time !== '' && { status: time }),
        units,
        orders,
        amount,
        currency: amount === null ? null : (currencyOf(cells) ?? store.currency),
        pendingUnits: pendingUnits ?? 0,
        isComplete,
        ...nameOf(run, store.id, sku, cells),
      });
    },
  };
}

function currencyOf(cells: Cells): string | undefined {
  const text = cells('currency').toUpperCase();
  return /^[A-Z]{3}$/.test(text) ? text : undefined;
}

function nameOf(run: ReadRun, storeId: string, sku: string, cells: Cells): { row?: object } {
  const name = cells('name');
  return name !== '' && run.isNewSku(storeId, sku) ? { row: { name: name.slice(0, 200) } } : {};
}

/** True for an empty cell: a day is taken for whole unless the file says otherwise. */
function yesOrNo(text: string): boolean | undefined {
  const word = text.toLowerCase();
  if (['', 'true', 'yes', 'y', '1', '是'].includes(word)) return true;
  return ['false', 'no', 'n', '0', '否'].includes(word) ? false : undefined;
}
